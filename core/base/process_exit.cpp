// SPDX-License-Identifier: MIT
#include "core/base/process_exit.h"

#include "core/base/deadline.h"

#include <cerrno>
#include <poll.h>
#include <sys/wait.h>

#ifdef __linux__
#include <sys/syscall.h>
#else
#include <sys/event.h>
#endif

namespace ax {

#ifdef __linux__

Result<Descriptor> openExitDescriptor(pid_t processId) {
    Descriptor descriptor(
        static_cast<int>(::syscall(SYS_pidfd_open, processId, 0))); // close-on-exec by itself
    if (!descriptor)
        return std::unexpected(errorFromErrno(errno, "watch process " + std::to_string(processId)));
    return descriptor;
}

#else

Result<Descriptor> openExitDescriptor(pid_t processId) {
    Descriptor queue(::kqueue());
    if (!queue)
        return std::unexpected(errorFromErrno(errno, "watch process " + std::to_string(processId)));
    struct kevent change{};
    EV_SET(&change, processId, EVFILT_PROC, EV_ADD, NOTE_EXIT, 0, nullptr);
    if (::kevent(queue.get(), &change, 1, nullptr, 0, nullptr) == 0)
        return queue;
    if (errno != ESRCH)
        return std::unexpected(errorFromErrno(errno, "watch process " + std::to_string(processId)));
    // It ended already: make the queue readable by hand.
    EV_SET(&change, 1, EVFILT_USER, EV_ADD, NOTE_TRIGGER, 0, nullptr);
    if (::kevent(queue.get(), &change, 1, nullptr, 0, nullptr) != 0)
        return std::unexpected(errorFromErrno(errno, "watch process " + std::to_string(processId)));
    return queue;
}

#endif

bool waitReadable(int descriptor, std::chrono::milliseconds limit) {
    const Deadline deadline = deadlineAfter(limit);
    while (true) {
        pollfd waited{descriptor, POLLIN, 0};
        const int ready = ::poll(&waited, 1, pollTimeout(deadline));
        if (ready > 0)
            return true;
        if (ready == 0 || errno != EINTR)
            return false;
    }
}

int reapChild(pid_t processId) {
    int status = 0;
    while (::waitpid(processId, &status, 0) < 0 && errno == EINTR) {}
    return status;
}

} // namespace ax
