// SPDX-License-Identifier: MIT
#include "core/base/deadline.h"
#include "core/base/descriptor.h"
#include "core/base/directory_watcher.h"
#include "core/base/paths.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <map>
#include <poll.h>
#include <set>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

namespace ax {

namespace {

constexpr std::uint32_t Mask = IN_MODIFY | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO |
                               IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR | IN_EXCL_UNLINK;

class InotifyWatcher final : public DirectoryWatcher {
public:
    InotifyWatcher(Descriptor inotify, Descriptor wakeUp)
        : m_inotify(std::move(inotify)), m_wakeUp(std::move(wakeUp)) {}

    Result<void> watch(const std::string& folder) override;
    void unwatch(const std::string& folder) override;
    Changes wait(std::optional<std::chrono::milliseconds> timeout) override;
    void wake() override;

private:
    struct Found {
        std::set<std::string> paths;
        bool overflowed = false;
    };

    void readEvents(Found& found);
    void note(const inotify_event& event, Found& found);
    void detach(const std::string& folder, int watch);
    bool takeWakeUp();

    Descriptor m_inotify;
    Descriptor m_wakeUp;
    std::map<std::string, int, std::less<>> m_watches;
    std::map<int, std::set<std::string>> m_folders; ///< two names of one folder share a watch
};

Result<void> InotifyWatcher::watch(const std::string& folder) {
    const int watch = ::inotify_add_watch(m_inotify.get(), folder.c_str(), Mask);
    if (watch < 0 && errno == ENOSPC)
        return std::unexpected(
            Error{ErrorCode::NoSpace, "cannot watch " + folder +
                                          ": the kernel's limit of watches is reached; raise the setting "
                                          "fs.inotify.max_user_watches"});
    if (watch < 0)
        return std::unexpected(errorFromErrno(errno, "watch " + folder));
    // A folder that was replaced under its name has a new watch by now.
    const auto known = m_watches.find(folder);
    if (known != m_watches.end() && known->second != watch)
        detach(folder, known->second);
    m_watches[folder] = watch;
    m_folders[watch].insert(folder);
    return {};
}

void InotifyWatcher::unwatch(const std::string& folder) {
    const auto known = m_watches.find(folder);
    if (known == m_watches.end())
        return;
    const int watch = known->second;
    m_watches.erase(known);
    detach(folder, watch);
}

void InotifyWatcher::detach(const std::string& folder, int watch) {
    const auto names = m_folders.find(watch);
    if (names == m_folders.end())
        return;
    names->second.erase(folder);
    if (names->second.empty()) {
        m_folders.erase(names);
        ::inotify_rm_watch(m_inotify.get(), watch);
    }
}

DirectoryWatcher::Changes InotifyWatcher::wait(std::optional<std::chrono::milliseconds> timeout) {
    const Deadline deadline = deadlineAfter(timeout);
    Found found;
    bool woken = false;
    while (true) {
        std::array<pollfd, 2> descriptors{pollfd{m_inotify.get(), POLLIN, 0},
                                          pollfd{m_wakeUp.get(), POLLIN, 0}};
        const int ready = ::poll(descriptors.data(), descriptors.size(), pollTimeout(deadline));
        if (ready > 0) {
            woken = takeWakeUp();
            readEvents(found);
        }
        if (woken || found.overflowed || !found.paths.empty() || hasPassed(deadline))
            return {{found.paths.begin(), found.paths.end()}, found.overflowed, woken};
    }
}

bool InotifyWatcher::takeWakeUp() {
    std::uint64_t count = 0;
    return ::read(m_wakeUp.get(), &count, sizeof count) == sizeof count;
}

void InotifyWatcher::wake() {
    const std::uint64_t one = 1;
    // Fails only when the counter is full, and then the waiter wakes anyway.
    [[maybe_unused]] const auto written = ::write(m_wakeUp.get(), &one, sizeof one);
}

void InotifyWatcher::readEvents(Found& found) {
    alignas(inotify_event) std::array<char, 64 * 1024> buffer;
    while (true) {
        const auto size = ::read(m_inotify.get(), buffer.data(), buffer.size());
        if (size < 0 && errno == EINTR)
            continue;
        if (size <= 0)
            return;
        for (const char* at = buffer.data(); at < buffer.data() + size;) {
            const auto& event = *reinterpret_cast<const inotify_event*>(at);
            note(event, found);
            at += sizeof(inotify_event) + event.len;
        }
    }
}

void InotifyWatcher::note(const inotify_event& event, Found& found) {
    if ((event.mask & IN_Q_OVERFLOW) != 0)
        found.overflowed = true;
    const auto names = m_folders.find(event.wd);
    if (names == m_folders.end()) // unwatched in the meantime
        return;
    const bool gone = (event.mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED | IN_UNMOUNT)) != 0;
    for (const std::string& folder : names->second)
        found.paths.insert(event.len > 0 ? joinPath(folder, event.name) : folder);
    if (!gone)
        return;
    for (const std::string& folder : names->second)
        m_watches.erase(folder);
    m_folders.erase(names);
    if ((event.mask & IN_MOVE_SELF) != 0) // it lives on under a name that we do not know
        ::inotify_rm_watch(m_inotify.get(), event.wd);
}

} // namespace

Result<std::unique_ptr<DirectoryWatcher>> DirectoryWatcher::create() {
    Descriptor inotify(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
    if (!inotify && errno == EMFILE)
        return std::unexpected(Error{
            ErrorCode::NoSpace, "cannot watch folders: the kernel's limit of watchers is reached; raise the "
                                "setting fs.inotify.max_user_instances"});
    if (!inotify)
        return std::unexpected(errorFromErrno(errno, "watch folders"));
    Descriptor wakeUp(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC));
    if (!wakeUp)
        return std::unexpected(errorFromErrno(errno, "watch folders"));
    return std::make_unique<InotifyWatcher>(std::move(inotify), std::move(wakeUp));
}

} // namespace ax
