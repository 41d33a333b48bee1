// SPDX-License-Identifier: MIT
#include "app/cli/run_options.h"

#include "core/state/session_meta.h"

#include <vector>

namespace ax::cli {

Result<RunOptions> parseRunOptions(std::span<const std::string> arguments) {
    const auto wrong = [](std::string message) {
        return std::unexpected(Error{ErrorCode::Invalid, std::move(message)});
    };
    RunOptions options;
    std::vector<std::string> words;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& word = arguments[i];
        const bool hasValue = word == "--adopt" || word == "--cmd-file";
        if (hasValue && i + 1 == arguments.size())
            return wrong("run: " + word + " needs a value");
        if (!words.empty() || (!hasValue && word != "--hold"))
            words.push_back(word);
        else if (word == "--hold")
            options.keepsFailure = true;
        else
            (word == "--adopt" ? options.adoptHarness : options.commandFile) = arguments[++i];
    }
    const std::size_t expected = options.commandFile.empty() ? 2 : 1;
    if (words.size() != expected)
        return wrong("usage: ax run [--hold] [--adopt HARNESS] [--cmd-file FILE] ID [COMMAND]");
    if (!isSidecarName(words[0]) || words[0].starts_with('-'))
        return wrong("run: '" + words[0] + "' cannot be the id of a session");
    options.sessionId = words[0];
    if (words.size() > 1)
        options.command = words[1];
    return options;
}

} // namespace ax::cli
