// SPDX-License-Identifier: MIT
#include "widgets/transcript/transcript_column.h"

#include "widgets/transcript/chip_item.h"
#include "widgets/transcript/flow_item.h"
#include "widgets/transcript/item_content.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ax::widgets {
namespace {

constexpr int Margin = 16;
constexpr int BottomMargin = 20;
constexpr int SpeakerGap = 12;
constexpr int MaximumTextWidth = 820;
constexpr std::size_t KeptAround = 40; // items on either side that keep their layouts

bool isChip(ItemKind kind) {
    return kind == ItemKind::Tool || kind == ItemKind::Thinking;
}

} // namespace

ColumnMetrics ColumnMetrics::forWidth(int viewportWidth) {
    constexpr int SpeakerWidth = 88;
    constexpr int FactsWidth = 132;
    constexpr int WantedText = 400;
    constexpr int NarrowText = 280;
    ColumnMetrics metrics{.textLeft = Margin + SpeakerWidth + SpeakerGap, .speakerWidth = SpeakerWidth};
    const int room = viewportWidth - metrics.textLeft - Margin;
    if (room < NarrowText) {
        metrics = {.textLeft = Margin, .textWidth = std::max(80, viewportWidth - 2 * Margin)};
    } else if (room - FactsWidth < WantedText) {
        metrics.textWidth = std::min(room, MaximumTextWidth);
    } else {
        metrics.textWidth = std::min(room - FactsWidth, MaximumTextWidth);
        metrics.factsRight = metrics.textLeft + metrics.textWidth + FactsWidth;
    }
    return metrics;
}

TranscriptColumn::TranscriptColumn(const Theme& theme, ImageLoader& images)
    : m_images(images), m_style{.theme = theme, .typography = Typography(QFont())} {
}

TranscriptItems::Change TranscriptColumn::setWindow(const TranscriptWindow& window) {
    m_from = window.from;
    m_to = window.to;
    m_reachesEnd = window.reachesEnd();
    TranscriptItems::Change change = m_items.setExcerpt(window.excerpt);
    syncCells(&change);
    return change;
}

void TranscriptColumn::clear() {
    m_items.clear();
    m_cells.clear();
    m_heights.assign({});
    m_visible.clear();
    m_laidOut.clear();
    m_anchor = 0;
    m_anchorOffset = 0;
    m_follow = true;
    m_atEnd = true;
    m_from = 0;
    m_to = 0;
    m_reachesEnd = true;
}

void TranscriptColumn::setFolding(TranscriptItems::BlockId id, TranscriptItems::Folding folding) {
    m_items.setFolding(id, folding);
    syncCells(nullptr);
}

void TranscriptColumn::setAllFolding(TranscriptItems::Folding folding) {
    m_items.setAllFolding(folding);
    syncCells(nullptr);
}

void TranscriptColumn::showMore(TranscriptItems::BlockId id) {
    m_items.showMore(id);
    syncCells(nullptr);
}

void TranscriptColumn::showUntil(TranscriptItems::BlockId id, std::size_t byte) {
    m_items.showUntil(id, byte);
    syncCells(nullptr);
}

void TranscriptColumn::setViewport(QSize size, double pixelRatio) {
    const ColumnMetrics metrics = ColumnMetrics::forWidth(size.width());
    const bool same = metrics.textWidth == m_metrics.textWidth &&
                      metrics.speakerWidth == m_metrics.speakerWidth &&
                      qFuzzyCompare(pixelRatio, m_style.pixelRatio);
    m_metrics = metrics;
    m_viewportHeight = size.height();
    m_style.pixelRatio = pixelRatio;
    if (!same)
        dropLayouts();
}

void TranscriptColumn::setFont(const QFont& font) {
    m_style.typography = Typography(font);
    dropLayouts();
}

/// Old heights stay as the best estimates there are.
void TranscriptColumn::dropLayouts() {
    std::vector<int> heights;
    heights.reserve(m_cells.size());
    for (std::size_t i = 0; i < m_cells.size(); ++i) {
        Cell& cell = m_cells[i];
        cell.layout.reset();
        cell.gap = gapBefore(i);
        heights.push_back(cell.gap + cell.height);
    }
    m_heights.assign(std::move(heights));
    m_laidOut.clear();
    m_visible.clear();
}

