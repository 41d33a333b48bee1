// SPDX-License-Identifier: MIT
#include "core/transcripts/codex_records.h"

#include "core/base/paths.h"
#include "core/transcripts/codex_rollouts.h"
#include "core/transcripts/file_record_source.h"
#include "core/transcripts/json_value.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <set>
#include <vector>

namespace ax {

namespace {

constexpr std::size_t LongestChain = 32; ///< forks of forks; more is a trap

/// Whose records come before a rollout's own.
struct HistoryBase {
    std::string session;
    std::uint64_t endOrdinal = 0; ///< the first that is not shared
    std::uint64_t endOffset = 0;  ///< ditto, in bytes
};

std::optional<HistoryBase> historyBaseOf(RecordSource& rollout) {
    constexpr std::uint64_t FirstRecord = 1;
    std::optional<HistoryBase> base;
    (void)rollout.read(0, FirstRecord, [&base](const RecordSource::Record& record) {
        JsonReader reader;
        const auto meta = record.text.empty() ? std::nullopt : reader.read(record.text);
        if (!meta || (*meta)["type"].text() != "session_meta")
            return;
        const JsonValue& stored = (*meta)["payload"]["history_base"];
        if (!stored["thread_id"].text().empty())
            base = {.session = stored["thread_id"].text(),
                    .endOrdinal = stored["end_ordinal_exclusive"].count(),
                    .endOffset = stored["end_byte_offset"].count()};
    });
    return base;
}

bool isLineStart(const ReadableFile& file, std::uint64_t offset) {
    std::array<char, 1> before{};
    if (offset == 0)
        return true;
    const auto count = file.readAt(offset - 1, before);
    return count && *count == 1 && before[0] == '\n';
}

/// Where the shared records end. When the file is no longer what the offset was taken from, their numbers
/// tell.
Result<std::uint64_t> sharedBytes(const ReadableFile& file, RecordSource& rollout, const HistoryBase& base) {
    const auto end = rollout.end();
    if (!end || (base.endOffset <= *end && isLineStart(file, base.endOffset)))
        return end ? Result<std::uint64_t>(base.endOffset) : end;
    std::uint64_t shared = *end;
    JsonReader reader;
    const auto done = rollout.read(0, *end, [&](const RecordSource::Record& record) {
        if (shared < *end || record.text.empty())
            return;
        const auto value = reader.read(record.text);
        if (value && (*value)["ordinal"].type() == JsonValue::Type::Number &&
            (*value)["ordinal"].count() >= base.endOrdinal)
            shared = record.position;
    });
    if (!done)
        return std::unexpected(done.error());
    return shared;
}

/// Several files as one.
class ForkRecordSource final : public RecordSource {
public:
    struct Piece {
        std::unique_ptr<RecordSource> records;
        std::uint64_t size = 0; ///< bytes that count; of the last one, all
    };

    /// Oldest first; at least one.
    explicit ForkRecordSource(std::vector<Piece> pieces) : m_pieces(std::move(pieces)) {}

    Result<std::uint64_t> end() override {
        const auto own = m_pieces.back().records->end();
        return own ? Result<std::uint64_t>(*own + startOf(m_pieces.size() - 1)) : own;
    }

    Result<void> read(std::uint64_t from, std::uint64_t to, const Visitor& visit) override {
        std::uint64_t start = 0;
        for (std::size_t index = 0; index < m_pieces.size() && start < to; ++index) {
            const std::uint64_t size = sizeOf(index);
            const std::uint64_t first = from > start ? from - start : 0;
            const std::uint64_t last = std::min(to - start, size);
            const bool isOwn = index + 1 == m_pieces.size();
            if (first < last) {
                const auto done = m_pieces[index].records->read(first, last, [&](const Record& record) {
                    visit({.text = record.text,
                           .position = record.position + start,
                           .mayBeUnfinished = record.mayBeUnfinished && isOwn});
                });
                if (!done)
                    return done;
            }
            start = isOwn ? to : start + size;
        }
        return {};
    }

    Result<std::uint64_t> startOfStretch(std::uint64_t end, std::uint64_t bytes) override {
        std::size_t index = end == 0 ? 0 : pieceAt(end - 1);
        while (true) {
            const std::uint64_t start = startOf(index);
            const auto found = m_pieces[index].records->startOfStretch(end - start, bytes);
            if (!found)
                return found;
            const std::uint64_t size = end - start - *found;
            if (*found > 0 || index == 0 || size >= bytes)
                return *found + start;
            bytes -= size; // all of this piece, and more before it
            end = start;
            --index;
        }
    }

    Result<std::uint64_t> endOfStretch(std::uint64_t from, std::uint64_t bytes) override {
        std::size_t index = pieceAt(from);
        while (true) {
            const std::uint64_t start = startOf(index);
            const auto found = m_pieces[index].records->endOfStretch(from - start, bytes);
            if (!found || index + 1 == m_pieces.size())
                return found ? Result<std::uint64_t>(*found + start) : found;
            const std::uint64_t end = std::min(*found, m_pieces[index].size) + start;
            if (end < startOf(index + 1) || end - from >= bytes)
                return end;
            bytes -= end - from;
            from = end;
            ++index;
        }
    }

private:
    std::uint64_t sizeOf(std::size_t index) const {
        return index + 1 == m_pieces.size() ? std::numeric_limits<std::uint64_t>::max()
                                            : m_pieces[index].size;
    }
    std::uint64_t startOf(std::size_t index) const {
        std::uint64_t start = 0;
        for (std::size_t before = 0; before < index; ++before)
            start += m_pieces[before].size;
        return start;
    }
    std::size_t pieceAt(std::uint64_t position) const {
        std::size_t index = 0;
        while (index + 1 < m_pieces.size() && position >= startOf(index + 1))
            ++index;
        return index;
    }

    std::vector<Piece> m_pieces;
};

} // namespace

Result<std::unique_ptr<RecordSource>> openCodexRecords(const FileSystem& files, const std::string& file) {
    auto own = files.open(file);
    if (!own)
        return std::unexpected(own.error());
    std::vector<ForkRecordSource::Piece> pieces; // newest first, until all are there
    pieces.push_back({.records = std::make_unique<FileRecordSource>(std::move(*own)), .size = 0});
    std::set<std::string, std::less<>> seen{file};
    while (pieces.size() < LongestChain) {
        const auto base = historyBaseOf(*pieces.back().records);
        const auto path = base ? findRollout(files, file, base->session) : std::nullopt;
        if (!path || !seen.insert(*path).second)
            break;
        auto parent = files.open(*path);
        auto forLooking = files.open(*path);
        if (!parent || !forLooking)
            break;
        auto records = std::make_unique<FileRecordSource>(std::move(*parent));
        const auto size = sharedBytes(**forLooking, *records, *base);
        if (!size)
            return std::unexpected(size.error());
        pieces.push_back({.records = std::move(records), .size = *size});
    }
    if (pieces.size() == 1)
        return std::move(pieces.front().records);
    std::ranges::reverse(pieces);
    return std::make_unique<ForkRecordSource>(std::move(pieces));
}

} // namespace ax
