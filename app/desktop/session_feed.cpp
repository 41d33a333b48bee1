// SPDX-License-Identifier: MIT
#include "app/desktop/session_feed.h"

#include "core/archive/archived_stores.h"

#include <mutex>
#include <utility>

namespace ax::desktop {

struct SessionFeed::Mailbox {
    std::mutex mutex;
    SnapshotPointer newest;
};

SessionFeed::SessionFeed(const DesktopContext& context, QObject* parent)
    : QObject(parent), m_files(context.files, historyFolder(context.paths)),
      m_mailbox(std::make_shared<Mailbox>()) {
    m_index = std::make_unique<LiveIndex>(
        IndexContext{m_files, context.clock, context.models, context.paths, context.config,
                     archivedStores(context.config, context.paths)},
        [this, mailbox = m_mailbox](SnapshotPointer snapshot) {
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