/// Brings the cells in line with the items: what is still there keeps its layout and height, and the anchor
/// keeps its item.
void TranscriptColumn::syncCells(const TranscriptItems::Change* change) {
    const auto moved = [change](const ItemKey& key) {
        return change == nullptr ? std::optional(key) : change->moved(key);
    };
    ItemKey anchorKey;
    bool anchored = false;
    std::vector<Cell> old;
    old.reserve(m_cells.size());
    for (std::size_t i = 0; i < m_cells.size(); ++i) {
        Cell& cell = m_cells[i];
        const auto key = moved(cell.key);
        if (!key)
            continue;
        // Of an anchor that is gone the next one that is left takes the place.
        if (!anchored && i >= m_anchor) {
            anchorKey = *key;
            anchored = true;
            m_anchorOffset = i == m_anchor ? m_anchorOffset : 0;
        }
        cell.key = *key;
        old.push_back(std::move(cell));
    }
    m_cells.clear();
    m_cells.reserve(m_items.size());
    std::vector<int> heights;
    heights.reserve(m_items.size());
    m_laidOut.clear();
    auto candidate = old.begin();
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        const Item& item = m_items.at(i);
        while (candidate != old.end() && candidate->key < item.key)
            ++candidate;
        Cell cell{.key = item.key, .stamp = item.stamp, .height = 0, .layout = nullptr};
        if (candidate != old.end() && candidate->key == item.key && candidate->stamp == item.stamp)
            cell = std::move(*candidate++);
        else
            cell.height = estimate(item);
        cell.gap = gapBefore(i);
        if (cell.layout)
            m_laidOut.push_back(cell.key);
        heights.push_back(cell.gap + cell.height);
        m_cells.push_back(std::move(cell));
    }
    m_heights.assign(std::move(heights));
    m_visible.clear();
    m_anchor = 0;
    if (anchored && !m_cells.empty())
        m_anchor = std::min(m_items.indexOf(anchorKey), m_cells.size() - 1);
}

bool TranscriptColumn::isFirstOfTurn(std::size_t index) const {
    const int turn = m_items.at(index).key.turn;
    return turn >= 0 && (index == 0 || m_items.at(index - 1).key.turn != turn);
}

bool TranscriptColumn::showsSpeaker(std::size_t index) const {
    if (!isFirstOfTurn(index))
        return false;
    const TurnRole role = m_items.turn(m_items.at(index)).role;
    if (role == TurnRole::Notice)
        return false;
    return index == 0 || m_items.at(index - 1).key.turn < 0 ||
           m_items.turn(m_items.at(index - 1)).role != role;
}

int TranscriptColumn::gapBefore(std::size_t index) const {
    const ItemKind kind = m_items.at(index).kind;
    int gap = 8;
    if (index == 0) {
        gap = Margin;
    } else {
        const ItemKind previous = m_items.at(index - 1).kind;
        const bool unfolded = previous == ItemKind::ToolBody || previous == ItemKind::ThinkingBody;
        if (showsSpeaker(index) || kind == ItemKind::Notice || previous == ItemKind::Notice)
            gap = 16;
        else if ((isChip(kind) && !unfolded) || kind == ItemKind::ToolBody ||
                 kind == ItemKind::ThinkingBody || kind == ItemKind::More)
            gap = 4;
    }
    const bool speakerLine = m_metrics.speakerWidth == 0 && showsSpeaker(index);
    return gap + (speakerLine ? m_style.typography.linePitch : 0);
}

/// A guess from the number of bytes: nothing is read for it.
int TranscriptColumn::estimate(const Item& item) const {
    const Typography& type = m_style.typography;
    constexpr std::size_t BytesInLine = 70;
    const int lines = static_cast<int>(item.slice.length / BytesInLine) + 1;
    switch (item.kind) {
    case ItemKind::Text:
    case ItemKind::ThinkingBody:
        return lines * type.linePitch;
    case ItemKind::ToolBody:
        return lines * type.monoPitch + 16;
    case ItemKind::Tool:
        return Theme::CompactRowHeight;
    case ItemKind::Image:
        return 240;
    default:
        return type.linePitch;
    }
}

