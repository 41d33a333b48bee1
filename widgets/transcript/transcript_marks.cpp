// SPDX-License-Identifier: MIT
#include "widgets/transcript/transcript_marks.h"

#include "widgets/transcript/item_content.h"

#include <algorithm>
#include <string_view>

namespace ax::widgets {
namespace {

constexpr std::size_t MaximumKept = 512;     // items; about twenty screens
constexpr std::size_t MaximumRanges = 5'000; // in one item: nobody tells more apart

/// What search looks through in a block: what was said, not what was thought or asked of a tool.
std::string_view spokenText(const TurnBlock& block) {
    if (const auto* text = std::get_if<TextBlock>(&block))
        return text->markdown;
    if (const auto* call = std::get_if<ToolCall>(&block))
        return call->output;
    return {};
}

/// Matches come in bytes and are shown in characters.
std::vector<TextRange> rangesIn(const QString& text, const TextMatcher& matcher) {
    std::vector<TextRange> ranges;
    const QByteArray bytes = text.toUtf8();
    std::size_t byte = 0;
    qsizetype character = 0;
    const auto characterAt = [&](std::size_t target) {
        const auto part =
            QByteArrayView(bytes).sliced(static_cast<qsizetype>(byte), static_cast<qsizetype>(target - byte));
        character += QString::fromUtf8(part).size();
        byte = target;
        return character;
    };
    matcher.forEach(
        {bytes.constData(), static_cast<std::size_t>(bytes.size())}, [&](const TextMatcher::Match& match) {
            const qsizetype begin = characterAt(match.begin);
            ranges.push_back({.begin = begin, .end = characterAt(match.end)});
            return ranges.size() < MaximumRanges ? TextMatcher::Next::Go : TextMatcher::Next::Stop;
        });
    return ranges;
}

} // namespace

void TranscriptMarks::look(const TextQuery& query) {
    if (query == m_query)
        return;
    m_query = query;
    m_matcher.reset();
    m_hits.clear();
    current.reset();
    if (query.isEmpty())
        return;
    if (auto matcher = TextMatcher::make(query))
        m_matcher = std::move(*matcher);
}

const std::vector<TextRange>& TranscriptMarks::hitsIn(const TranscriptItems& items, const Item& item) {
    static const std::vector<TextRange> None;
    if (!m_matcher || item.kind == ItemKind::More)
        return None;
    const auto known = m_hits.find(item.key);
    if (known != m_hits.end() && known->second.stamp == item.stamp)
        return known->second.ranges;
    if (m_hits.size() > MaximumKept)
        m_hits.clear();
    Hits& hits = m_hits[item.key];
    hits = {.stamp = item.stamp, .ranges = rangesIn(textOf(items, item), *m_matcher)};
    return hits.ranges;
}

std::optional<RawMatch> TranscriptMarks::match(const Turn& turn, std::size_t ordinal) const {
    std::optional<RawMatch> found;
    std::size_t count = 0;
    for (std::size_t block = 0; m_matcher && block < turn.blocks.size() && count <= ordinal; ++block) {
        m_matcher->forEach(spokenText(turn.blocks[block]), [&](const TextMatcher::Match& match) {
            found = {.block = static_cast<int>(block), .begin = match.begin, .ordinal = count};
            return ++count > ordinal ? TextMatcher::Next::Stop : TextMatcher::Next::Go;
        });
    }
    return found;
}

std::size_t TranscriptMarks::countIn(const TurnBlock& block, std::size_t from, std::size_t to) const {
    const std::string_view text = spokenText(block);
    return m_matcher && from < text.size() ? m_matcher->count(text.substr(from, to - from)) : 0;
}

} // namespace ax::widgets
