// SPDX-License-Identifier: MIT
#include "app/demo-agent/options.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

namespace ax::demo {

namespace {

/// Modes in which Claude Code does not ask before it runs a command.
bool grantsEverything(std::string_view mode) {
    constexpr std::array Granting{"auto", "bypassPermissions", "dontAsk"};
    return std::ranges::find(Granting, mode) != Granting.end();
}

bool set(Options& options, std::string_view name, const std::string& value) {
    if (name == "--session-id") {
        options.sessionId = value;
    } else if (name == "--resume" || name == "-r") {
        options.start = Options::Start::Resume;
        options.sessionId = value;
    } else if (name == "--model") {
        options.model = value;
    } else if (name == "--permission-mode") {
        options.permissions =
            grantsEverything(value) ? Options::Permissions::Granted : Options::Permissions::Ask;
    } else if (name == "--pace") {
        int milliseconds = 0;
        const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), milliseconds);
        if (error != std::errc() || end != value.data() + value.size() || milliseconds < 0)
            return false;
        options.pace = std::chrono::milliseconds(milliseconds);
    } else {
        constexpr std::array Unused{"--append-system-prompt", "--effort", "--name", "-n"};
        return std::ranges::find(Unused, name) != Unused.end();
    }
    return true;
}

} // namespace

Result<Options> parseOptions(const std::vector<std::string>& arguments) {
    Options options;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& word = arguments[i];
        if (!word.starts_with('-') || word == "-") {
            options.task += (options.task.empty() ? "" : " ") + word;
        } else if (word == "--help" || word == "-h") {
            options.wantsHelp = true;
        } else if (word == "--dangerously-skip-permissions") {
            options.permissions = Options::Permissions::Granted;
        } else if (word == "--") {
            for (++i; i < arguments.size(); ++i)
                options.task += (options.task.empty() ? "" : " ") + arguments[i];
        } else if (i + 1 == arguments.size()) {
            return std::unexpected(Error{ErrorCode::Invalid, word + " is not known or lacks its value"});
        } else if (!set(options, word, arguments[i + 1])) {
            return std::unexpected(
                Error{ErrorCode::Invalid, word + " " + arguments[i + 1] + " is not understood"});
        } else {
            ++i;
        }
    }
    return options;
}

std::string usageText() {
    return "ax-demo-agent: a scripted stand-in for a coding agent; it executes nothing.\n\n"
           "  ax-demo-agent [--session-id ID | --resume ID] [--model M] [--permission-mode MODE]\n"
           "                [--pace MILLISECONDS] [TASK]\n";
}

} // namespace ax::demo
