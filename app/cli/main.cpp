// SPDX-License-Identifier: MIT
#include "app/cli/dispatch.h"

#include <csignal>
#include <unistd.h>
#include <vector>

int main(int argc, char** argv) {
    using namespace ax::cli;
    // `ax list | head` ends without a word, also when whoever started us ignores the signal.
    std::signal(SIGPIPE, SIG_DFL);
    guardStandardDescriptors();

    const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
    const ax::Environment environment = ax::Environment::ofThisProcess();
    Output output(STDOUT_FILENO);
    Diagnostics diagnostics(STDERR_FILENO);
    CommandContext context{arguments, environment, output, diagnostics};

    const int code = dispatch(context);
    if (const auto written = output.finish(); !written) {
        diagnostics.say(written.error().message);
        return code == ExitOk ? ExitFailure : code;
    }
    return code;
}
