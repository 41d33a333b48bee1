// SPDX-License-Identifier: MIT
#include "widgets/transcript/transcript_items.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace ax::widgets {
namespace {

constexpr std::size_t FirstMarkdownBytes = 256 * 1024;
constexpr std::size_t FirstOutputBytes = 64 * 1024;
constexpr std::size_t OutputLines = 200;
constexpr std::size_t MoreFactor = 16; // 4 MB after one click, all that memory allows after three

enum Part { Self, Body, MoreNote };

/// Collects sizes into one number; order matters.
class Stamp {
public:
    Stamp& add(std::uint64_t value) {
        m_value = (m_value ^ value) * 0x9E3779B97F4A7C15U;
        m_value ^= m_value >> 29U;
        return *this;
    }
    Stamp& add(std::string_view text) { return add(text.size()); }
    std::uint64_t value() const { return m_value; }

private:
    std::uint64_t m_value = 0x243F6A8885A308D3U;
};

std::uint64_t stampOf(const TurnBlock& block) {
    Stamp stamp;
    stamp.add(block.index());
    if (const auto* text = std::get_if<TextBlock>(&block)) {
        stamp.add(text->markdown);
    } else if (const auto* thinking = std::get_if<ThinkingBlock>(&block)) {
        stamp.add(thinking->text);
    } else if (const auto* image = std::get_if<ImageBlock>(&block)) {
        stamp.add(image->data);
    } else if (const auto* call = std::get_if<ToolCall>(&block)) {
        stamp.add(call->name).add(call->summary).add(call->input).add(call->output);
        stamp.add(static_cast<std::uint64_t>(call->outcome));
        if (call->edit)
            stamp.add(call->edit->before).add(call->edit->after);
    }
    return stamp.value();
}

std::uint64_t stampOf(const Turn& turn) {
    Stamp stamp;
    stamp.add(static_cast<std::uint64_t>(turn.role)).add(turn.blocks.size());
    for (const TurnBlock& block : turn.blocks)
        stamp.add(stampOf(block));
    return stamp.value();
}

/// The items of one block, into a list.
class BlockItems {
public:
    BlockItems(std::vector<Item>& items, int turn, int block, std::uint64_t stamp)
        : m_items(items), m_turn(turn), m_block(block), m_stamp(stamp) {}

    void add(ItemKind kind, Part part, TextSlice slice = {}) {
        Item item{.key = {.turn = m_turn, .block = m_block, .part = part, .begin = slice.begin},
                  .kind = kind,
                  .slice = std::move(slice),
                  .stamp = 0};
        // A slice in the middle of a text that grows at its end stays what it is.
        const bool whole = part == Self && kind != ItemKind::Text;
        Stamp stamp;
        stamp.add(static_cast<std::uint64_t>(kind))
            .add(item.slice.length)
            .add(whole || part == Body ? m_stamp : 0);
        item.stamp = stamp.value();
        m_items.push_back(std::move(item));
    }

    void addSlices(ItemKind kind, Part part, std::vector<TextSlice> slices, std::size_t shown,
                   std::size_t all) {
        for (TextSlice& slice : slices)
            add(kind, part, std::move(slice));
        if (shown < all)
            add(ItemKind::More, MoreNote, {.begin = shown, .length = all - shown});
    }

private:
    std::vector<Item>& m_items;
    int m_turn;
    int m_block;
    std::uint64_t m_stamp;
};

std::size_t shownOf(const std::vector<TextSlice>& slices) {
    return slices.empty() ? 0 : slices.back().begin + slices.back().length;
}

void addMarkdown(BlockItems& items, ItemKind kind, Part part, std::string_view text, std::size_t shownBytes) {
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return;
    auto slices = markdownSlices(text, std::max(shownBytes, FirstMarkdownBytes));
    const std::size_t shown = shownOf(slices);
    items.addSlices(kind, part, std::move(slices), shown, text.size());
}

void addOutput(BlockItems& items, const ToolCall& call, std::size_t shownBytes) {
    // "The file was changed" says nothing beside the change, until somebody looks for words in it.
    if (call.edit && call.outcome == ToolOutcome::Succeeded && shownBytes == 0)
        return items.add(ItemKind::ToolBody, Body);
    const std::string_view output = call.output;
    auto slices = lineSlices(output, std::max(shownBytes, FirstOutputBytes), OutputLines);
    if (slices.empty())
        slices.emplace_back(); // there is still the input to show
    if (shownBytes == 0)
        slices.resize(1);
    const std::size_t shown = shownOf(slices);
    items.addSlices(ItemKind::ToolBody, Body, std::move(slices), shown, output.size());
}

} // namespace

bool isFoldable(const TurnBlock& block) {
    if (const auto* thinking = std::get_if<ThinkingBlock>(&block))
        return thinking->text.find_first_not_of(" \t\r\n") != std::string::npos;
    return std::holds_alternative<ToolCall>(block);
}

