// SPDX-License-Identifier: MIT
#include "core/transcripts/transcript_turns.h"

#include <algorithm>
#include <iterator>

namespace ax {

Result<TranscriptTurns> TranscriptTurns::open(const FileSystem& files, const TranscriptLocation& location) {
    auto source = openRecords(files, location);
    if (!source)
        return std::unexpected(source.error());
    return TranscriptTurns(std::move(*source), location.format);
}

Result<std::vector<NumberedTurn>> TranscriptTurns::read(std::uint64_t after, std::uint64_t upTo,
                                                        const Filter& passes) {
    std::vector<NumberedTurn> turns;
    const auto visited =
        m_records.read(after, upTo, [&](std::uint64_t number, const RecordSource::Record& record) {
            if (auto turn = m_reader.read(record.text); turn && passes(*turn))
                turns.push_back({number, std::move(*turn)});
        });
    if (!visited)
        return std::unexpected(visited.error());
    return turns;
}

Result<std::vector<NumberedTurn>> TranscriptTurns::readSince(std::uint64_t since) {
    return read(since, UINT64_MAX, [](const RecordTurn&) { return true; });
}

Result<std::vector<NumberedTurn>> TranscriptTurns::readLast(std::size_t limit, std::uint64_t since,
                                                            const Filter& passes) {
    std::vector<NumberedTurn> turns;
    std::uint64_t upTo = UINT64_MAX;
    while (turns.size() < limit && upTo > since) {
        const std::uint64_t after = std::max(since, m_records.beforeStretchOf(upTo));
        auto earlier = read(after, upTo, passes);
        if (!earlier)
            return earlier;
        std::ranges::move(turns, std::back_inserter(*earlier));
        turns = std::move(*earlier);
        upTo = after;
    }
    if (turns.size() > limit)
        turns.erase(turns.begin(), turns.end() - static_cast<std::ptrdiff_t>(limit));
    return turns;
}

} // namespace ax
