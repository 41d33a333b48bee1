// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ax {

/// Whether a text in a user record is a person's, and not something the program wrapped in their name:
/// reminders, echoes of slash commands, task notifications, "[Request interrupted …" (facts: ax-compat §3).
/// Takes plain text as well as text with JSON escapes. Blank text is nobody's.
bool isPromptText(std::string_view text);

/// Whether a text is the mark that an interrupt leaves in a user record.
bool isInterruptText(std::string_view text);

/// Without blanks at the start, those behind a backslash too.
std::string_view withoutLeadingBlanks(std::string_view text);

/// What the person typed when the text is the echo of a slash command: `/review 12`. Nothing otherwise.
std::optional<std::string> slashCommand(std::string_view text);

/// The record types of Claude Code that this program knows, whether it reads them or not.
bool isKnownClaudeType(std::string_view type);

} // namespace ax