TranscriptItems::Change TranscriptItems::matchTurns(const TranscriptExcerpt& next) const {
    Change change;
    if (!m_excerpt)
        return change;
    const auto& before = m_excerpt->turns;
    const auto& after = next.turns;
    const std::size_t shorter = std::min(before.size(), after.size());
    std::size_t same = 0;
    while (same < shorter && before[same].recordId == after[same].recordId)
        ++same;
    for (std::size_t i = 0; i < same; ++i)
        change.newTurn.push_back(static_cast<int>(i));
    while (static_cast<std::size_t>(change.unchangedTurns) < same) {
        const auto turn = static_cast<std::size_t>(change.unchangedTurns);
        if (m_turnStamps[turn] != stampOf(after[turn]))
            break;
        ++change.unchangedTurns;
    }
    // Turns came before the others, or went: the window on a long file moved.
    std::unordered_map<std::string_view, int> places;
    if (same < before.size()) {
        for (std::size_t i = same; i < after.size(); ++i) {
            if (!after[i].recordId.empty())
                places.emplace(after[i].recordId, static_cast<int>(i));
        }
    }
    int last = static_cast<int>(same) - 1;
    for (std::size_t i = same; i < before.size(); ++i) {
        const auto place = places.find(before[i].recordId);
        const bool known = place != places.end() && place->second > last;
        change.newTurn.push_back(known ? place->second : -1);
        last = known ? place->second : last;
    }
    matchCutTurn(change, next);
    return change;
}

/// The turn at the start of either window may be the rest of one: it is known by the turn behind it, and by
/// the blocks at its end.
void TranscriptItems::matchCutTurn(Change& change, const TranscriptExcerpt& next) const {
    const auto& before = m_excerpt->turns;
    const auto& after = next.turns;
    int old = -1;
    int now = -1;
    if (before.size() > 1 && change.newTurn[0] < 0 && change.newTurn[1] > 0) {
        old = 0; // the window grew at its start
        now = change.newTurn[1] - 1;
    } else {
        const auto second = std::ranges::find(change.newTurn, 1);
        const auto place = second - change.newTurn.begin();
        const bool cut = second != change.newTurn.end() && place > 0 &&
                         std::ranges::find(change.newTurn.begin(), second, 0) == second &&
                         change.newTurn[static_cast<std::size_t>(place) - 1] < 0;
        if (!cut)
            return;
        old = static_cast<int>(place) - 1; // its start went
        now = 0;
    }
    const Turn& rest = before[static_cast<std::size_t>(old)];
    const Turn& whole = after[static_cast<std::size_t>(now)];
    const std::size_t same = std::min(rest.blocks.size(), whole.blocks.size());
    bool alike = rest.role == whole.role && same > 0;
    for (std::size_t i = 1; i <= same && alike; ++i)
        alike = rest.blocks[rest.blocks.size() - i].index() == whole.blocks[whole.blocks.size() - i].index();
    if (!alike)
        return;
    change.newTurn[static_cast<std::size_t>(old)] = now;
    change.cutTurn = old;
    change.cutBlocks = static_cast<int>(whole.blocks.size()) - static_cast<int>(rest.blocks.size());
}

std::optional<ItemKey> TranscriptItems::Change::moved(ItemKey key) const {
    if (key.turn < 0)
        return key;
    const auto turn = static_cast<std::size_t>(key.turn);
    if (turn >= newTurn.size() || newTurn[turn] < 0)
        return std::nullopt;
    if (key.turn == cutTurn)
        key.block += cutBlocks;
    key.turn = newTurn[turn];
    return key.block < 0 ? std::nullopt : std::optional(key);
}

TranscriptItems::Change TranscriptItems::setExcerpt(Excerpt excerpt) {
    Change change = matchTurns(*excerpt);
    std::map<BlockId, BlockState> states;
    for (const auto& [id, state] : m_states) {
        if (const auto key = change.moved({.turn = id.first, .block = id.second}))
            states.emplace(BlockId{key->turn, key->block}, state);
    }
    m_states = std::move(states);
    m_excerpt = std::move(excerpt);
    rebuild();
    return change;
}

void TranscriptItems::clear() {
    *this = TranscriptItems();
}

