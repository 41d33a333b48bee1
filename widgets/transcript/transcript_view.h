// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/text_matcher.h"
#include "core/transcripts/transcript_pages.h"

#include <QAbstractScrollArea>
#include <QUrl>

#include <functional>
#include <memory>

namespace ax::widgets {

class Theme;

/// A conversation as markdown: speaker in a left margin, time, tokens and cost in a right one, code
/// highlighted, each tool call one line that unfolds to its output (edits as diffs), thinking folded. Paints
/// its own text layouts: no HTML, no Qt markdown, nothing is ever loaded. Only what is seen is laid out. Of a
/// long transcript it holds a window and asks its owner for the next one (windowWanted, endWanted) when the
/// reader comes near an edge, drags the scroll bar or goes to a place; until that comes it shows what it has.
/// The scroll bar tells the place in the whole transcript. Follows the end while it stands at the end. Keys:
/// PgUp/PgDn, Home/End, arrows, n/p or }/{ by turn, Alt+Down/Up by prompt, Tab from link to link and call to
/// call, Enter, Space or o to act on them, u/f unfold and fold all, Ctrl+C copies the selection, Ctrl+A
/// selects all that is loaded, Ctrl+F or / ask the owner for its find bar; while something is looked for, n/N
/// and F3/Shift+F3 step. Object name `transcriptView`. `theme` outlives it.
class TranscriptView final : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit TranscriptView(const Theme& theme, QWidget* parent = nullptr);
    ~TranscriptView() override;

    /// The same session with more turns, or another part of it, keeps place, folding and selection; another
    /// `sessionKey` starts at the end. Turns are known by recordId; one that changed in size is shown anew.
    /// A window that is neither asked for nor holds what is seen tells only where the end is.
    void setWindow(const QString& sessionKey, const QString& agentName, const TranscriptWindow& window);
    /// What is shown; without an excerpt when nothing is.
    const TranscriptWindow& window() const;
    void clear(const QString& message); ///< one sentence in the middle

    QString
    plainText() const; ///< of the window, as shown, folded parts left out: for tests and accessibility
    QString selectedText() const;
    /// The turn as it was written; a selection is plain.
    QString turnMarkdown(int turn) const;
    enum class Folding { Folded, Expanded };
    void setToolCallFolding(int toolIndex, Folding folding); ///< counted from the top
    void setAllFolding(Folding folding);                     ///< tool calls and thinking
    int toolCallCount() const;

    bool isAtEnd() const;
    std::uint64_t topPosition() const; ///< in the transcript, of the upper edge
    /// Marks all matches in sight; an empty query takes the marks away.
    void setMarked(const TextQuery& query);
    /// A match to go to: of its record, and counted from another place of the transcript on.
    struct Target {
        std::uint64_t position = 0; ///< of the record
        std::function<std::size_t(std::uint64_t)> matchesSince =
            {}; ///< how many come before it from there on
    };
    /// Brings the turn of this record into sight, loading it where needed, with the match marked and in the
    /// middle; unfolds what hides it.
    void showPosition(const Target& target, const TextQuery& query);

Q_SIGNALS:
    /// A link was clicked (http, https or mailto). The receiver shows where it leads before it opens
    /// anything.
    void linkActivated(const QUrl& url);
    /// The owner is to hand over a window around these positions, or one at the end.
    void windowWanted(quint64 from, quint64 to);
    void endWanted();
    void findBarWanted();
    void findStepWanted(bool forward);

protected:
    bool event(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void wheelEvent(QWheelEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void timerEvent(QTimerEvent* event) override;

private:
    friend class TranscriptProbe;
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace ax::widgets
