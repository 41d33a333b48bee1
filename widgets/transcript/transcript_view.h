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
/// layouts: no HTML, no Qt markdown, nothing is ever loaded. Follows the end while it stands at the end.
/// Keys: PgUp/PgDn, Home/End, n/p by turn, Ctrl+C copies the selection, Ctrl+F is the owner's. Object name
/// `transcriptView`.
class TranscriptView final : public QAbstractScrollArea {
    Q_OBJECT

public:
    using Excerpt = std::shared_ptr<const TranscriptExcerpt>;

    explicit TranscriptView(const Theme& theme, QWidget* parent = nullptr);
    ~TranscriptView() override;

    /// The same session with more turns keeps place, folding and selection; another `sessionKey` starts at
    /// the end.
    void setExcerpt(const QString& sessionKey, const QString& agentName, Excerpt excerpt);
    void clear(const QString& message); ///< one sentence in the middle

    QString plainText() const; ///< as shown, folded parts left out: for tests and accessibility
    QString selectedText() const;
    enum class Folding { Folded, Expanded };
    void setToolCallFolding(int toolIndex, Folding folding); ///< counted from the top
    int toolCallCount() const;
    /// Marks all occurrences and scrolls to the next one after the present; the number of hits.
    enum class FindDirection { Forward, Backward };
    int find(const QString& text, FindDirection direction);

Q_SIGNALS:
    /// A link was clicked. The receiver shows where it leads before it opens anything.
    void linkActivated(const QUrl& url);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace ax::widgets
