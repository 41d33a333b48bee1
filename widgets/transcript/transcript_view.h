// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/turn.h"

#include <QAbstractScrollArea>
#include <QUrl>

#include <memory>

namespace ax::widgets {

class Theme;

/// A conversation as markdown: speaker in a left margin, time and tokens in a right one, code highlighted,
/// each tool call one line that unfolds to its output (edits as diffs), thinking folded. Paints its own text
/// layouts: no HTML, no Qt markdown, nothing is ever loaded. Only what is seen is laid out, so the length of
/// the conversation does not matter. Follows the end while it stands at the end.
/// Keys: PgUp/PgDn, Home/End, arrows, n/p by turn, Tab from link to link and call to call, Enter, Space or o
/// to act on them, Ctrl+C copies the selection, Ctrl+A selects all, Ctrl+F is the owner's. Object name
/// `transcriptView`. `theme` outlives it.
class TranscriptView final : public QAbstractScrollArea {
    Q_OBJECT

public:
    using Excerpt = std::shared_ptr<const TranscriptExcerpt>;

    explicit TranscriptView(const Theme& theme, QWidget* parent = nullptr);
    ~TranscriptView() override;

    /// The same session with more turns (or with earlier ones) keeps place, folding and selection; another
    /// `sessionKey` starts at the end. Turns are known by recordId; one that changed in size is shown anew.
    void setExcerpt(const QString& sessionKey, const QString& agentName, Excerpt excerpt);
    void clear(const QString& message); ///< one sentence in the middle

    QString plainText() const; ///< as shown, folded parts left out: for tests and accessibility
    QString selectedText() const;
    enum class Folding { Folded, Expanded };
    void setToolCallFolding(int toolIndex, Folding folding); ///< counted from the top
    int toolCallCount() const;
    /// Marks all occurrences, those in folded parts included, and scrolls to the next one after the present,
    /// unfolding it where needed; the number of hits. An empty text takes the marks away.
    enum class FindDirection { Forward, Backward };
    int find(const QString& text, FindDirection direction);

Q_SIGNALS:
    /// A link was clicked (http, https or mailto). The receiver shows where it leads before it opens
    /// anything.
    void linkActivated(const QUrl& url);

protected:
    bool event(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
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
