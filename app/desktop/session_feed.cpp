// SPDX-License-Identifier: MIT
#include "app/desktop/session_feed.h"

#include <mutex>
#include <utility>

namespace ax::desktop {

struct SessionFeed::Mailbox {
    std::mutex mutex;
    SnapshotPointer newest;
};

SessionFeed::SessionFeed(IndexContext context, QObject* parent)
    : QObject(parent), m_mailbox(std::make_shared<Mailbox>()) {
    m_index = std::make_unique<LiveIndex>(
        std::move(context), [this, mailbox = m_mailbox](SnapshotPointer snapshot) {
            bool alreadyAnnounced = false;
            {
                const std::lock_guard lock(mailbox->mutex);
                alreadyAnnounced = mailbox->newest != nullptr;
                mailbox->newest = std::move(snapshot);
            }
            if (!alreadyAnnounced) {
                QMetaObject::invokeMethod(this, &SessionFeed::deliver, Qt::QueuedConnection);
            }
        });
}

SessionFeed::~SessionFeed() = default;

void SessionFeed::deliver() {
    {
        const std::lock_guard lock(m_mailbox->mutex);
        m_snapshot = std::exchange(m_mailbox->newest, nullptr);
    }
    Q_EMIT snapshotChanged(m_snapshot);
}

} // namespace ax::desktop
