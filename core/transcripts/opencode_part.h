// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ax {

/// What facts need of a part: whether a person said it. (Turns read parts on their own.)
struct OpencodePart {
    std::string type; ///< text, file, compaction, …; empty when the part is damaged or missing
    std::string text;
    bool isWrittenByProgram = false; ///< `synthetic` or `ignored`

    /// As the first part of a user message: a compaction and what the program adds are no prompts.
    bool isPrompt() const {
        return !isWrittenByProgram &&
               (type == "text" || type == "file" || type == "agent" || type == "subtask");
    }
};

OpencodePart readOpencodePart(std::string_view data);

/// The model's id out of the `model` of a session, which is JSON; older versions wrote the plain id.
std::string modelOfSession(std::string_view model);

/// Nothing for 0 and for what no clock says.
std::optional<Timestamp> timeOfMilliseconds(std::int64_t milliseconds);

} // namespace ax
