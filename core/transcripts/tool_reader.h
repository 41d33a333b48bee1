// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/json_value.h"
#include "core/transcripts/turn.h"

#include <optional>
#include <string>
#include <string_view>

namespace ax {

/// Fills in what a person wants to see of a tool call from its input: the summary (a command, a path, a
/// pattern), and before and after for the tools that change files. Agents name the same things differently
/// (`file_path`, `filePath`, `path`), and none uses another's name for something else, so one table of member
/// names serves all. Input of another shape gives neither.
class ToolReader {
public:
    void describe(ToolCall& call);

private:
    void describeScript(ToolCall& call, std::string_view script);

    JsonReader m_reader;
};

/// What an `apply_patch` text of Codex changes, files joined to one; nothing when it is no such text.
std::optional<ToolCall::Edit> editOfPatch(std::string_view patch);

} // namespace ax
