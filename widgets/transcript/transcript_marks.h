// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/text_matcher.h"
#include "widgets/transcript/item_layout.h"
#include "widgets/transcript/transcript_items.h"

#include <map>
#include <optional>
#include <vector>

namespace ax::widgets {

/// Where in a turn's texts, as they are stored, something was found.
struct RawMatch {
    int block = 0;
    std::size_t begin = 0;   ///< byte of the block's text
    std::size_t ordinal = 0; ///< in the whole turn
};

/// Marks what is looked for in the items that are on the screen: their plain texts are searched as they are
/// painted, and kept until they change. What a transcript holds as a whole is counted elsewhere
/// (findInTranscript), in the texts as stored; match() leads from there to a place on the screen.
/// GUI thread.
class TranscriptMarks {
public:
    /// A broken expression and an empty query mark nothing.
    void look(const TextQuery& query);
    const TextQuery& query() const { return m_query; }
    bool isOn() const { return m_matcher.has_value(); }
    /// Texts may be others under the same keys.
    void forgetTexts() { m_hits.clear(); }

    const std::vector<TextRange>& hitsIn(const TranscriptItems& items, const Item& item);
    /// The match of this ordinal in what was said in a turn, or the last one; nothing when there is none.
    std::optional<RawMatch> match(const Turn& turn, std::size_t ordinal) const;
    /// How many matches the bytes [from, to) of a block's text hold.
    std::size_t countIn(const TurnBlock& block, std::size_t from, std::size_t to) const;

    struct Current {
        ItemKey key;
        TextRange range;
    };
    std::optional<Current> current;

private:
    struct Hits {
        std::uint64_t stamp = 0;
        std::vector<TextRange> ranges;
    };

    TextQuery m_query;
    std::optional<TextMatcher> m_matcher;
    std::map<ItemKey, Hits> m_hits;
};

} // namespace ax::widgets
