// SPDX-License-Identifier: MIT
/// Any bytes as what a person searches for.
#include "core/search/search_query.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto query = ax::SearchQuery::parse({reinterpret_cast<const char*>(data), size}, {});
    if (query) {
        (void)query->isEmpty();
        (void)query->accepts(ax::Session());
    }
    return 0;
}
