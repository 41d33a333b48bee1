// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/transcript_pages.h"
#include "widgets/transcript/height_index.h"
#include "widgets/transcript/image_item.h"
#include "widgets/transcript/item_layout.h"
#include "widgets/transcript/transcript_items.h"

#include <QFont>
#include <QPoint>
#include <QSize>

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

namespace ax::widgets {

/// Where the three columns stand in a viewport of some width: speaker, text, facts. In a narrow one the facts
/// go, in a very narrow one the speaker stands above the text. Pixels.
struct ColumnMetrics {
    int textLeft = 0;
    int textWidth = 0;
    int speakerWidth = 0; ///< 0: the speaker has a line of its own
    int factsRight = 0;   ///< 0: there is no room for facts

    static ColumnMetrics forWidth(int viewportWidth);
};

/// The items at their places in an endless column seen through a viewport. Only what is seen is laid out;
/// what lies elsewhere has an estimated height. The viewport hangs on an item (the anchor), so a height that
/// turns out otherwise moves what is below or above, never what is being read. While it stands at the end it
/// stays there. Of a long transcript the column holds a window (TranscriptPages). GUI thread.
class TranscriptColumn {
public:
    struct Place {
        std::size_t index = 0;
        int y = 0; ///< of the item's own top in the viewport
        int height = 0;
    };

    TranscriptColumn(const Theme& theme, ImageLoader& images);

    const TranscriptItems& items() const { return m_items; }
    const ColumnMetrics& metrics() const { return m_metrics; }
    const Style& style() const { return m_style; }

    TranscriptItems::Change setWindow(const TranscriptWindow& window);
    void clear();
    void setFolding(TranscriptItems::BlockId id, TranscriptItems::Folding folding);
    void setAllFolding(TranscriptItems::Folding folding);
    void showMore(TranscriptItems::BlockId id);
    void showUntil(TranscriptItems::BlockId id, std::size_t byte);

    void setViewport(QSize size, double pixelRatio);
    void setFont(const QFont& font);
    void dropLayouts(); ///< colours changed

    /// Lays out what is to be seen. Everything below is true after it, until something changes.
    void settle();
    const std::vector<Place>& visible() const { return m_visible; }
    ItemLayout& layout(std::size_t index) { return *m_cells[index].layout; }
    std::optional<Place> placeOf(std::size_t index) const; ///< nothing when out of sight
    bool isFirstOfTurn(std::size_t index) const;
    bool showsSpeaker(std::size_t index) const;

    int scrollPosition() const;
    int contentHeight() const;
    bool isAtEnd() const { return m_atEnd; } ///< of the transcript, not of a window on it
    void scrollBy(int pixels);
    void scrollTo(int position);
    void scrollToEnd() { m_follow = true; }
    /// Puts an item's own top at `y` in the viewport.
    void scrollItemTo(std::size_t index, int y);

    // The same in positions of the transcript, which do not depend on heights: within a turn they are taken
    // to be spread evenly over it.
    std::uint64_t topPosition() const;                             ///< of the viewport's upper edge
    std::pair<std::uint64_t, std::uint64_t> seenPositions() const; ///< of the turns in sight
    std::optional<int> turnAt(std::uint64_t position) const;       ///< nothing outside the window
    void scrollToPosition(std::uint64_t position);

    /// Colours a little of the code in sight; the place that changed, nothing when all is done.
    std::optional<Place> colourMore(CodeColours& colours);

    /// Layouts made so far: what tests count instead of time.
    std::uint64_t layoutsMade() const { return m_layoutsMade; }

private:
    struct Cell {
        ItemKey key;
        std::uint64_t stamp = 0;
        int gap = 0; ///< above the item
        int height = 0;
        std::unique_ptr<ItemLayout> layout;
        bool coloured = false;
    };

    std::pair<std::size_t, std::size_t> itemsOf(int turn) const;
    std::uint64_t positionBehind(int turn) const;
    void syncCells(const TranscriptItems::Change* change);
    int gapBefore(std::size_t index) const;
    int estimate(const Item& item) const;
    std::unique_ptr<ItemLayout> makeLayout(const Item& item);
    int measure(std::size_t index);
    void settleAtEnd();
    void findVisible();
    void releaseFarLayouts();

    ImageLoader& m_images;
    Style m_style;
    TranscriptItems m_items;
    std::vector<Cell> m_cells;
    HeightIndex m_heights; ///< gap and item together
    ColumnMetrics m_metrics;
    int m_viewportHeight = 0;
    std::uint64_t m_from = 0; ///< the window's
    std::uint64_t m_to = 0;
    bool m_reachesEnd = true;

    std::size_t m_anchor = 0; ///< the item at the top edge
    int m_anchorOffset = 0;   ///< how far it is scrolled past
    bool m_follow = true;
    bool m_atEnd = true;
    std::vector<Place> m_visible;
    std::vector<ItemKey> m_laidOut;
    std::uint64_t m_layoutsMade = 0;
};

} // namespace ax::widgets
