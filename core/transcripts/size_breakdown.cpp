// SPDX-License-Identifier: MIT
#include "core/transcripts/size_breakdown.h"

#include "core/transcripts/turn_builder.h"
#include "core/transcripts/utf8.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

namespace ax {

namespace {

constexpr std::uint64_t StretchBytes = 1 << 20;
constexpr std::size_t MaximumNames = 200; ///< of tools and record types; hostile files may invent more

/// The end of the string that begins at `quote`, at its closing quote or behind the text.
std::size_t stringEnd(std::string_view text, std::size_t quote) {
    for (std::size_t at = quote + 1; at < text.size(); at += 2) { // what is escaped is no end
        at = std::min(text.find_first_of("\"\\", at), text.size());
        if (at == text.size() || text[at] == '"')
            return at;
    }
    return text.size();
}

/// The record's own `type`, wherever among its members it stands; the name is for a table.
std::string typeOf(std::string_view record) {
    constexpr std::string_view Key = "\"type\":";
    int depth = 0;
    for (std::size_t at = 0; at < record.size(); ++at) {
        at = std::min(record.find_first_of("\"{}[]", at), record.size());
        if (at == record.size())
            break;
        const char mark = record[at];
        depth += mark == '{' || mark == '[' ? 1 : mark == '}' || mark == ']' ? -1 : 0;
        if (mark != '"')
            continue;
        if (depth == 1 && record.substr(at).starts_with(Key)) {
            const std::size_t quote = record.find_first_not_of(" \t", at + Key.size());
            if (quote != std::string_view::npos && record[quote] == '"')
                return oneLine(record.substr(quote + 1, stringEnd(record, quote) - quote - 1), 40);
        }
        at = stringEnd(record, at);
    }
    return "?";
}

class Measurement {
public:
    explicit Measurement(const TranscriptLocation& location) : m_location(location) {}

    bool add(const RecordSource::Record& record, std::uint64_t bytes);
    SizeBreakdown take();

private:
    using Key = std::pair<ContentKind, std::string>;
    struct Sum {
        std::uint64_t bytes = 0;
        std::uint64_t count = 0;
    };

    void addTo(ContentKind kind, std::string name, std::uint64_t bytes);
    void addBlock(TurnRole role, const TurnBlock& block);
    void addCall(const ToolCall& call);
    void rememberLargest(const RecordSource::Record& record, std::uint64_t bytes);

