// SPDX-License-Identifier: MIT
#include "app/desktop/transcript_search.h"

#include "core/base/unused_memory.h"
#include "widgets/search/local_zone.h"
#include "widgets/transcript/display_text.h"

#include <utility>

namespace ax::desktop {

namespace {

/// As many as a list can show, and no more reading than a keystroke may cost.
constexpr SearchLimits WhileTyping{.detailed = 60, .sessions = 1000, .unfilteredBytes = 64ULL << 20};

} // namespace

TranscriptSearch::TranscriptSearch(const FileSystem& files, const Clock& clock, std::string folder,
                                   QObject* parent)
    : QObject(parent), m_clock(clock), m_index(files, std::move(folder)) {
    m_pool.setMaxThreadCount(1);
    m_pool.setExpiryTimeout(2000);
}

TranscriptSearch::~TranscriptSearch() {
    m_closing.request_stop();
    if (m_running) {
        m_running->request_stop();
    }
    m_pool.waitForDone();
}

void TranscriptSearch::setSnapshot(const SnapshotPointer& snapshot) {
    const bool becameWhole = m_snapshot && m_snapshot->progress && !snapshot->progress;
    m_snapshot = snapshot;
    m_waiting |= becameWhole && !m_question.isEmpty();
    if (!m_running) {
        startNext();
    }
}

void TranscriptSearch::ask(const QString& text) {
    m_question = text.trimmed();
    m_waiting = !m_question.isEmpty();
    if (m_running) {
        m_running->request_stop();
    } else {
        startNext();
    }
}

void TranscriptSearch::startNext() {
    if (!m_waiting || !m_snapshot) {
        return;
    }
    m_waiting = false;
    m_running.emplace();
    const Job job{.text = m_question,
                  .snapshot = m_snapshot,
                  .stop = m_running->get_token(),
                  .snapshotIsNew = m_snapshot != std::exchange(m_indexed, m_snapshot)};
    m_pool.start([this, job] { work(job); });
}

void TranscriptSearch::work(const Job& job) {
    const auto query =
        SearchQuery::parse(job.text.toStdString(), {.now = m_clock.now(), .zone = widgets::localZone()});
    if (!query) {
        const QString sentence = widgets::displayLine(query.error().message);
        return finish([this, sentence] { Q_EMIT refused(sentence); }, job.stop);
    }
    if (job.snapshotIsNew) {
        // Not stopped by the next letter: its question would wait for the same work.
        const auto refreshed = m_index.refresh(
            job.snapshot, [this](ContentIndex::Progress progress) { report(progress); },
            m_closing.get_token());
        if (refreshed.bytesIndexed > 0)
            releaseUnusedMemory();
    }
    auto results = std::make_shared<const SearchResults>(m_index.search(*query, WhileTyping, job.stop));
    finish([this, results, marks = query->marks()] { Q_EMIT answered(results, marks); }, job.stop);
}

void TranscriptSearch::report(ContentIndex::Progress progress) {
    const double share = progress.bytesTotal == 0 ? 1
                                                  : static_cast<double>(progress.bytesDone) /
                                                        static_cast<double>(progress.bytesTotal);
    QMetaObject::invokeMethod(
        this, [this, share] { Q_EMIT progressed(share); }, Qt::QueuedConnection);
}

/// On the worker's thread, last of all.
void TranscriptSearch::finish(const std::function<void()>& tell, const std::stop_token& stop) {
    QMetaObject::invokeMethod(
        this,
        [this, tell, stop] {
            m_running.reset();
            if (!stop.stop_requested()) {
                tell();
            }
            startNext();
        },
        Qt::QueuedConnection);
}

} // namespace ax::desktop
