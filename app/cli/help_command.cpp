// SPDX-License-Identifier: MIT
#include "app/cli/help_command.h"

#include "app/cli/verbs.h"

#include <format>

namespace ax::cli {

namespace {

constexpr std::string_view Introduction = R"(ax: every session of every coding agent

Usage:
)";

constexpr std::string_view Ending = R"(
Sessions are read from the agents' own transcripts; these are never changed.
Configuration: $AX_CONFIG, else ~/.config/ax/config.toml. More: man ax.
The window over the same sessions is ax-desktop.
)";

} // namespace

int runHelp(CommandContext& context) {
    context.output.write(Introduction);
    for (const Verb& verb : verbs()) {
        if (verb.command != nullptr && !verb.usage.empty())
            context.output.write(std::format("  {:<40} {}\n", verb.usage, verb.summary));
    }
    context.output.write(
        std::format("  {:<40} {}\n", "ax HARNESS [OPTIONS] TASK...", "start a session with a task"));
    context.output.write(Ending);
    return ExitOk;
}

} // namespace ax::cli
