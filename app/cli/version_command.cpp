// SPDX-License-Identifier: MIT
#include "app/cli/version_command.h"

#include "app/cli/build_info.h"

#include <format>

namespace ax::cli {

int runVersion(CommandContext& context) {
    context.output.write(
        std::format("ax v{} ({}, built {})\n", ThisBuild.version, ThisBuild.commit, ThisBuild.date));
    return ExitOk;
}

} // namespace ax::cli