    const TranscriptLocation& m_location;
    SizeBreakdown m_result;
    std::map<Key, Sum> m_sums;
    std::unordered_map<std::size_t, std::uint32_t> m_toolOfCall; ///< hash of a call's id -> m_toolNames
    std::vector<std::string> m_toolNames;
    // Of the record at hand:
    std::uint64_t m_left = 0; ///< bytes not accounted for
    Key m_main;
    std::uint64_t m_mainBytes = 0;
};

/// The content of a record cannot be more than the record.
void Measurement::addTo(ContentKind kind, std::string name, std::uint64_t bytes) {
    bytes = std::min(bytes, m_left);
    if (bytes == 0)
        return;
    m_left -= bytes;
    Key key{kind, std::move(name)};
    if (m_sums.size() >= MaximumNames && !m_sums.contains(key))
        key.second = "…";
    Sum& sum = m_sums[key];
    sum.bytes += bytes;
    ++sum.count;
    if (bytes > m_mainBytes) {
        m_mainBytes = bytes;
        m_main = std::move(key);
    }
}

void Measurement::addCall(const ToolCall& call) {
    const std::size_t id = std::hash<std::string>()(call.id);
    if (!call.input.empty()) {
        const std::string name = call.name.empty() ? "?" : oneLine(call.name, 80);
        auto known = std::ranges::find(m_toolNames, name);
        if (known == m_toolNames.end() && m_toolNames.size() < MaximumNames)
            known = m_toolNames.insert(m_toolNames.end(), name);
        if (known != m_toolNames.end())
            m_toolOfCall[id] = static_cast<std::uint32_t>(known - m_toolNames.begin());
        addTo(ContentKind::ToolInput, {}, call.input.size());
    }
    if (call.output.empty())
        return;
    const auto tool = m_toolOfCall.find(id);
    addTo(ContentKind::ToolOutput, tool == m_toolOfCall.end() ? std::string("?") : m_toolNames[tool->second],
          call.output.size());
}

void Measurement::addBlock(TurnRole role, const TurnBlock& block) {
    if (const auto* text = std::get_if<TextBlock>(&block)) {
        const ContentKind kind = role == TurnRole::User        ? ContentKind::UserText
                                 : role == TurnRole::Assistant ? ContentKind::AssistantText
                                                               : ContentKind::Notices;
        addTo(kind, {}, text->markdown.size());
    } else if (const auto* thinking = std::get_if<ThinkingBlock>(&block)) {
        addTo(ContentKind::Thinking, {}, thinking->text.size());
    } else if (const auto* call = std::get_if<ToolCall>(&block)) {
        addCall(*call);
    } else if (const auto* image = std::get_if<ImageBlock>(&block)) {
        addTo(ContentKind::Images, {}, (image->data.size() + 2) / 3 * 4); // base64
    }
}

/// False when the format is not known.
bool Measurement::add(const RecordSource::Record& record, std::uint64_t bytes) {
    m_left = bytes;
    m_mainBytes = 0;
    m_result.bytes += bytes;
    ++m_result.records;
    const auto builder = makeTurnBuilder(m_location);
    if (!builder)
        return false;
    builder->addRecord(record);
    const TranscriptExcerpt excerpt = builder->take();
    for (const Turn& turn : excerpt.turns) {
        for (const TurnBlock& block : turn.blocks)
            addBlock(turn.role, block);
    }
    if (record.text.empty() || excerpt.damagedRecords > 0)
        addTo(ContentKind::Damaged, {}, m_left);
    else
        addTo(ContentKind::Bookkeeping, typeOf(record.text), m_left);
    rememberLargest(record, bytes);
    return true;
}

void Measurement::rememberLargest(const RecordSource::Record& record, std::uint64_t bytes) {
    auto& largest = m_result.largest;
    if (largest.size() == SizeBreakdown::MaximumLargest && largest.back().bytes >= bytes)
        return;
    const auto place =
        std::ranges::upper_bound(largest, bytes, std::ranges::greater(), &SizeBreakdown::LargeRecord::bytes);
    largest.insert(
        place, {.position = record.position, .bytes = bytes, .kind = m_main.first, .name = m_main.second});
    if (largest.size() > SizeBreakdown::MaximumLargest)
        largest.pop_back();
}

SizeBreakdown Measurement::take() {
    for (const auto& [key, sum] : m_sums)
        m_result.parts.push_back(
            {.kind = key.first, .name = key.second, .bytes = sum.bytes, .count = sum.count});
    std::ranges::stable_sort(m_result.parts, std::ranges::greater(), &SizeBreakdown::Part::bytes);
    return std::move(m_result);
}

} // namespace

Result<SizeBreakdown>
measureTranscript(RecordSource& records, const TranscriptLocation& location,
                  const std::function<void(std::uint64_t done, std::uint64_t end)>& progress,
                  const std::stop_token& stop) {
    const auto end = records.end();
    if (!end)
        return std::unexpected(end.error());
    Measurement measurement(location);
    bool known = true;
    for (std::uint64_t from = 0; from < *end && known;) {
        if (stop.stop_requested())
            return std::unexpected(Error{ErrorCode::Busy, "Measuring was cancelled"});
        const auto to = records.endOfStretch(from, StretchBytes);
        if (!to)
            return std::unexpected(to.error());
        const std::uint64_t until = std::clamp(*to, from + 1, *end);
        const auto done = records.read(from, until, [&](const RecordSource::Record& record) {
            known = known && measurement.add(record, record.text.size());
        });
        if (!done)
            return std::unexpected(done.error());
        from = until;
        progress(from, *end);
    }
    if (!known)
        return std::unexpected(Error{ErrorCode::Unsupported, "Transcripts in the format `" + location.format +
                                                                 "` cannot be measured"});
    return measurement.take();
}

} // namespace ax
