// SPDX-License-Identifier: MIT
/// A text and a phrase out of it: the text has each of the phrase's grams, or search would miss it. The first
/// two bytes say where the phrase lies.
#include "core/search/grams.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2)
        return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 2, size - 2);
    // In memory of its own, with just the padding that the set may count on.
    const auto padded = std::make_unique<char[]>(text.size() + ax::GramSet::Padding);
    text.copy(padded.get(), text.size());
    static ax::GramSet grams;
    grams.clear();
    grams.add({padded.get(), text.size()});
    const std::string_view phrase = text.substr(data[0] * text.size() / 256, data[1]);
    constexpr std::size_t Most = 100;
    if (!std::ranges::all_of(ax::gramsOf(phrase, Most),
                             [](std::uint32_t gram) { return grams.bytes()[gram] == 1; }))
        std::abort();
    return 0;
}
