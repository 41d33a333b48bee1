// SPDX-License-Identifier: MIT
#include "app/desktop/transcript_desk.h"

#include "core/transcripts/record_source.h"
#include "widgets/session/find_bar.h"
#include "widgets/session/session_view.h"
#include "widgets/transcript/display_text.h"
#include "widgets/transcript/transcript_view.h"

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
    FindBar& bar = m_view.findBar();
    connect(&bar, &FindBar::queryChanged, this, &TranscriptDesk::find);
    connect(&bar, &FindBar::closed, this, &TranscriptDesk::find);
    connect(&bar, &FindBar::stepRequested, this, [this](bool forward) {
        step(forward ? FoundPlaces::Direction::Forward : FoundPlaces::Direction::Backward);
    });
}

void TranscriptDesk::show(const SessionPointer& session, const std::string& format) {
    const TranscriptLocation location =
        session ? TranscriptLocation{.format = format, .file = session->file, .sessionId = session->id}
                : TranscriptLocation{};
    const bool same = session && m_session && m_session->key() == session->key() && location == m_location;
    m_session = session;
    m_location = location;
    TranscriptView& transcript = m_view.transcript();
    if (same && isShown()) {
        m_loader.refresh(transcript.window(),
                         transcript.isAtEnd() ? TranscriptPages::Follow::Yes : TranscriptPages::Follow::No);
        return;
    }
    if (!same) {
        m_work.cancel();
        find(); // what was found is of another transcript
    }
    if (!session || session->file.empty()) {
        m_loader.close();
        m_shownKey.clear();
        transcript.clear(session ? tr("Nothing has been said in this session yet.")
                                 : tr("Choose a session."));
        return;
    }
    m_loader.open(session, location);
}

void TranscriptDesk::takeWindow(const QString& key, const TranscriptWindow& window) {
    if (!m_session)
        return;
    const bool isNew = key != m_shownKey;
    m_shownKey = key;
    m_view.transcript().setWindow(key, widgets::displayLine(m_session->harness), window);
    if (m_pending && m_pending->key == key) {
        const PendingPlace place = *std::exchange(m_pending, std::nullopt);
        goToPlace(place.position, place.query);
    } else if (isNew && !m_view.findBar().isHidden()) {
        find();
    }
    Q_EMIT settled();
}

void TranscriptDesk::showPosition(const QString& sessionKey, std::uint64_t position, const TextQuery& query) {
    m_pending.reset();
    if (isShown() && m_shownKey == sessionKey)
        goToPlace(position, query);
    else
        m_pending = {.key = sessionKey, .position = position, .query = query};
}

/// Whether the view shows the chosen session, and not still the one before.
bool TranscriptDesk::isShown() const {
    return m_session && !m_shownKey.isEmpty() && QString::fromStdString(m_session->key()) == m_shownKey;
}

void TranscriptDesk::goToPlace(std::uint64_t position, const TextQuery& query) {
    m_view.transcript().showPosition({.position = position}, query);
    if (query.isEmpty())
        return;
    m_view.findBar().setQuery(query);
    m_view.findBar().show();
    findFrom(position);
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
