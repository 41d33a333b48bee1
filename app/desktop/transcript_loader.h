// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"
#include "core/index/session.h"
#include "core/transcripts/turn.h"

#include <QObject>
#include <QThreadPool>

#include <memory>

namespace ax::desktop {

/// Reads the chosen session's transcript beside the GUI thread. A request replaces one that has not begun; an
/// answer that nobody waits for any more is dropped.
class TranscriptLoader final : public QObject {
    Q_OBJECT

public:
    /// `files` outlives the loader.
    explicit TranscriptLoader(const FileSystem& files, QObject* parent = nullptr);
    ~TranscriptLoader() override;

    void load(const SessionPointer& session, const std::string& format);

Q_SIGNALS:
    void loaded(const QString& sessionKey, const std::shared_ptr<const ax::TranscriptExcerpt>& excerpt);
    void failed(const QString& sessionKey, const QString& sentence);

private:
    void startNext();

    struct Request {
        SessionPointer session;
        std::string format;
    };
    const FileSystem& m_files;
    QThreadPool m_pool;
    std::unique_ptr<Request> m_next;
    bool m_busy = false;
};

} // namespace ax::desktop
