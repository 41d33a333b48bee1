// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/descriptor.h"
#include "core/base/error.h"

#include <string>

namespace ax {

/// Keeps other processes of this program out while it exists: an advisory lock on a file that is made for it.
/// The kernel releases it when the process ends, however that happens.
class FileLock {
public:
    enum class Wait { No, Yes };
    /// Busy when another holds it and `wait` is No. The file's folder must exist.
    static Result<FileLock> take(const std::string& path, Wait wait);

private:
    explicit FileLock(Descriptor descriptor) : m_descriptor(std::move(descriptor)) {}
    Descriptor m_descriptor;
};

} // namespace ax
