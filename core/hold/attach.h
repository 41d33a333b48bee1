// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/hold/chord_filter.h"
#include "core/hold/frame_socket.h"

#include <optional>
#include <string>

namespace ax {

/// How an attachment ended.
struct AttachEnd {
    enum class Way {
        Detached, ///< by a chord, a signal, or the end of input: the session runs on
        Exited,   ///< the program did
        Lost,     ///< the holder is gone without a word
    };
    Way way = Way::Detached;
    std::optional<ExitMessage> exit;
};

/// Shows a held session on the terminal of this process until one of the two ends or the person detaches,
/// and leaves that terminal in the modes in which it was (facts: ax-compat §13). `holder` is a fresh
/// connection (connectToHolder). Fails when the holder does not greet within three seconds or speaks another
/// protocol. Takes over SIGWINCH, SIGTERM, SIGHUP and SIGQUIT of this process.
Result<AttachEnd> attachTo(Descriptor holder, const Chords& chords);

} // namespace ax
