// SPDX-License-Identifier: MIT
// macOS and the BSDs. A kqueue tells that a folder's list of entries changed, not which entry, and nothing of
// appends: so each file in a watched folder is watched by itself, and a changed folder is listed anew.
#include "core/base/deadline.h"
#include "core/base/descriptor.h"
#include "core/base/directory_watcher.h"
#include "core/base/paths.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <map>
#include <set>
#include <sys/event.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef O_EVTONLY
#define O_EVTONLY (O_RDONLY | O_NONBLOCK) // macOS has a mode that does not hold up unmounting
#endif

namespace ax {

namespace {

constexpr unsigned FolderNotes = NOTE_WRITE | NOTE_DELETE | NOTE_RENAME | NOTE_REVOKE;
constexpr unsigned FileNotes = NOTE_WRITE | NOTE_EXTEND | NOTE_DELETE | NOTE_RENAME;
constexpr unsigned GoneNotes = NOTE_DELETE | NOTE_RENAME | NOTE_REVOKE;

class KqueueWatcher final : public DirectoryWatcher {
public:
    explicit KqueueWatcher(Descriptor queue) : m_queue(std::move(queue)) {}

    Result<void> watch(const std::string& folder) override;
    void unwatch(const std::string& folder) override;
    Changes wait(std::optional<std::chrono::milliseconds> timeout) override;
    void wake() override;

private:
    struct Folder {
        Descriptor descriptor;
        std::map<std::string, Descriptor> entries; ///< by full path; none for those that cannot be opened
    };

    Result<Descriptor> open(const std::string& path, int flags, unsigned notes);
    void note(int descriptor, unsigned notes, Changes& changes);
    Result<void> listAnew(const std::string& path, Folder& folder, std::vector<std::string>* changed);
    void forget(const Folder& folder);

