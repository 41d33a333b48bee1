// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/search/content_index.h"

#include <QObject>
#include <QThreadPool>

#include <memory>
#include <optional>
#include <stop_token>

namespace ax::desktop {

/// Looks up in what was said, beside the GUI thread, while a person types. The newest question wins: one that
/// is being answered is stopped, those in between are never asked. The index is brought up to date when there
/// is a question and not before, and then to the end: who never searches pays nothing.
class TranscriptSearch final : public QObject {
    Q_OBJECT

public:
    /// `files` and `clock` outlive the search; `folder` is the content index's own.
    TranscriptSearch(const FileSystem& files, const Clock& clock, std::string folder,
                     QObject* parent = nullptr);
    ~TranscriptSearch() override;

    /// A question that could not be answered for want of all sessions is asked again.
    void setSnapshot(const SnapshotPointer& snapshot);
    /// An empty text takes the question back.
    void ask(const QString& text);
    const QString& question() const { return m_question; }

Q_SIGNALS:
    /// `marks`: what to mark in the transcripts that were found. More may come while sessions are missing
    /// (Snapshot::progress).
    void answered(const std::shared_ptr<const ax::SearchResults>& results, const ax::TextQuery& marks);
    /// The question cannot be asked: a sentence says why.
    void refused(const QString& sentence);
    /// Reading what is not indexed yet: 0 to 1.
    void progressed(double share);

private:
    struct Job {
        QString text;
        SnapshotPointer snapshot;
        std::stop_token stop;
        bool snapshotIsNew = false;
    };
    void startNext();
    void work(const Job& job);
    void report(ContentIndex::Progress progress);
    void finish(const std::function<void()>& tell, const std::stop_token& stop);

    const Clock& m_clock;
    ContentIndex m_index; ///< the pool's thread only
    SnapshotPointer m_snapshot;
    SnapshotPointer m_indexed; ///< the snapshot of the last job
    QString m_question;
    std::optional<std::stop_source> m_running;
    std::stop_source m_closing;
    bool m_waiting = false; ///< the question is to be asked once the running job is done
    QThreadPool m_pool;     ///< last: its work ends first
};

} // namespace ax::desktop
