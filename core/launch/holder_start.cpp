// SPDX-License-Identifier: MIT
#include "core/launch/holder_start.h"

#include "core/base/detached_process.h"
#include "core/base/process.h"
#include "core/launch/command_file.h"

#include <unistd.h>

namespace ax {

std::string holderProgram(const Environment& environment) {
    const std::string own = ownProgram();
    const std::string beside = joinPath(parentFolder(own), "ax");
    if (fileName(own) == "ax" || ::access(beside.c_str(), X_OK) == 0)
        return beside;
    if (const auto named = environment.value("AX"); named && ::access(named->c_str(), X_OK) == 0)
        return *named;
    return findProgram("ax", environment.value("PATH").value_or(""));
}

Result<void> startHolder(const FileSystem& files, const Paths& paths, const Environment& environment,
                         const LaunchSpec& spec, const std::string& placeholder) {
    const std::string program = holderProgram(environment);
    if (program.empty())
        return std::unexpected(
            Error{ErrorCode::NotFound, "there is no 'ax' beside this program or on PATH: install it there"});
    std::vector<std::string> arguments{program, "run"};
    if (spec.sessionId.empty())
        arguments.insert(arguments.end(), {"--adopt", spec.harness});
    const std::string& id = spec.sessionId.empty() ? placeholder : spec.sessionId;
    if (spec.command.size() > LongestCommand) {
        auto file = writeCommandFile(files, paths, spec.command);
        if (!file)
            return std::unexpected(file.error());
        arguments.insert(arguments.end(), {"--cmd-file", *file, id});
    } else {
        arguments.insert(arguments.end(), {id, spec.command});
    }
    ProcessSpec process{
        .arguments = std::move(arguments), .workingDirectory = spec.directory, .variables = {}};
    for (const auto& [name, value] : environment.variables())
        process.variables.emplace(name, value);
    return startDetached(process);
}

} // namespace ax
