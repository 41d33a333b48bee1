// SPDX-License-Identifier: MIT
#pragma once

#include "core/index/live_index.h"

#include <QObject>

#include <memory>

namespace ax::desktop {

/// Brings the index's snapshots from its thread into the GUI thread. Only the newest waits: a busy window
/// skips those it had no time for.
class SessionFeed final : public QObject {
    Q_OBJECT

public:
    explicit SessionFeed(IndexContext context, QObject* parent = nullptr);
    ~SessionFeed() override;

    LiveIndex& index() { return *m_index; }
    const SnapshotPointer& snapshot() const { return m_snapshot; }

Q_SIGNALS:
    void snapshotChanged(const ax::SnapshotPointer& snapshot);

private:
    void deliver();

    struct Mailbox;
    std::shared_ptr<Mailbox> m_mailbox;
    SnapshotPointer m_snapshot;
    std::unique_ptr<LiveIndex> m_index; ///< last: its thread ends before the mailbox goes
};

} // namespace ax::desktop