std::unique_ptr<ItemLayout> TranscriptColumn::makeLayout(const Item& item) {
    const double width = m_metrics.textWidth;
    const auto flow = [&](Tone tone, Frame frame) {
        return std::make_unique<FlowItem>(blocksOf(m_items, item),
                                          FlowOptions{.width = width, .tone = tone, .frame = frame}, m_style);
    };
    const auto line = [&](LineItem::Role role, Chevron chevron) {
        return std::make_unique<LineItem>(lineOf(m_items, item), role, chevron, width, m_style);
    };
    const auto chevron = [&] {
        if (!isFoldable(m_items.block(item)))
            return Chevron::None;
        return m_items.isUnfolded({item.key.turn, item.key.block}) ? Chevron::Unfolded : Chevron::Folded;
    };
    switch (item.kind) {
    case ItemKind::Text:
        return flow(Tone::Normal, Frame::None);
    case ItemKind::ThinkingBody:
        return flow(Tone::Muted, Frame::None);
    case ItemKind::ToolBody:
        return flow(Tone::Normal, Frame::Box);
    case ItemKind::Tool:
        return std::make_unique<ChipItem>(toolFacts(std::get<ToolCall>(m_items.block(item))), chevron(),
                                          width, m_style);
    case ItemKind::Thinking:
        return line(LineItem::Role::Thought, chevron());
    case ItemKind::Image:
        return std::make_unique<ImageItem>(m_items.excerpt(), std::get<ImageBlock>(m_items.block(item)),
                                           lineOf(m_items, item), m_images, width, m_style);
    case ItemKind::More:
        return line(LineItem::Role::Action, Chevron::None);
    case ItemKind::LeftOut:
    case ItemKind::Notice:
        break;
    }
    return line(LineItem::Role::Notice, Chevron::None);
}

/// The item's height with its gap, true from now on.
int TranscriptColumn::measure(std::size_t index) {
    Cell& cell = m_cells[index];
    if (!cell.layout) {
        cell.layout = makeLayout(m_items.at(index));
        cell.height = cell.layout->height();
        cell.coloured = false;
        m_heights.set(index, cell.gap + cell.height);
        m_laidOut.push_back(cell.key);
        ++m_layoutsMade;
    }
    return m_heights.at(index);
}

void TranscriptColumn::settleAtEnd() {
    int room = m_viewportHeight - BottomMargin;
    std::size_t index = m_cells.size();
    while (index > 0 && room > 0)
        room -= measure(--index);
    m_anchor = index;
    m_anchorOffset = std::max(0, -room);
}

void TranscriptColumn::settle() {
    m_visible.clear();
    if (m_cells.empty()) {
        m_atEnd = true;
        return;
    }
    if (m_follow) {
        settleAtEnd();
    } else {
        while (m_anchorOffset < 0 && m_anchor > 0)
            m_anchorOffset += measure(--m_anchor);
        m_anchorOffset = std::max(0, m_anchorOffset);
        while (m_anchor + 1 < m_cells.size() && m_anchorOffset >= measure(m_anchor))
            m_anchorOffset -= measure(m_anchor++);
        int bottom = -m_anchorOffset;
        std::size_t index = m_anchor;
        while (index < m_cells.size() && bottom < m_viewportHeight)
            bottom += measure(index++);
        if (index == m_cells.size() && bottom + BottomMargin <= m_viewportHeight)
            settleAtEnd();
    }
    findVisible();
    releaseFarLayouts();
}

void TranscriptColumn::findVisible() {
    // A conversation shorter than the viewport stands at its foot, where the next turn will come.
    const int spare = m_reachesEnd && m_anchor == 0 && m_anchorOffset == 0
                          ? std::max(0, m_viewportHeight - contentHeight())
                          : 0;
    int y = spare - m_anchorOffset;
    for (std::size_t i = m_anchor; i < m_cells.size() && y < m_viewportHeight; ++i) {
        const int height = measure(i);
        m_visible.push_back({.index = i, .y = y + m_cells[i].gap, .height = m_cells[i].height});
        y += height;
    }
    const bool lastSeen = m_visible.empty() || m_visible.back().index + 1 == m_cells.size();
    m_atEnd = m_reachesEnd && lastSeen && y + BottomMargin <= m_viewportHeight;
    m_follow = m_atEnd;
}

void TranscriptColumn::releaseFarLayouts() {
    if (m_laidOut.size() < 6 * KeptAround || m_visible.empty())
        return;
    const std::size_t first = m_visible.front().index;
    const std::size_t last = m_visible.back().index;
    std::erase_if(m_laidOut, [&](const ItemKey& key) {
        const std::size_t index = m_items.indexOf(key);
        const bool far = index + KeptAround < first || index > last + KeptAround;
        if (far)
            m_cells[index].layout.reset();
        return far;
    });
}

std::optional<TranscriptColumn::Place> TranscriptColumn::placeOf(std::size_t index) const {
    const auto found = std::ranges::find(m_visible, index, &Place::index);
    return found == m_visible.end() ? std::nullopt : std::optional(*found);
}

