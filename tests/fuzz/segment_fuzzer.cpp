// SPDX-License-Identifier: MIT
/// A segment of the search index with bytes that changed: the input is a length, then offsets and bytes.
#include "core/base/byte_stream.h"
#include "core/search/segment.h"
#include "tests/fuzz/fuzz_file.h"

#include <array>

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

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const ax::fuzz::FuzzFile file("segment");
    static const std::string sound = soundSegment();
    std::string bytes = sound;
    ax::ByteReader input({reinterpret_cast<const char*>(data), size});
    const auto length = input.number<std::uint32_t>();
    while (!input.atEnd() && !input.failed()) {
        const auto offset = input.number<std::uint32_t>() % bytes.size();
        bytes[offset] = input.number<char>();
    }
    bytes.resize(bytes.size() - length % bytes.size());
    file.write(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    const auto segment = ax::Segment::open(ax::RealFileSystem(), file.path(), 1);
    if (!segment)
        return 0;
    (void)segment->columnsWith(std::array<std::uint32_t, 2>{0, ax::GramHashes - 1});
    if (const auto rows = segment->allRows()) {
        ax::GramSet grams;
        for (std::size_t column = 0; column < segment->columns(); ++column)
            rows->copyColumn(column, grams);
    }
    return 0;
}
