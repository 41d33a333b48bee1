// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/transcript/transcript_selection.h"

#include <vector>

namespace ax::widgets {

/// All places of a text in a conversation, folded parts included, and the present one among them. The plain
/// texts that it searches are kept while a search is on, so that each further letter costs only the search.
class TranscriptSearch {
public:
    static constexpr std::size_t MaximumHits = 20'000;

    struct Hit {
        ItemKey key;
        TextRange range;
        TextPosition position() const { return {.key = key, .offset = range.begin}; }
    };

    enum class Direction { Forward, Backward };

    /// Looks for `text` (without regard to case); an empty one ends the search. True when the text is another
    /// than before.
    bool look(const TranscriptItems& items, const QString& text);
    /// The conversation changed from a turn on: what is known of those before stays known.
    void refresh(const TranscriptItems& items, int firstTurn);
    void clear() { *this = TranscriptSearch(); }
    bool isOn() const { return !m_wanted.isEmpty(); }

    int count() const { return static_cast<int>(m_hits.size()); }
    /// The next hit after `from` (or at it, when that is wanted); goes round at the ends. Null without hits.
    enum class Include { Start, After };
    const Hit* step(const TextPosition& from, Direction direction, Include include);
    const Hit* current() const {
        return m_current < 0 ? nullptr : &m_hits[static_cast<std::size_t>(m_current)];
    }
    std::vector<TextRange> hitsIn(const ItemKey& key) const;

private:
    struct Text {
        ItemKey key;
        QString text;
    };

    void readFrom(const TranscriptItems& items, int firstTurn);
    void findHits();

    QString m_wanted;
    std::vector<Text> m_texts;
    std::vector<Hit> m_hits; ///< in order
    int m_current = -1;
};

} // namespace ax::widgets
