// SPDX-License-Identifier: MIT
/// Any bytes as config.toml: the built-in harnesses stay.
#include "core/config/config.h"
#include "tests/fuzz/fuzz_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const ax::fuzz::FuzzFile file("config.toml");
    file.write(data, size);
    ax::Paths paths;
    paths.home = file.folder();
    paths.configFile = file.path();
    const ax::LoadedConfig loaded = ax::loadConfig(ax::RealFileSystem(), paths);
    for (const ax::ConfigProblem& problem : loaded.problems)
        (void)problem.text();
    if (loaded.config.findHarness("claude") == nullptr)
        std::abort();
    return 0;
}
