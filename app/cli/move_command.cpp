// SPDX-License-Identifier: MIT
#include "app/cli/move_command.h"

#include "app/cli/held_session_lookup.h"
#include "app/cli/plain_text.h"
#include "app/cli/session_windows.h"

#include <algorithm>
#include <format>
#include <vector>

namespace ax::cli {

namespace {

constexpr std::string_view Usage =
    "usage: ax move ID... --to NAME | --run R [--to NAME] | --tag KEY=VALUE [--to NAME]";

struct MoveOptions {
    std::vector<std::string> ids;
    std::string run;
    std::string label;
    std::string target;
};

Result<MoveOptions> parseMoveOptions(std::span<const std::string> arguments) {
    MoveOptions options;
    const auto wrong = [](std::string message) {
        return std::unexpected(Error{ErrorCode::Invalid, std::move(message)});
    };
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& word = arguments[i];
        if (!word.starts_with('-')) {
            options.ids.push_back(word);
            continue;
        }
        std::string* value = word == "--to"                         ? &options.target
                             : word == "--run" || word == "--group" ? &options.run
                             : word == "--tag"                      ? &options.label
                                                                    : nullptr;
        if (value == nullptr)
            return wrong("move: unknown option " + word);
        if (++i == arguments.size())
            return wrong("move: " + word + " needs a value");
        *value = arguments[i];
    }
    const auto equals = options.label.find('=');
    if (!options.label.empty() && (equals == 0 || equals == std::string::npos))
        return wrong("move: --tag needs KEY=VALUE");
    const int ways = static_cast<int>(!options.ids.empty()) + static_cast<int>(!options.run.empty()) +
                     static_cast<int>(!options.label.empty());
    // `ax move ID NAME`: without an option the last word of several is the target.
    if (ways == 1 && options.target.empty()) {
        if (options.ids.size() > 1) {
            options.target = options.ids.back();
            options.ids.pop_back();
        } else if (options.ids.empty()) {
            options.target = !options.run.empty() ? options.run : options.label.substr(equals + 1);
        }
    }
    if (ways != 1 || options.target.empty())
        return wrong(std::string(Usage));
    return options;
}

/// The sessions of a run, or with a label.
std::vector<std::string> tagged(const std::map<std::string, SessionMeta>& metas, const MoveOptions& options) {
    std::vector<std::string> ids;
    for (const auto& [id, meta] : metas) {
        if (options.label.empty() ? meta.run == options.run
                                  : std::ranges::contains(meta.labels, options.label))
            ids.push_back(id);
    }
    return ids;
}

Result<std::string> move(const SessionWorld& world, SessionWindows& windows, const std::string& text,
                         const std::string& target) {
    const auto id = findHeldId(world, text);
    if (!id && id.error().code != ErrorCode::NotFound)
        return std::unexpected(id.error());
    const auto located = windows.find(id.value_or(text));
    if (!located)
        return std::unexpected(located.error());
    const auto moved = windows.multiplexer()->move(std::span(&located->window, 1), target);
    if (!moved)
        return std::unexpected(moved.error());
    const auto meta = readSessionMeta(world.files(), world.paths(), id.value_or(text));
    const std::string name = meta && !meta->name.empty() ? meta->name : id.value_or(text);
    return std::format("moved {} -> {}\n", plainText(name), plainText(*moved));
}

} // namespace

int runMove(CommandContext& context) {
    const auto options = parseMoveOptions(context.arguments);
    if (!options) {
        context.diagnostics.say(options.error().message);
        return ExitUsage;
    }
    auto& world = context.keep<SessionWorld>(context.environment);
    SessionWindows windows(world, context.environment);
    if (windows.multiplexer() == nullptr) {
        context.diagnostics.say("there are no windows to move: run it in tmux, or set mux = \"tmux\" in the "
                                "configuration");
        return ExitFailure;
    }
    int exitCode = ExitFailure;
    const bool isGiven = !options->ids.empty();
    for (const std::string& id : isGiven ? options->ids : tagged(world.metas(), *options)) {
        const auto moved = move(world, windows, id, options->target);
        if (moved) {
            context.output.write(*moved);
            exitCode = ExitOk;
        } else if (isGiven || moved.error().code != ErrorCode::NotFound) { // of a run most have ended
            context.diagnostics.say(moved.error().message);
        }
    }
    if (exitCode != ExitOk && !isGiven)
        context.diagnostics.say("none of these sessions has a window");
    return exitCode;
}

} // namespace ax::cli
