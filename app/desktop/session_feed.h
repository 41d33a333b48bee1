// SPDX-License-Identifier: MIT
#pragma once

#include "app/desktop/desktop_context.h"
#include "core/archive/archive_file_system.h"
#include "core/index/live_index.h"

#include <QObject>

#include <memory>

namespace ax::desktop {

/// The index of all sessions, kept copies included. Brings its snapshots from its thread into the GUI thread;
/// only the newest waits: a busy window skips those it had no time for. May be made before the application
/// is, so that the stores are read while that starts: the first signal comes when events are processed.
class SessionFeed final : public QObject {
    Q_OBJECT

public:
    /// `context` outlives the feed.
    explicit SessionFeed(const DesktopContext& context, QObject* parent = nullptr);
    ~SessionFeed() override;

    /// Kept copies read like transcripts. For any thread.
    const FileSystem& files() const { return m_files; }
    LiveIndex& index() { return *m_index; }
    const SnapshotPointer& snapshot() const { return m_snapshot; }

Q_SIGNALS:
    void snapshotChanged(const ax::SnapshotPointer& snapshot);

private:
    void deliver();

    ArchiveFileSystem m_files;
    struct Mailbox;
    std::shared_ptr<Mailbox> m_mailbox;
    SnapshotPointer m_snapshot;
    std::unique_ptr<LiveIndex> m_index; ///< last: its thread ends before the others go
};

} // namespace ax::desktop
