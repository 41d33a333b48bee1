// SPDX-License-Identifier: MIT
// What is seen beside the navigator: sessions, results of a search, costs. Part of MainWindow
// (main_window.h).
#include "app/desktop/main_window.h"
#include "app/desktop/search_pane.h"
#include "app/desktop/top_bar.h"
#include "widgets/costs/costs_page.h"
#include "widgets/navigator/navigator.h"
#include "widgets/search/search_results_view.h"
#include "widgets/session/session_view.h"
#include "widgets/table/session_table_view.h"
#include "widgets/transcript/transcript_view.h"

#include <QStackedWidget>

#include <utility>

namespace ax::desktop {

using widgets::SessionView;

void MainWindow::connectSearch() {
    connect(m_search, &SearchPane::changed, this, [this] {
        updateTableState();
        showCurrentSession();
        showFoundPlace();
    });
    auto& results = m_search->view();
    connect(&results, &widgets::SearchResultsView::resultActivated, this, [this] {
        m_sessionView->showPage(SessionView::Page::Transcript);
        m_sessionView->transcript().setFocus();
    });
    connect(&results, &widgets::SearchResultsView::nextHitRequested, m_transcriptDesk,
            &TranscriptDesk::nextMatch);
    connect(&results, &widgets::SearchResultsView::previousHitRequested, m_transcriptDesk,
            &TranscriptDesk::previousMatch);
    connect(m_costs, &widgets::CostsPage::said, this,
            [this](const QString& sentence) { showMessage(sentence); });
}

/// The transcript of a result opens where it was said. Answers to the next letter do not move it again.
void MainWindow::showFoundPlace() {
    const auto place = m_search->showsResults() ? m_search->currentPlace() : std::nullopt;
    if (place == m_foundPlace) {
        return;
    }
    m_foundPlace = place;
    if (place) {
        m_sessionView->showPage(SessionView::Page::Transcript);
        m_transcriptDesk->showPlace(*place);
    }
}

void MainWindow::showCosts() {
    m_content->setCurrentWidget(m_costs);
}

void MainWindow::showSessions() {
    m_content->setCurrentIndex(0);
}

/// To all sessions, when the costs are in sight; the navigator tells so. From the wall to what was there.
void MainWindow::leaveCosts() {
    leaveWall();
    if (m_content->currentWidget() == m_costs) {
        m_navigator->select(widgets::SessionFilter::Scope::All);
    }
}

void MainWindow::searchTranscripts() {
    leaveCosts();
    m_topBar->focusFilter();
    m_search->switcher().choose(widgets::SearchSwitch::Where::Transcripts);
}

SessionPointer MainWindow::chosenSession() const {
    if (m_search->showsResults()) {
        return m_search->currentSession();
    }
    const int row = m_model->rowOf(m_table->currentSessionKey());
    return row < 0 ? nullptr : m_model->sessionAt(row);
}

} // namespace ax::desktop
