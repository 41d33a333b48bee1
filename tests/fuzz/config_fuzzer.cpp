// SPDX-License-Identifier: MIT
/// Any bytes as config.toml: the built-in harnesses stay.
#include "core/config/config.h"
#include "tests/fuzz/fuzz_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ax::fuzz::MemoryFiles files({reinterpret_cast<const char*>(data), size});
    ax::Paths paths;
    paths.home = "/home";
    paths.configFile = "/home/config.toml";
    const ax::LoadedConfig loaded = ax::loadConfig(files, paths);
    for (const ax::ConfigProblem& problem : loaded.problems)
        (void)problem.text();
    if (loaded.config.findHarness("claude") == nullptr)
        std::abort();
    return 0;
}
