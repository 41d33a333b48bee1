// SPDX-License-Identifier: MIT
#include "app/cli/dispatch.h"

#include <csignal>
#include <cstdlib>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <unistd.h>
#include <vector>

namespace {

/// Memory comes from the kernel in few large steps, and goes back at exit only. What is not touched costs
/// nothing.
void tuneAllocator() {
#ifdef __GLIBC__
    constexpr int Step = 32 << 20;
    ::mallopt(M_TOP_PAD, Step);
    ::mallopt(M_TRIM_THRESHOLD, 1 << 30);
    ::mallopt(M_MMAP_THRESHOLD, 32 << 20);
#endif
}

} // namespace

int main(int argc, char** argv) {
    using namespace ax::cli;
    // `ax list | head` ends without a word, also when whoever started us ignores the signal.
    tuneAllocator();
    std::signal(SIGPIPE, SIG_DFL);
    guardStandardDescriptors();

    const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
    const ax::Environment environment = ax::Environment::ofThisProcess();
    Output output(STDOUT_FILENO);
    Diagnostics diagnostics(STDERR_FILENO);
    CommandContext context{arguments, environment, output, diagnostics};

    int code = dispatch(context);
    if (const auto written = output.finish(); !written) {
        diagnostics.say(written.error().message);
        code = code == ExitOk ? ExitFailure : code;
    }
    std::_Exit(code); // without taking apart what context.untilExit holds; nothing is buffered any more
}
