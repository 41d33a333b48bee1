// SPDX-License-Identifier: MIT
#include "app/cli/launch_window.h"

#include "app/cli/attach_command.h"
#include "app/cli/replace_process.h"
#include "core/launch/command_file.h"
#include "core/launch/holder_start.h"

#include <array>
#include <cerrno>
#include <format>
#include <unistd.h>

namespace ax::cli {

namespace {

/// Of our environment what says where things lie: a window has that of the multiplexer's server, which may
/// have been started elsewhere.
constexpr std::array<std::string_view, 8> Places = {
    "HOME",           "PATH",           "AX_CONFIG",     "XDG_CONFIG_HOME",
    "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"};

std::map<std::string, std::string> windowVariables(const Environment& environment) {
    std::map<std::string, std::string> variables;
    for (const std::string_view name : Places) {
        if (const auto value = environment.value(name))
            variables.emplace(name, *value);
    }
    for (const auto& [name, value] : environment.variables()) {
        if (name.starts_with("AX_"))
            variables.emplace(name, value);
    }
    return variables;
}

} // namespace

Result<void> startInWindow(const SessionWorld& world, const Environment& environment,
                           const Multiplexer& multiplexer, const LaunchSpec& spec, const std::string& id,
                           const std::string& title, NewMuxWindow::Shown shown) {
    NewMuxWindow window{.sessionId = id,
                        .title = title,
                        .directory = spec.directory,
                        .arguments = {},
                        .variables = windowVariables(environment),
                        .shown = shown};
    if (world.config().holdBackend == "none") {
        const auto command = shortCommand(world.disk(), world.paths(), spec.command);
        if (!command)
            return std::unexpected(command.error());
        window.arguments = shellCommand(world.config(), *command);
        return multiplexer.open(window);
    }
    if (auto started = startHolder(world.disk(), world.paths(), environment, spec, id); !started)
        return started;
    if (const auto holder = awaitHolder(world, environment, id); !holder)
        return std::unexpected(holder.error());
    window.arguments = {holderProgram(environment), "attach", "--hold", id};
    if (const auto opened = multiplexer.open(window); !opened)
        return std::unexpected(
            Error{opened.error().code,
                  std::format("{}; the session runs without a window, see it with: ax attach {}",
                              opened.error().message, id)});
    return {};
}

Error runHere(const Environment& environment, const LaunchSpec& spec) {
    if (::chdir(spec.directory.c_str()) != 0)
        return errorFromErrno(errno, "enter " + spec.directory);
    return replaceProcess(spec.arguments, environment);
}

} // namespace ax::cli
