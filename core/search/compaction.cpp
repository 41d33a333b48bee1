// SPDX-License-Identifier: MIT
#include "core/search/compaction.h"

#include "core/search/text_indexer.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

namespace ax {

namespace {

constexpr std::size_t MostShort = 8; ///< segments that are less than half full

using Place = std::pair<std::uint32_t, std::uint16_t>; // segment, column

std::vector<segment::ColumnBits> livingColumns(const TextCatalog& catalog) {
    std::vector<segment::ColumnBits> living(catalog.segments.size());
    for (const auto& [key, document] : catalog.documents) {
        for (const TextSpan& span : document.spans) {
            if ((span.traits & TextSpan::Silent) == 0)
                living[span.segment].set(span.column);
        }
    }
    return living;
}

/// Places of the segments to be put together.
std::vector<std::uint32_t> worthIt(const TextCatalog& catalog, const SegmentMap& segments,
                                   const std::vector<segment::ColumnBits>& living) {
    std::vector<std::uint32_t> shortOnes;
    std::vector<std::uint32_t> chosen;
    for (std::uint32_t place = 0; place < catalog.segments.size(); ++place) {
        const auto segment = segments.find(catalog.segments[place]);
        if (segment == segments.end() || living[place].none())
            continue;
        if (4 * living[place].count() < 3 * segment->second.columns())
            chosen.push_back(place);
        else if (2 * segment->second.columns() < segment::Columns)
            shortOnes.push_back(place);
    }
    if (shortOnes.size() > MostShort)
        std::ranges::copy(shortOnes, std::back_inserter(chosen));
    return chosen;
}

} // namespace

void compact(TextCatalog& catalog, const SegmentMap& segments, const SegmentFolder& folder) {
    const std::vector<segment::ColumnBits> living = livingColumns(catalog);
    const std::vector<std::uint32_t> chosen = worthIt(catalog, segments, living);
    if (chosen.empty())
        return;
    SegmentShelf shelf(folder, static_cast<std::uint32_t>(catalog.segments.size()));
    ColumnWriter writer(shelf);
    std::map<Place, Place> moved;
    GramSet grams;
    for (const std::uint32_t place : chosen) {
        const auto rows = segments.at(catalog.segments[place]).allRows();
        if (!rows)
            return; // damaged: a search will find out, and its documents are read again
        for (std::uint16_t column = 0; column < segment::Columns; ++column) {
            if (!living[place][column])
                continue;
            rows->copyColumn(column, grams);
            moved.emplace(Place(place, column), writer.add(grams));
        }
    }
    writer.finish();
    if (shelf.problem())
        return;
    for (auto& [key, document] : catalog.documents) {
        for (TextSpan& span : document.spans) {
            const auto found = moved.find({span.segment, span.column});
            if ((span.traits & TextSpan::Silent) == 0 && found != moved.end())
                std::tie(span.segment, span.column) = found->second;
        }
    }
    std::ranges::copy(shelf.ids(), std::back_inserter(catalog.segments));
}

} // namespace ax
