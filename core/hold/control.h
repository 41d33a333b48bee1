// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/descriptor.h"
#include "core/base/error.h"
#include "core/hold/frame_socket.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace ax {

/// A connection that types into a held session, or reads its screen, without watching it: what `ax send`,
/// `ax preview` and broadcasts use, the first to upstream's holders too. Blocks, for moments.
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
    /// What the session's screen says now, a row a line. Unsupported by holders of other makes.
    Result<std::string> screenText();
    /// Types bytes as they are.
    Result<void> type(std::string_view bytes);

private:
    HolderControl(FrameSocket holder, std::uint32_t processId)
        : m_holder(std::move(holder)), m_processId(processId) {}

    FrameSocket m_holder;
    std::uint32_t m_processId;
};

} // namespace ax