int TranscriptColumn::scrollPosition() const {
    return m_cells.empty() ? 0 : m_heights.top(m_anchor) + m_anchorOffset;
}

int TranscriptColumn::contentHeight() const {
    return m_cells.empty() ? 0 : m_heights.total() + BottomMargin;
}

void TranscriptColumn::scrollBy(int pixels) {
    m_follow = false;
    m_anchorOffset += pixels;
}

void TranscriptColumn::scrollTo(int position) {
    if (m_cells.empty())
        return;
    m_follow = position + m_viewportHeight >= contentHeight() && position > 0;
    m_anchor = m_heights.itemAt(position);
    m_anchorOffset = position - m_heights.top(m_anchor);
}

void TranscriptColumn::scrollItemTo(std::size_t index, int y) {
    m_follow = false;
    m_anchor = index;
    m_anchorOffset = m_cells[index].gap - y;
}

/// The items of a turn, first and behind the last.
std::pair<std::size_t, std::size_t> TranscriptColumn::itemsOf(int turn) const {
    return {m_items.indexOf({.turn = turn}), m_items.indexOf({.turn = turn + 1})};
}

/// Where the turn behind this one begins.
std::uint64_t TranscriptColumn::positionBehind(int turn) const {
    const auto& turns = m_items.excerpt()->turns;
    const auto next = static_cast<std::size_t>(turn) + 1;
    return next < turns.size() ? turns[next].position : m_to;
}

std::uint64_t TranscriptColumn::topPosition() const {
    if (m_cells.empty() || m_items.at(m_anchor).key.turn < 0)
        return m_from;
    const int turn = m_items.at(m_anchor).key.turn;
    const std::uint64_t begin = m_items.turn(m_items.at(m_anchor)).position;
    const auto [first, behind] = itemsOf(turn);
    const int height = m_heights.top(behind) - m_heights.top(first);
    const int passed = m_heights.top(m_anchor) + m_anchorOffset - m_heights.top(first);
    const double part = height > 0 ? std::clamp(static_cast<double>(passed) / height, 0.0, 1.0) : 0.0;
    const std::uint64_t length = std::max(positionBehind(turn), begin) - begin;
    return begin + static_cast<std::uint64_t>(part * static_cast<double>(length));
}

std::pair<std::uint64_t, std::uint64_t> TranscriptColumn::seenPositions() const {
    if (m_visible.empty())
        return {m_from, m_from};
    const int first = m_items.at(m_visible.front().index).key.turn;
    const int last = m_items.at(m_visible.back().index).key.turn;
    const std::uint64_t from =
        first < 0 ? m_from : m_items.turn(m_items.at(m_visible.front().index)).position;
    return {from, last < 0 ? from : positionBehind(last)};
}

std::optional<int> TranscriptColumn::turnAt(std::uint64_t position) const {
    if (!m_items.excerpt() || m_items.excerpt()->turns.empty() || position < m_from || position > m_to)
        return std::nullopt;
    const auto& turns = m_items.excerpt()->turns;
    const auto behind = std::ranges::upper_bound(turns, position, {}, &Turn::position);
    return behind == turns.begin() ? 0 : static_cast<int>(behind - turns.begin()) - 1;
}

void TranscriptColumn::scrollToPosition(std::uint64_t position) {
    const auto turn = turnAt(position);
    if (!turn || m_cells.empty())
        return;
    const auto [first, behind] = itemsOf(*turn);
    const std::uint64_t begin = m_items.excerpt()->turns[static_cast<std::size_t>(*turn)].position;
    const std::uint64_t length = std::max(positionBehind(*turn), begin + 1) - begin;
    const double part =
        position > begin ? static_cast<double>(position - begin) / static_cast<double>(length) : 0.0;
    const int height = m_heights.top(behind) - m_heights.top(first);
    const int y = m_heights.top(first) + static_cast<int>(part * height);
    m_follow = false;
    m_anchor = m_heights.itemAt(std::min(y, m_heights.total() - 1));
    m_anchorOffset = y - m_heights.top(m_anchor);
}

std::optional<TranscriptColumn::Place> TranscriptColumn::colourMore(CodeColours& colours) {
    for (const Place& place : m_visible) {
        Cell& cell = m_cells[place.index];
        if (cell.coloured)
            continue;
        const Colouring step = cell.layout->colourMore(colours);
        if (step == Colouring::Waiting)
            continue;
        cell.coloured = step != Colouring::Going;
        if (step != Colouring::Nothing)
            return place;
    }
    return std::nullopt;
}

} // namespace ax::widgets
