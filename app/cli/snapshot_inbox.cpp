// SPDX-License-Identifier: MIT
#include "app/cli/snapshot_inbox.h"

#include <array>
#include <fcntl.h>
#include <poll.h>

namespace ax::cli {

void SnapshotInbox::put(SnapshotPointer snapshot) {
    const std::scoped_lock lock(m_mutex);
    const bool isFirst = !m_snapshot;
    m_snapshot = std::move(snapshot);
    // One byte in the pipe at most: it never fills up.
    if (isFirst && ::write(m_pipe.writeEnd.get(), "s", 1) != 1)
        m_snapshot = nullptr;
}

SnapshotInbox::Arrival SnapshotInbox::wait(int output, Deadline deadline) {
    while (true) {
        std::array<pollfd, 2> waited{pollfd{m_pipe.readEnd.get(), POLLIN, 0}, pollfd{output, 0, 0}};
        if (::poll(waited.data(), waited.size(), pollTimeout(deadline)) < 0)
            continue; // a signal that was handled
        Arrival arrival;
        arrival.readerIsGone = (waited[1].revents & (POLLERR | POLLNVAL)) != 0;
        if ((waited[0].revents & POLLIN) != 0) {
            const std::scoped_lock lock(m_mutex);
            char mark = 0;
            if (::read(m_pipe.readEnd.get(), &mark, 1) == 1)
                arrival.snapshot = std::exchange(m_snapshot, nullptr);
        }
        if (arrival.snapshot || arrival.readerIsGone || hasPassed(deadline))
            return arrival;
    }
}

} // namespace ax::cli
