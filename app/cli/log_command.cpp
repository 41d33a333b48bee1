// SPDX-License-Identifier: MIT
#include "app/cli/log_command.h"

#include "core/base/file_system.h"
#include "core/base/paths.h"

namespace ax::cli {

int runLog(CommandContext& context) {
    constexpr std::uint64_t Largest = 64 << 20; // it is moved away at 1 MiB
    const RealFileSystem files;
    const Paths paths = Paths::from(context.environment);
    int code = ExitOk;
    for (const char* name : {"log.1", "log"}) {
        const auto text = readWholeFile(files, joinPath(paths.stateDirectory, name), Largest);
        if (text) {
            context.output.write(*text);
        } else if (text.error().code != ErrorCode::NotFound) {
            context.diagnostics.say(text.error().message);
            code = ExitFailure;
        }
    }
    return code;
}

} // namespace ax::cli
