// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/descriptor.h"
#include "core/base/error.h"

#include <cstdint>
#include <string_view>

namespace ax {

/// A connection that types into a held session without watching it: what `ax send` and broadcasts use, to our
/// holders and upstream's. Blocks, for moments.
class HolderControl {
public:
    /// Introduces itself on a fresh connection. Unsupported when the holder speaks another protocol, Busy
    /// when it does not answer within three seconds.
    static Result<HolderControl> open(Descriptor holder);

    /// The program that is held.
    std::uint32_t processId() const { return m_processId; }

    enum class Ending { Enter, None };
    /// Types a text; one of several lines as a paste, so that its line ends are no Enter. Programs tell a
    /// paste from typing by the clock: Enter comes a moment later.
    Result<void> typeText(std::string_view text, Ending ending);
    /// Types bytes as they are.
    Result<void> type(std::string_view bytes);

private:
    HolderControl(Descriptor holder, std::uint32_t processId)
        : m_holder(std::move(holder)), m_processId(processId) {}

    Descriptor m_holder;
    std::uint32_t m_processId;
};

} // namespace ax
