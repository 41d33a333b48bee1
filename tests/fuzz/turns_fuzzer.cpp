// SPDX-License-Identifier: MIT
/// A transcript put together to turns.
#include "core/transcripts/turn_builder.h"
#include "tests/fuzz/fuzz_records.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto builder = ax::makeTurnBuilder(
        {.format = AX_FORMAT, .file = "/nowhere", .sessionId = "00000000-0000-4000-8000-000000000000"});
    if (!builder)
        return 0;
    ax::fuzz::forEachRecord({reinterpret_cast<const char*>(data), size},
                            [&](std::string_view text, std::size_t position) {
                                builder->addRecord({.text = text, .position = position});
                            });
    (void)builder->take();
    return 0;
}
