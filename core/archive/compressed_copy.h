// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"

#include <atomic>
#include <cstdint>
#include <string>

namespace ax {

/// What a compressed copy is made of: the first `size` bytes of an open file.
struct CopySource {
    const ReadableFile& file;
    std::string path; ///< for messages
    std::uint64_t size = 0;
    const std::atomic<bool>* cancelled = nullptr; ///< when it becomes true, copying ends with Busy
};

/// Writes a compressed copy at `target`, which may exist: it is replaced in one step when all is on disk. A
/// failure leaves what was there and no temporary. NoSpace when the disk is full, or when the copy would take
/// more than `mostBytes`; Busy when the source got shorter meanwhile. Returns the bytes that the copy takes.
Result<std::uint64_t> createCompressed(const FileSystem& files, const CopySource& source,
                                       const std::string& target, std::uint64_t mostBytes);

/// Adds what the source has behind the bytes that are in the copy already, as new frames and a new table. A
/// failure or a crash leaves the copy as it was. Otherwise like createCompressed(); `mostBytes` is for the
/// whole copy.
Result<std::uint64_t> growCompressed(const FileSystem& files, const CopySource& source,
                                     const std::string& target, std::uint64_t mostBytes);

/// Whether a compressed copy has been grown so often, by so little, that made anew it would be much smaller.
Result<bool> isFragmented(const FileSystem& files, const std::string& target);

/// A name beside `target` that no store's pattern matches, so that half a file is never taken for a copy.
std::string temporaryBeside(const std::string& target);

} // namespace ax
