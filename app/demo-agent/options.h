// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace ax::demo {

/// The command line, in the words of Claude Code as far as AgentSwitch uses them.
struct Options {
    enum class Start : std::uint8_t { New, Resume };
    enum class Permissions : std::uint8_t { Ask, Granted };

    Start start = Start::New;
    std::string sessionId; ///< empty: the agent mints one
    std::string model = "claude-opus-5-5";
    std::string task;
    Permissions permissions = Permissions::Ask;
    std::chrono::milliseconds pace{45}; ///< between two words of an answer
    bool wantsHelp = false;
};

/// `arguments` without the program's name. Invalid for an option that is not known or lacks its value;
/// options that the demo has no use for are taken and left alone.
Result<Options> parseOptions(const std::vector<std::string>& arguments);

std::string usageText();

} // namespace ax::demo
