// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/transcript/code_colours.h"
#include "widgets/transcript/transcript_column.h"
#include "widgets/transcript/transcript_marks.h"
#include "widgets/transcript/transcript_selection.h"
#include "widgets/transcript/transcript_view.h"

#include <QBasicTimer>
#include <QPointF>

#include <optional>
#include <utility>

class QPainter;
class QPushButton;

namespace ax::widgets {

/// What the parts of the view (what is shown, painting, input) share.
class TranscriptView::Private {
public:
    /// A place the keyboard can be on: a chip or line that acts, or a link of a text.
    struct Stop {
        ItemKey key;
        int link = -1;
        friend bool operator==(const Stop&, const Stop&) = default;
    };

    /// A place that is not in the window yet.
    struct Place {
        enum class Kind { Top, End, Match } kind = Kind::Top;
        std::uint64_t position = 0;
        Target target = {};
    };

    /// What lies under a point of the viewport: the item nearest to it, and the point seen from there.
    struct Hit {
        std::size_t index = 0;
        QPointF local;
        bool inside = false; ///< on the item, not beside, above or below it
    };

    Private(TranscriptView& view, const Theme& appearance);

    // What is shown (transcript_view.cpp)
    void refresh();
    void showNewBelowButton();
    void queueColouring();
    void colourNow();
    void scrollBy(int pixels);

    // The window on a long transcript, and the scroll bar (transcript_view_paging.cpp)
    bool takesWindow(const TranscriptWindow& next) const;
    void goWhereWanted();
    void goTo(const Place& place);
    void askForMore();
    void syncScrollBar();
    void followScrollBar();

    // Going to a match (transcript_view_find.cpp)
    void showTarget(const Target& target);
    std::optional<Item> itemWith(int turn, const RawMatch& match);
    void showRange(std::size_t index, TextRange range);

    // Painting (transcript_view_paint.cpp)
    void paint(QPainter& painter, const QRect& dirty);
    void paintMargins(QPainter& painter, const TranscriptColumn::Place& place);
    void paintFacts(QPainter& painter, double baseline, std::size_t index) const;
    Marks marksOf(std::size_t index);
    QRect rectOf(const TranscriptColumn::Place& place) const;
    int turnBottom(std::size_t index) const;
    void update(const ItemKey& key);

    // The mouse, and what both it and the keyboard do (transcript_view_mouse.cpp)
    std::optional<Hit> hitAt(QPointF point);
    QUrl linkAt(QPointF point);
    bool acts(std::size_t index) const;
    TextPosition positionAt(QPointF point);
    void activate(const ItemKey& key);
    void hover(QPointF point);
    void drawSelectionTo(QPointF point);
    void showToolTip(const QPoint& point, const QPoint& global);

    // The keyboard (transcript_view_keys.cpp)
    std::vector<Stop> stops();
    void setFocus(std::optional<Stop> stop);
    void activate(const Stop& stop);
    void actOnFocus();
    void goToTurn(int step);
    void goToPrompt(int step);
    void showTurn(int turn);
    bool pressedLetter(const QString& letter, Qt::KeyboardModifiers modifiers);
    bool pressed(int key, Qt::KeyboardModifiers modifiers);
    void copy() const;
    void selectAll();

    TranscriptView& q;
    const Theme& theme;
    ImageLoader images;
    TranscriptColumn column;
    CodeColours colours;
    TranscriptSelection selection;
    TranscriptMarks marks;
    QString sessionKey;
    QString agentName;
    QString message;
    TranscriptWindow window;
    std::optional<Place> wanted; ///< where to go when the window has come
    struct Asked {
        std::pair<std::uint64_t, std::uint64_t> seen;
        std::uint64_t end = 0;
        friend bool operator==(const Asked&, const Asked&) = default;
    };
    std::optional<Asked> asked;  ///< what is there already or on its way
    double pixelsByPosition = 0; ///< of a long transcript, about; fixed, so that its scroll bar rests
    int barValue = 0;            ///< as we set it, or as it was when we followed
    QPushButton* newBelowButton = nullptr;
    bool newBelow = false; ///< turns came while the reader was elsewhere
    bool syncing = false;  ///< the scroll bar follows us, not we it
    bool colouringQueued = false;

    std::optional<Stop> focus;
    std::optional<ItemKey> hovered;
    bool selecting = false;
    QPointF pressPoint;
    std::optional<ItemKey> pressedKey; ///< what acts if the press becomes a click
    QUrl pressedLink;
    QBasicTimer autoScroll; ///< runs only while a selection is drawn beyond the edge
};

} // namespace ax::widgets
