// SPDX-License-Identifier: MIT
#include "app/desktop/transcript_desk.h"

#include "core/transcripts/record_source.h"
#include "widgets/session/find_bar.h"
#include "widgets/session/session_view.h"
#include "widgets/session/sub_agent_bar.h"
#include "widgets/transcript/display_text.h"
#include "widgets/transcript/transcript_view.h"

#include <algorithm>
#include <utility>

namespace ax::desktop {

using widgets::FindBar;
using widgets::FoundPlaces;
using widgets::TranscriptView;

TranscriptDesk::TranscriptDesk(const FileSystem& files, widgets::SessionView& view,
                               const widgets::Theme& theme, QWidget* parent)
    : QObject(parent), m_files(files), m_view(view), m_theme(theme), m_window(parent), m_loader(files) {
    connectView();
}

TranscriptDesk::~TranscriptDesk() = default;

void TranscriptDesk::connectView() {
    TranscriptView& transcript = m_view.transcript();
    connect(&m_loader, &TranscriptLoader::loaded, this, &TranscriptDesk::takeWindow);
    connect(&m_loader, &TranscriptLoader::failed, this, [this](const QString&, const QString& sentence) {
        m_view.transcript().clear(sentence);
        m_shownKey.clear();
        Q_EMIT settled();
    });
    connect(&transcript, &TranscriptView::windowWanted, this, [this](quint64 from, quint64 to) {
        if (isShown())
            m_loader.loadAround(from, to);
    });
    connect(&transcript, &TranscriptView::endWanted, this, [this] {
        if (isShown())
            m_loader.loadEnd();
    });
    connect(&m_view.subAgentBar(), &widgets::SubAgentBar::backRequested, this, [this] {
        m_pending.reset();
        chooseTranscript({});
        reopen();
    });
    FindBar& bar = m_view.findBar();
    connect(&bar, &FindBar::queryChanged, this, &TranscriptDesk::find);
    connect(&bar, &FindBar::closed, this, &TranscriptDesk::find);
    connect(&bar, &FindBar::stepRequested, this, [this](bool forward) {
        step(forward ? FoundPlaces::Direction::Forward : FoundPlaces::Direction::Backward);
    });
}

void TranscriptDesk::show(const SessionPointer& session, const std::string& format) {
    const bool sameSession = session && m_session && m_session->key() == session->key();
    const TranscriptLocation before = m_location;
    m_session = session;
    m_format = format;
    chooseTranscript(m_pending && waitsFor(*m_pending) ? m_pending->file
                     : sameSession                     ? before.file
                                                       : std::string());
    if (sameSession && m_location == before && isShown()) {
        const TranscriptView& transcript = m_view.transcript();
        m_loader.refresh(transcript.window(),
                         transcript.isAtEnd() ? TranscriptPages::Follow::Yes : TranscriptPages::Follow::No);
        return;
    }
    if (!sameSession)
        m_work.cancel();
    reopen();
}

/// The session's own, when `file` is that of none of its sub-agents.
void TranscriptDesk::chooseTranscript(const std::string& file) {
    const SubAgent* agent = nullptr;
    m_location = {};
    if (m_session) {
        m_location = {.format = m_format, .file = m_session->file, .sessionId = m_session->id};
        const auto found = std::ranges::find(m_session->subAgents, file, &SubAgent::file);
        // Those of a database are all in one file: it tells none of them.
        if (!file.empty() && file != m_session->file && found != m_session->subAgents.end())
            agent = &*found;
    }
    m_subAgent = agent == nullptr ? std::string() : agent->id;
    if (agent != nullptr)
        m_location = {.format = m_format, .file = agent->file, .sessionId = agent->id};
    m_view.subAgentBar().setAgent(agent);
}

/// Whether a place is one of the chosen session's.
bool TranscriptDesk::waitsFor(const TranscriptPlace& place) const {
    return m_session && QString::fromStdString(m_session->key()) == place.sessionKey;
}

/// What tells the transcripts apart that the view is given.
QString TranscriptDesk::viewKey() const {
    const QString key = QString::fromStdString(m_session->key());
    return m_subAgent.empty() ? key : key + u'/' + QString::fromStdString(m_subAgent);
}

void TranscriptDesk::reopen() {
    find(); // what was found is of another transcript
    if (!m_session || m_location.file.empty()) {
        m_loader.close();
        m_shownKey.clear();
        m_view.transcript().clear(m_session ? tr("Nothing has been said in this session yet.")
                                            : tr("Choose a session."));
        return;
    }
    m_loader.open(viewKey(), m_location, m_session->recordedDirectory);
}

void TranscriptDesk::takeWindow(const QString& key, const TranscriptWindow& window) {
    if (!m_session)
        return;
    const bool isNew = key != m_shownKey;
    m_shownKey = key;
    m_view.transcript().setWindow(key, widgets::displayLine(m_session->harness), window);
    if (m_pending && waitsFor(*m_pending) && isShown()) {
        const TranscriptPlace place = *std::exchange(m_pending, std::nullopt);
        goToPlace(place);
    } else if (isNew && !m_view.findBar().isHidden()) {
        find();
    }
    Q_EMIT settled();
}

void TranscriptDesk::showPlace(const TranscriptPlace& place) {
    m_pending = place;
    if (!waitsFor(place))
        return; // show() comes later
    const TranscriptLocation before = m_location;
    chooseTranscript(place.file);
    if (m_location != before)
        return reopen();
    if (isShown())
        goToPlace(*std::exchange(m_pending, std::nullopt));
}

/// Whether the view shows the chosen transcript, and not still the one before.
bool TranscriptDesk::isShown() const {
    return m_session && !m_shownKey.isEmpty() && viewKey() == m_shownKey;
}

void TranscriptDesk::goToPlace(const TranscriptPlace& place) {
    if (place.position)
        m_view.transcript().showPosition({.position = *place.position}, place.query);
    if (place.query.isEmpty())
        return;
    m_view.findBar().setQuery(place.query);
    m_view.findBar().show();
    findFrom(place.position.value_or(0));
}

void TranscriptDesk::find() {
    findFrom(m_view.transcript().topPosition());
}

/// Begins anew with what the bar says; nothing while it is closed.
void TranscriptDesk::findFrom(std::uint64_t place) {
    FindBar& bar = m_view.findBar();
    m_search.cancel();
    m_found.clear();
    m_searching = false;
    const TextQuery query = bar.isHidden() ? TextQuery() : bar.query();
    m_view.transcript().setMarked(query);
    bar.setCount(0, 0, FindBar::Search::Idle);
    if (query.isEmpty() || !isShown())
        return;
    auto made = TextMatcher::make(query);
    if (!made)
        return bar.setProblem(widgets::displayLine(made.error().message));
    m_searching = true;
    m_findPlace = place;
    showCount();
    const auto matcher = std::make_shared<const TextMatcher>(std::move(*made));
    m_search.start(
        [this, matcher, location = m_location, place, &files = m_files](const BackgroundTask::Work& work) {
            Result<void> done;
            if (const auto records = openRecords(files, location))
                done = findInTranscript(
                    **records, location.format, *matcher, place, work.stop(), [&](FindProgress progress) {
                        work.deliver([this, progress = std::move(progress)] { takeFound(progress); });
                    });
            else
                done = std::unexpected(records.error());
            work.deliver([this, done] {
                m_searching = false;
                if (done)
                    showCount();
                else
                    m_view.findBar().setProblem(widgets::displayLine(done.error().message));
            });
        });
}

void TranscriptDesk::takeFound(const FindProgress& progress) {
    if (!progress.found.empty()) {
        m_found.add(progress.found);
        if (!m_found.current()) {
            m_found.step(FoundPlaces::Direction::Forward, m_findPlace);
            goToCurrent();
        }
    }
    showCount();
}

void TranscriptDesk::step(FoundPlaces::Direction direction) {
    if (m_found.step(direction, m_view.transcript().topPosition()))
        goToCurrent();
    showCount();
}

void TranscriptDesk::goToCurrent() {
    const auto current = m_found.current();
    m_view.transcript().showPosition(
        {.position = current->position,
         .matchesSince = [this](std::uint64_t from) { return m_found.matchesSince(from); }},
        m_view.findBar().query());
}

void TranscriptDesk::showCount() {
    m_view.findBar().setCount(m_found.ordinal(), m_found.total(),
                              m_searching ? FindBar::Search::Going : FindBar::Search::Done);
}

} // namespace ax::desktop