    Descriptor m_queue;
    std::map<std::string, Folder> m_folders;
    std::map<int, std::pair<std::string, std::string>> m_names; ///< descriptor -> folder, entry ("": itself)
};

Result<Descriptor> KqueueWatcher::open(const std::string& path, int flags, unsigned notes) {
    Descriptor descriptor(::open(path.c_str(), O_EVTONLY | O_CLOEXEC | flags));
    if (!descriptor && (errno == EMFILE || errno == ENFILE))
        return std::unexpected(
            Error{ErrorCode::NoSpace,
                  "cannot watch " + path + ": too many open files; raise the limit with `ulimit -n`"});
    if (!descriptor)
        return std::unexpected(errorFromErrno(errno, "watch " + path));
    struct kevent change{};
    EV_SET(&change, static_cast<uintptr_t>(descriptor.get()), EVFILT_VNODE, EV_ADD | EV_CLEAR, notes, 0,
           nullptr);
    if (::kevent(m_queue.get(), &change, 1, nullptr, 0, nullptr) != 0)
        return std::unexpected(errorFromErrno(errno, "watch " + path));
    return descriptor;
}

/// Brings `entries` in line with the folder; new and vanished ones go to `changed`.
Result<void> KqueueWatcher::listAnew(const std::string& path, Folder& folder,
                                     std::vector<std::string>* changed) {
    const std::unique_ptr<DIR, int (*)(DIR*)> stream(::opendir(path.c_str()), &::closedir);
    if (!stream)
        return std::unexpected(errorFromErrno(errno, "watch " + path));
    std::set<std::string> present;
    Result<void> result;
    while (const dirent* entry = ::readdir(stream.get())) {
        const std::string_view name(entry->d_name);
        if (name == "." || name == "..")
            continue;
        const std::string full = joinPath(path, name);
        present.insert(full);
        if (folder.entries.contains(full))
            continue;
        auto descriptor = open(full, 0, FileNotes);
        if (!descriptor && descriptor.error().code == ErrorCode::NoSpace)
            result = std::unexpected(descriptor.error());
        if (descriptor)
            m_names[descriptor->get()] = {path, full};
        folder.entries.emplace(full, descriptor ? std::move(*descriptor) : Descriptor());
        if (changed != nullptr)
            changed->push_back(full);
    }
    std::erase_if(folder.entries, [&](const auto& entry) {
        if (present.contains(entry.first))
            return false;
        m_names.erase(entry.second.get());
        if (changed != nullptr)
            changed->push_back(entry.first);
        return true;
    });
    return result;
}

Result<void> KqueueWatcher::watch(const std::string& folder) {
    struct stat known{};
    struct stat present{};
    const auto found = m_folders.find(folder);
    if (found != m_folders.end()) {
        if (::fstat(found->second.descriptor.get(), &known) == 0 && ::stat(folder.c_str(), &present) == 0 &&
            known.st_dev == present.st_dev && known.st_ino == present.st_ino)
            return {};
        unwatch(folder); // replaced under its name
    }
    auto descriptor = open(folder, O_DIRECTORY, FolderNotes);
    if (!descriptor)
        return std::unexpected(descriptor.error());
    Folder entry{std::move(*descriptor), {}};
    m_names[entry.descriptor.get()] = {folder, ""};
    if (auto listed = listAnew(folder, entry, nullptr); !listed) {
        forget(entry);
        return listed;
    }
    m_folders.emplace(folder, std::move(entry));
    return {};
}

void KqueueWatcher::unwatch(const std::string& folder) {
    const auto found = m_folders.find(folder);
    if (found == m_folders.end())
        return;
    forget(found->second);
    m_folders.erase(found);
}

void KqueueWatcher::forget(const Folder& folder) {
    m_names.erase(folder.descriptor.get());
    for (const auto& [path, descriptor] : folder.entries)
        m_names.erase(descriptor.get());
}

void KqueueWatcher::note(int descriptor, unsigned notes, Changes& changes) {
    const auto name = m_names.find(descriptor);
    if (name == m_names.end())
        return;
    const auto [path, entry] = name->second;
    const auto folder = m_folders.find(path);
    if (folder == m_folders.end())
        return;
    changes.paths.push_back(entry.empty() ? path : entry);
    if (!entry.empty()) {
        if ((notes & GoneNotes) == 0)
            return;
        // A file that was replaced under its name: watch the new one.
        m_names.erase(name);
        folder->second.entries.erase(entry);
    } else if ((notes & GoneNotes) != 0) {
        unwatch(path);
        return;
    }
    if (!listAnew(path, folder->second, &changes.paths))
        changes.overflowed = true;
}

DirectoryWatcher::Changes KqueueWatcher::wait(std::optional<std::chrono::milliseconds> timeout) {
    const Deadline deadline = deadlineAfter(timeout);
    Changes changes;
    while (true) {
        const int milliseconds = pollTimeout(deadline);
        const timespec left{.tv_sec = milliseconds / 1000, .tv_nsec = milliseconds % 1000 * 1'000'000L};
        std::array<struct kevent, 256> events{};
        const int count = ::kevent(m_queue.get(), nullptr, 0, events.data(), static_cast<int>(events.size()),
                                   milliseconds < 0 ? nullptr : &left);
        for (int i = 0; i < count; ++i) {
            const auto& event = events[static_cast<std::size_t>(i)];
            if (event.filter == EVFILT_USER)
                changes.woken = true;
            else
                note(static_cast<int>(event.ident), event.fflags, changes);
        }
        if (!changes.paths.empty() || changes.overflowed || changes.woken || hasPassed(deadline))
            break;
    }
    std::ranges::sort(changes.paths);
    const auto repeated = std::ranges::unique(changes.paths);
    changes.paths.erase(repeated.begin(), repeated.end());
    return changes;
}

void KqueueWatcher::wake() {
    struct kevent change{};
    EV_SET(&change, 0, EVFILT_USER, 0, NOTE_TRIGGER, 0, nullptr);
    ::kevent(m_queue.get(), &change, 1, nullptr, 0, nullptr);
}

} // namespace

Result<std::unique_ptr<DirectoryWatcher>> DirectoryWatcher::create() {
    Descriptor queue(::kqueue());
    struct kevent change{};
    EV_SET(&change, 0, EVFILT_USER, EV_ADD | EV_CLEAR, 0, 0, nullptr);
    if (!queue || ::kevent(queue.get(), &change, 1, nullptr, 0, nullptr) != 0)
        return std::unexpected(errorFromErrno(errno, "watch folders"));
    return std::make_unique<KqueueWatcher>(std::move(queue));
}

} // namespace ax
