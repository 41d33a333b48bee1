// SPDX-License-Identifier: MIT
#include "app/cli/dispatch.h"

#include "app/cli/extension.h"
#include "app/cli/help_command.h"
#include "app/cli/launch_command.h"
#include "app/cli/near_miss.h"
#include "app/cli/verbs.h"
#include "core/config/config.h"

#include <format>
#include <optional>

namespace ax::cli {

namespace {

constexpr std::size_t ShortestGuess = 3; // "rm" is not a misspelt verb

int refuse(CommandContext& context, std::string_view what) {
    context.diagnostics.say(std::format("{}; it has {}", what, existingVerbs()));
    return ExitUsage;
}

bool asksForHelp(std::span<const std::string> arguments) {
    return !arguments.empty() && (arguments[0] == "--help" || arguments[0] == "-h");
}

int runVerb(CommandContext& context, const Verb& verb) {
    if (asksForHelp(context.arguments))
        return runHelp(context);
    if (verb.command == nullptr)
        return refuse(context, std::format(R"(this version has no "{}")", verb.name));
    return verb.command(context);
}

/// The verb that a lone word may have been meant to be. With more words behind it, it is a task.
std::optional<std::string_view> guessVerb(std::span<const std::string> words) {
    const std::string& word = words[0];
    if (word.size() < ShortestGuess || word.contains(' '))
        return std::nullopt;
    for (const std::string& other : words.subspan(1)) {
        if (!other.starts_with('-'))
            return std::nullopt;
    }
    for (const Verb& verb : verbs()) {
        if (!verb.name.starts_with('-') && isNearMiss(word, verb.name))
            return verb.name;
    }
    return std::nullopt;
}

int runUnknown(CommandContext& context, std::span<const std::string> words) {
    const std::string& word = words[0];
    if (word.starts_with('-'))
        return refuse(context, std::format(R"(this version has no picker, and no option "{}")", word));
    const Config config = loadConfig(RealFileSystem(), Paths::from(context.environment))
                              .config; // its problems are list's to tell
    if (config.findHarness(word) != nullptr) {
        context.arguments = words.subspan(1);
        return runLaunch(context, word);
    }
    if (const std::string program = findExtension(word, context.environment); !program.empty()) {
        context.diagnostics.say(runExtension(program, words.subspan(1), context.environment).message);
        return ExitFailure;
    }
    if (const auto verb = guessVerb(words)) {
        context.diagnostics.say(std::format(R"(unknown command "{}"; did you mean "{}"?)", word, *verb));
        return ExitUsage;
    }
    if (!config.defaultHarness.empty()) {
        context.arguments = words;
        return runLaunch(context, config.defaultHarness);
    }
    return refuse(context, std::format(R"(this version has no command "{}")", word));
}

} // namespace

int dispatch(CommandContext& context) {
    const std::span<const std::string> words = context.arguments;
    if (words.empty())
        return refuse(context, "this version has no picker");
    const Verb* verb = findVerb(words[0]);
    if (verb == nullptr)
        return runUnknown(context, words);
    context.arguments = words.subspan(1);
    return runVerb(context, *verb);
}

} // namespace ax::cli
