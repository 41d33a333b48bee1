// SPDX-License-Identifier: MIT
#include "app/desktop/search_pane.h"

#include "widgets/search/search_results_model.h"
#include "widgets/search/search_results_view.h"

#include <QLocale>

#include <algorithm>

namespace ax::desktop {

SearchPane::SearchPane(const FileSystem& files, const Clock& clock, const Paths& paths,
                       const widgets::Theme& theme, QWidget* parent)
    : QObject(parent),
      m_search(new TranscriptSearch(files, clock, joinPath(paths.cacheDirectory, "text"), this)),
      m_switch(new widgets::SearchSwitch(theme, parent)),
      m_model(new widgets::SearchResultsModel(QString::fromStdString(paths.home), this)),
      m_view(new widgets::SearchResultsView(*m_model, theme, parent)) {
    m_switch->hide();
    connect(m_switch, &widgets::SearchSwitch::chosen, this, &SearchPane::changed);
    connect(m_view, &widgets::SearchResultsView::currentResultChanged, this, &SearchPane::changed);
    connect(m_search, &TranscriptSearch::answered, this, &SearchPane::take);
    connect(m_search, &TranscriptSearch::refused, this, [this](const QString& sentence) {
        take(std::make_shared<const SearchResults>(), {});
        m_view->setPlaceholder(sentence);
        m_switch->setTranscriptCount(0, sentence);
    });
    connect(m_search, &TranscriptSearch::progressed, this, [this](double share) {
        const QString percent = QLocale().toString(share * 100, 'f', 0);
        sayWaiting(tr("Reading what was said: %1%").arg(percent));
    });
}

/// Nothing found yet is not nothing there.
void SearchPane::sayWaiting(const QString& sentence) {
    m_switch->setTranscriptCount(std::nullopt, sentence);
    m_view->setPlaceholder(sentence);
}

void SearchPane::setSnapshot(const SnapshotPointer& snapshot) {
    m_isWhole = !snapshot->progress;
    m_search->setSnapshot(snapshot);
}

SearchPane::~SearchPane() = default;

bool SearchPane::showsResults() const {
    return !m_search->question().isEmpty() && m_switch->where() == widgets::SearchSwitch::Where::Transcripts;
}

SessionPointer SearchPane::currentSession() const {
    const QModelIndex current = m_view->currentIndex();
    return current.isValid() ? m_model->resultAt(current.row()).session : nullptr;
}

void SearchPane::setText(const QString& text) {
    m_search->ask(text);
    const bool isOver = m_search->question().isEmpty();
    const bool begins = !isOver && m_switch->isHidden();
    m_switch->setVisible(!isOver);
    if (begins) { // later the answer to fewer letters stands until the next one comes
        sayWaiting(tr("Searching…"));
    }
    if (isOver) {
        m_switch->choose(widgets::SearchSwitch::Where::Sessions);
        take(std::make_shared<const SearchResults>(), {});
    }
    Q_EMIT changed();
}

std::optional<TranscriptPlace> SearchPane::currentPlace() const {
    const QModelIndex current = m_view->currentIndex();
    if (!current.isValid()) {
        return std::nullopt;
    }
    const SearchResult& result = m_model->resultAt(current.row());
    TranscriptPlace place{.sessionKey = QString::fromStdString(result.session->key()),
                          .file = result.session->file,
                          .position = std::nullopt,
                          .query = m_marks};
    if (result.snippets.empty()) { // one of those behind the best: it is looked for once it is chosen
        return m_marks.isEmpty() ? std::nullopt : std::optional(place);
    }
    const auto own = std::ranges::find(result.snippets, result.session->file, &Snippet::file);
    const Snippet& snippet = own == result.snippets.end() ? result.snippets.front() : *own;
    place.file = snippet.file;
    place.position = snippet.position;
    return place;
}

void SearchPane::take(const std::shared_ptr<const SearchResults>& results, const TextQuery& marks) {
    m_marks = marks;
    m_view->setPlaceholder(tr("Nobody said that. Words stand as one phrase; /…/ is a regular expression."));
    m_model->setResults(results);
    m_switch->setTranscriptCount(m_model->rowCount(), !m_isWhole ? tr("Transcripts are still being read")
                                                      : results->isComplete ? QString()
                                                                            : tr("the latest of them"));
    Q_EMIT changed();
}

} // namespace ax::desktop
