// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"
#include "core/index/session.h"
#include "core/transcripts/transcript_pages.h"

#include <QObject>
#include <QThreadPool>

#include <memory>

namespace ax::desktop {

/// Reads windows on the chosen session's transcript beside the GUI thread. A request replaces one that has
/// not begun; an answer for a session that is not the chosen one any more is dropped.
class TranscriptLoader final : public QObject {
    Q_OBJECT

public:
    /// `files` outlives the loader.
    explicit TranscriptLoader(const FileSystem& files, QObject* parent = nullptr);
    ~TranscriptLoader() override;

    /// Another transcript, from its end; `key` comes back with what was read. `directory`: where the session
    /// ran, as it says.
    void open(const QString& key, const TranscriptLocation& location, const std::string& directory);
    /// What became of `shown`. A request for another place tells that, too, and goes first.
    void refresh(const TranscriptWindow& shown, TranscriptPages::Follow follow);
    void loadAround(std::uint64_t from, std::uint64_t to);
    void loadEnd();
    void close(); ///< no session is chosen

Q_SIGNALS:
    void loaded(const QString& key, const ax::TranscriptWindow& window);
    void failed(const QString& key, const QString& sentence);

private:
    struct Request {
        std::shared_ptr<TranscriptPages> pages; ///< used by the worker only
        QString key;
        enum class Kind { End, Around, Refresh } kind = Kind::End;
        std::uint64_t from = 0;
        std::uint64_t to = 0;
        TranscriptWindow shown;
        TranscriptPages::Follow follow = TranscriptPages::Follow::No;

        Result<TranscriptWindow> run() const;
    };

    void ask(Request request);
    void startNext();
    void finish(const Request& request, const Result<TranscriptWindow>& result);

    const FileSystem& m_files;
    QThreadPool m_pool;
    QString m_key;
    std::shared_ptr<TranscriptPages> m_pages;
    std::unique_ptr<Request> m_next;
    bool m_busy = false;
};

} // namespace ax::desktop
