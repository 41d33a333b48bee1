// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/turn.h"
#include "widgets/transcript/text_slices.h"

#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace ax::widgets {

enum class ItemKind : std::uint8_t {
    LeftOut, ///< records that cannot be shown, counted above the first turn
    Text,
    Thinking, ///< the line that unfolds
    ThinkingBody,
    Tool, ///< the chip that unfolds
    ToolBody,
    Image,
    Notice,
    More, ///< shows more of the block above
};

/// Names an item and orders items as they stand. It stays valid while other items come and go; when turns
/// come before it, TranscriptItems::Change says where its turn went.
struct ItemKey {
    int turn = -1;
    int block = 0;
    int part = 0;          ///< 0 the block itself, 1 what it unfolds to, 2 "show more"
    std::size_t begin = 0; ///< of its slice
    friend auto operator<=>(const ItemKey&, const ItemKey&) = default;
};

/// One thing in the column: a block of a turn, or a slice of a long one.
struct Item {
    ItemKey key;
    ItemKind kind = ItemKind::Text;
    TextSlice slice;
    std::uint64_t stamp = 0; ///< differs when what is shown may differ: made of sizes, never of contents
};

/// The conversation as a flat list of items, in order, with what is folded and how much of long blocks is
/// shown. Making the list costs no parsing and no layout. GUI thread.
class TranscriptItems {
public:
    using Excerpt = std::shared_ptr<const TranscriptExcerpt>;
    using BlockId = std::pair<int, int>; ///< turn, block

    /// What another excerpt of the same session did to the turns. A window on a long transcript may begin in
    /// the middle of a turn, so the first turn of one has fewer blocks than the same turn of another.
    struct Change {
        std::vector<int> newTurn; ///< old turn -> new turn, -1: gone; ascending
        int unchangedTurns = 0;   ///< leading ones that are as they were
        int cutTurn = -1;         ///< the old turn of which blocks went or came in front
        int cutBlocks = 0;        ///< how many came; negative: went

        /// Where the item went; nothing when it is gone. Items of no turn stay.
        std::optional<ItemKey> moved(ItemKey key) const;
    };

    /// Turns are recognised by recordId; their folding moves with them.
    Change setExcerpt(Excerpt excerpt);
    void clear();

    const Excerpt& excerpt() const { return m_excerpt; }
    std::size_t size() const { return m_items.size(); }
    const Item& at(std::size_t index) const { return m_items[index]; }
    const Turn& turn(const Item& item) const {
        return m_excerpt->turns[static_cast<std::size_t>(item.key.turn)];
    }
    const TurnBlock& block(const Item& item) const;
    /// The item of `key`, else the next one below.
    std::size_t indexOf(const ItemKey& key) const;
    bool contains(const ItemKey& key) const;

    bool isUnfolded(BlockId id) const;
    enum class Folding { Folded, Unfolded };
    void setFolding(BlockId id, Folding folding);
    /// All tool calls and thoughts, those of turns to come included.
    void setAllFolding(Folding folding);
    void showMore(BlockId id);
    /// Shows at least so much of the block that this byte of its text is seen.
    void showUntil(BlockId id, std::size_t byte);
    const std::vector<BlockId>& toolCalls() const { return m_toolCalls; }

    /// The items of a turn as if everything in it were unfolded: what search looks through.
    std::vector<Item> unfoldedItems(int turn) const;

private:
    struct BlockState {
        std::optional<Folding> folding; ///< nothing: as all are
        std::size_t shownBytes = 0;     ///< 0: the first portion
    };

    Change matchTurns(const TranscriptExcerpt& next) const;
    void matchCutTurn(Change& change, const TranscriptExcerpt& next) const;
    void rebuild();
    void addTurn(std::vector<Item>& items, int turn, bool unfoldAll) const;
    void replaceTurn(int turn);

    Excerpt m_excerpt;
    std::vector<Item> m_items;
    std::vector<std::uint64_t> m_turnStamps;
    std::vector<BlockId> m_toolCalls;
    std::map<BlockId, BlockState> m_states; // only what differs from the start
    Folding m_folding = Folding::Folded;    // of all that was not touched by itself
};

/// Whether the line of this kind unfolds something when activated.
bool isFoldable(const TurnBlock& block);

} // namespace ax::widgets
