// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace ax::demo {

/// What the agent does in answer to a prompt, step by step. Nothing of it is executed: tools come with the
/// output that they pretend to have.

struct Think {
    std::string text;
};

struct Say {
    std::string text;
};

struct UseTool {
    enum class Permission : std::uint8_t { NotNeeded, Needed };

    std::string name;    ///< as Claude Code calls it: Bash, Read, Edit, Grep
    std::string subject; ///< command or path, for the screen and for the question
    std::vector<std::pair<std::string, std::string>> input;
    std::string output;
    Permission permission = Permission::NotNeeded;
    std::string whenDeclined; ///< said instead of all that follows
};

using ScriptStep = std::variant<Think, Say, UseTool>;
using Script = std::vector<ScriptStep>;

/// Chooses by the words of the prompt: something to fix, to test, to explain, or anything else. `turn` counts
/// the prompts of the session and varies what is said to anything else.
Script replyTo(std::string_view prompt, const std::string& directory, unsigned turn);

} // namespace ax::demo
