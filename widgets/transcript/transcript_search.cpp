// SPDX-License-Identifier: MIT
#include "widgets/transcript/transcript_search.h"

#include "widgets/transcript/item_content.h"

#include <algorithm>

namespace ax::widgets {

bool TranscriptSearch::look(const TranscriptItems& items, const QString& text) {
    if (text == m_wanted)
        return false;
    if (text.isEmpty()) {
        clear();
        return true;
    }
    if (!isOn())
        readFrom(items, 0);
    m_wanted = text;
    findHits();
    return true;
}

void TranscriptSearch::refresh(const TranscriptItems& items, int firstTurn) {
    if (!isOn())
        return;
    const bool hadCurrent = m_current >= 0;
    const TextPosition place = hadCurrent ? current()->position() : TextPosition{};
    readFrom(items, firstTurn);
    findHits();
    const auto same = std::ranges::lower_bound(m_hits, place, {}, &Hit::position);
    if (hadCurrent && same != m_hits.end() && same->position() == place)
        m_current = static_cast<int>(same - m_hits.begin());
}

void TranscriptSearch::readFrom(const TranscriptItems& items, int firstTurn) {
    std::erase_if(m_texts, [firstTurn](const Text& text) { return text.key.turn >= firstTurn; });
    if (!items.excerpt())
        return;
    const int turns = static_cast<int>(items.excerpt()->turns.size());
    for (int turn = firstTurn; turn < turns; ++turn) {
        for (const Item& item : items.unfoldedItems(turn)) {
            if (item.kind != ItemKind::More)
                m_texts.push_back({.key = item.key, .text = textOf(items, item)});
        }
    }
}

void TranscriptSearch::findHits() {
    m_hits.clear();
    m_current = -1;
    for (const Text& text : m_texts) {
        qsizetype at = text.text.indexOf(m_wanted, 0, Qt::CaseInsensitive);
        for (; at >= 0; at = text.text.indexOf(m_wanted, at + m_wanted.size(), Qt::CaseInsensitive)) {
            if (m_hits.size() == MaximumHits)
                return;
            m_hits.push_back({.key = text.key, .range = {.begin = at, .end = at + m_wanted.size()}});
        }
    }
}

const TranscriptSearch::Hit* TranscriptSearch::step(const TextPosition& from, Direction direction,
                                                    Include include) {
    if (m_hits.empty())
        return nullptr;
    auto place = include == Include::Start ? std::ranges::lower_bound(m_hits, from, {}, &Hit::position)
                                           : std::ranges::upper_bound(m_hits, from, {}, &Hit::position);
    if (direction == Direction::Backward) {
        place = std::ranges::lower_bound(m_hits, from, {}, &Hit::position);
        place = place == m_hits.begin() ? m_hits.end() : place;
        --place;
    } else if (place == m_hits.end()) {
        place = m_hits.begin();
    }
    m_current = static_cast<int>(place - m_hits.begin());
    return &*place;
}

std::vector<TextRange> TranscriptSearch::hitsIn(const ItemKey& key) const {
    std::vector<TextRange> ranges;
    const auto [first, last] = std::ranges::equal_range(m_hits, key, {}, &Hit::key);
    for (auto hit = first; hit != last; ++hit)
        ranges.push_back(hit->range);
    return ranges;
}

} // namespace ax::widgets