void TranscriptItems::rebuild() {
    m_items.clear();
    m_turnStamps.clear();
    m_toolCalls.clear();
    const std::uint64_t leftOut = m_excerpt->damagedRecords + m_excerpt->unknownRecords;
    // Said at the start of a conversation, not where a window on it happens to begin.
    if (m_excerpt->skippedBytes == 0 && leftOut > 0)
        m_items.push_back(
            {.key = {}, .kind = ItemKind::LeftOut, .slice = {}, .stamp = Stamp().add(leftOut).value()});
    for (std::size_t i = 0; i < m_excerpt->turns.size(); ++i) {
        const Turn& turn = m_excerpt->turns[i];
        m_turnStamps.push_back(stampOf(turn));
        for (std::size_t block = 0; block < turn.blocks.size(); ++block) {
            if (std::holds_alternative<ToolCall>(turn.blocks[block]))
                m_toolCalls.emplace_back(static_cast<int>(i), static_cast<int>(block));
        }
        addTurn(m_items, static_cast<int>(i), false);
    }
}

void TranscriptItems::addTurn(std::vector<Item>& items, int turnIndex, bool unfoldAll) const {
    const Turn& turn = m_excerpt->turns[static_cast<std::size_t>(turnIndex)];
    for (std::size_t i = 0; i < turn.blocks.size(); ++i) {
        const TurnBlock& block = turn.blocks[i];
        const auto index = static_cast<int>(i);
        const auto found = m_states.find({turnIndex, index});
        const BlockState state = found == m_states.end() ? BlockState{} : found->second;
        const bool unfolded = unfoldAll || isUnfolded({turnIndex, index});
        BlockItems own(items, turnIndex, index, stampOf(block) + (unfolded ? 1 : 0));
        if (const auto* text = std::get_if<TextBlock>(&block)) {
            if (turn.role == TurnRole::Notice)
                own.add(ItemKind::Notice, Self);
            else
                addMarkdown(own, ItemKind::Text, Self, text->markdown, state.shownBytes);
        } else if (const auto* thinking = std::get_if<ThinkingBlock>(&block)) {
            own.add(ItemKind::Thinking, Self);
            if (unfolded)
                addMarkdown(own, ItemKind::ThinkingBody, Body, thinking->text, state.shownBytes);
        } else if (const auto* call = std::get_if<ToolCall>(&block)) {
            own.add(ItemKind::Tool, Self);
            if (unfolded)
                addOutput(own, *call, state.shownBytes);
        } else {
            own.add(ItemKind::Image, Self);
        }
    }
}

void TranscriptItems::replaceTurn(int turn) {
    const auto first =
        std::ranges::lower_bound(m_items, turn, {}, [](const Item& item) { return item.key.turn; });
    const auto last =
        std::ranges::upper_bound(m_items, turn, {}, [](const Item& item) { return item.key.turn; });
    std::vector<Item> fresh;
    addTurn(fresh, turn, false);
    const auto at = m_items.erase(first, last);
    m_items.insert(at, std::make_move_iterator(fresh.begin()), std::make_move_iterator(fresh.end()));
}

const TurnBlock& TranscriptItems::block(const Item& item) const {
    return turn(item).blocks[static_cast<std::size_t>(item.key.block)];
}

std::size_t TranscriptItems::indexOf(const ItemKey& key) const {
    return static_cast<std::size_t>(std::ranges::lower_bound(m_items, key, {}, &Item::key) - m_items.begin());
}

bool TranscriptItems::contains(const ItemKey& key) const {
    const std::size_t index = indexOf(key);
    return index < m_items.size() && m_items[index].key == key;
}

bool TranscriptItems::isUnfolded(BlockId id) const {
    const auto found = m_states.find(id);
    const auto folding = found == m_states.end() ? std::nullopt : found->second.folding;
    return folding.value_or(m_folding) == Folding::Unfolded;
}

void TranscriptItems::setFolding(BlockId id, Folding folding) {
    m_states[id].folding = folding;
    replaceTurn(id.first);
}

void TranscriptItems::setAllFolding(Folding folding) {
    for (auto& [id, state] : m_states)
        state.folding.reset();
    m_folding = folding;
    rebuild();
}

void TranscriptItems::showMore(BlockId id) {
    std::size_t& shown = m_states[id].shownBytes;
    shown = std::max(shown, FirstMarkdownBytes) * MoreFactor;
    replaceTurn(id.first);
}

void TranscriptItems::showUntil(BlockId id, std::size_t byte) {
    std::size_t end = 0;
    for (std::size_t i = indexOf({.turn = id.first, .block = id.second}); i < m_items.size(); ++i) {
        const Item& item = m_items[i];
        if (BlockId(item.key.turn, item.key.block) != id)
            break;
        if (item.kind != ItemKind::More)
            end = std::max(end, item.slice.begin + item.slice.length);
    }
    if (byte < end)
        return;
    std::size_t& shown = m_states[id].shownBytes;
    shown = std::max(shown, byte + MarkdownSliceBytes);
    replaceTurn(id.first);
}

std::vector<Item> TranscriptItems::unfoldedItems(int turn) const {
    std::vector<Item> items;
    addTurn(items, turn, true);
    return items;
}

} // namespace ax::widgets
