// SPDX-License-Identifier: MIT
/// A segment of the search index with bytes that changed: the input is a length, then offsets and bytes.
#include "core/base/byte_stream.h"
#include "core/search/segment.h"
#include "tests/fuzz/fuzz_file.h"

#include <array>
#include <ranges>
#include <utility>

namespace {

std::string soundSegment() {
    ax::SegmentBuilder builder(1);
    ax::GramSet grams;
    for (const std::string_view text : {"one column of text", "and another one"}) {
        const std::string padded = std::string(text) + std::string(ax::GramSet::Padding, '\0');
        grams.add(std::string_view(padded).substr(0, text.size()));
        builder.add(grams);
    }
    return builder.bytes();
}

void readAll(const ax::Segment& segment) {
    if (const auto rows = segment.allRows()) {
        ax::GramSet grams;
        for (std::size_t column = 0; column < segment.columns(); ++column)
            rows->copyColumn(column, grams);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static std::string bytes = soundSegment(); // large: what changes is put back
    std::vector<std::pair<std::size_t, char>> before;
    ax::ByteReader input({reinterpret_cast<const char*>(data), size});
    const auto length = input.number<std::uint32_t>();
    while (!input.atEnd() && !input.failed()) {
        const auto offset = input.number<std::uint32_t>() % bytes.size();
        before.emplace_back(offset, bytes[offset]);
        bytes[offset] = input.number<char>();
    }
    const ax::fuzz::MemoryFiles files(
        std::string_view(bytes).substr(0, bytes.size() - length % bytes.size()));
    if (const auto segment = ax::Segment::open(files, "segment", 1)) {
        (void)segment->columnsWith(std::array<std::uint32_t, 2>{0, ax::GramHashes - 1});
        if (before.size() % 16 == 1) // a hundred thousand checksums take milliseconds
            readAll(*segment);
    }
    for (const auto& [offset, byte] : std::views::reverse(before))
        bytes[offset] = byte;
    return 0;
}
