// SPDX-License-Identifier: MIT
#include "core/index/live_index.h"

#include "core/index/blind_watcher.h"
#include "core/index/process_end_watch.h"

#include <algorithm>
#include <chrono>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <utility>
#include <vector>

namespace ax {

namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr auto ShortestInterval = std::chrono::milliseconds(30);
constexpr std::size_t MostProblems = 5;
constexpr auto SaveAfter = std::chrono::seconds(10); ///< of the first change that the cache does not have

std::unique_ptr<DirectoryWatcher> makeWatcher() {
    auto watcher = DirectoryWatcher::create();
    if (watcher)
        return std::move(*watcher);
    return std::make_unique<BlindWatcher>(watcher.error());
}

/// What has happened since the last look at the disk.
struct News {
    std::set<std::string> paths;
    bool everything = false;
    bool witnesses = false; ///< reports and terminals of ours
    bool time = false;      ///< rows change by the clock

    bool isEmpty() const { return paths.empty() && !everything && !witnesses && !time; }
};

} // namespace

class LiveIndex::Private {
public:
    Private(IndexContext context, Listener listener, std::unique_ptr<DirectoryWatcher> watcher)
        : m_clock(context.clock), m_index(std::move(context)), m_listener(std::move(listener)),
          m_watcher(std::move(watcher)),
          m_processes([this](const std::string& stateFile) { noteEnded(stateFile); }),
          m_thread([this] { run(); }) {}
    ~Private() {
        m_index.abandonScan();
        post([this](News&) { m_stopping = true; });
        m_thread.join();
    }

    /// Runs on the index's thread before the next update.
    void post(std::function<void(News&)> order) {
        {
            const std::lock_guard lock(m_mutex);
            m_orders.push_back(std::move(order));
        }
        m_watcher->wake();
    }

    Timestamp now() const { return m_clock.now(); }
    SessionIndex& index() { return m_index; }
    void forgetWatches();

private:
    void run();
    News waitForNews();
    std::optional<std::chrono::milliseconds> saveWhenDue();
    std::optional<std::chrono::milliseconds> untilNextChange() const;
    void gather(News& news, std::optional<std::chrono::milliseconds> timeout);
    void applyNews(const News& news);
    void publish(SnapshotPointer snapshot);
    void followFolders();
    std::vector<std::string> watchNewFolders();
    void noteEnded(const std::string& stateFile);

    const Clock& m_clock;
    SessionIndex m_index;
    Listener m_listener;
    std::unique_ptr<DirectoryWatcher> m_watcher;
    std::set<std::string> m_watched;
    std::set<std::string> m_unwatchable; ///< tried again at a rescan
    std::vector<std::string> m_problems; ///< sentences on those
    SnapshotPointer m_published;
    SteadyClock::time_point m_lastLook;
    std::optional<SteadyClock::time_point> m_unsavedSince;
    bool m_stopping = false;

    std::mutex m_mutex; ///< guards the line below
    std::vector<std::function<void(News&)>> m_orders;

    ProcessEndWatch m_processes;
    std::thread m_thread; ///< last: it uses all of the above
};

void LiveIndex::Private::run() {
    if (SnapshotPointer known = m_index.recall())
        publish(std::move(known));
    applyNews({.paths = {}, .everything = true, .witnesses = false, .time = false});
    m_index.keepSnapshot();
    while (!m_stopping) {
        const News news = waitForNews();
        if (!m_stopping)
            applyNews(news);
    }
    m_index.saveCache();
}

/// Sleeps until there is something to do, and through the rest of the interval after the last look.
News LiveIndex::Private::waitForNews() {
    News news;
    while (news.isEmpty() && !m_stopping) {
        const auto untilSave = saveWhenDue();
        const auto untilChange = untilNextChange();
        gather(news, untilSave && untilChange ? std::min(untilSave, untilChange)
                                              : (untilSave ? untilSave : untilChange));
        const auto left = untilNextChange();
        news.time = left && *left <= std::chrono::milliseconds::zero();
    }
    while (!m_stopping) {
        const auto left = m_lastLook + ShortestInterval - SteadyClock::now();
        if (left <= SteadyClock::duration::zero())
            break;
        gather(news, std::chrono::ceil<std::chrono::milliseconds>(left));
    }
    return news;
}

/// Lays what was learned into the cache, not with each change. How long until then; nothing: all is there,
/// and nothing has to be waited for.
std::optional<std::chrono::milliseconds> LiveIndex::Private::saveWhenDue() {
    if (!m_index.hasUnsavedWork()) {
        m_unsavedSince.reset();
        return std::nullopt;
    }
    const auto now = SteadyClock::now();
    if (!m_unsavedSince)
        m_unsavedSince = now;
    const auto left = *m_unsavedSince + SaveAfter - now;
    if (left > SteadyClock::duration::zero())
        return std::chrono::ceil<std::chrono::milliseconds>(left);
    m_index.saveCache();
    m_unsavedSince.reset();
    return m_index.hasUnsavedWork() ? std::optional(std::chrono::milliseconds(SaveAfter)) : std::nullopt;
}

/// How long rows stay as they are while no file changes.
std::optional<std::chrono::milliseconds> LiveIndex::Private::untilNextChange() const {
    const auto next = m_index.timeOfNextChange();
    if (!next)
        return std::nullopt;
    constexpr auto Longest = std::chrono::milliseconds(std::chrono::hours(1));
    return std::clamp(std::chrono::ceil<std::chrono::milliseconds>(*next - m_clock.now()),
                      std::chrono::milliseconds::zero(), Longest);
}

void LiveIndex::Private::gather(News& news, std::optional<std::chrono::milliseconds> timeout) {
    DirectoryWatcher::Changes changes = m_watcher->wait(timeout);
    news.everything |= changes.overflowed;
    for (std::string& path : changes.paths) {
        m_watched.erase(path); // a watched folder that is named came, went or was replaced: watch it anew
        news.paths.insert(std::move(path));
    }
    std::vector<std::function<void(News&)>> orders;
    {
        const std::lock_guard lock(m_mutex);
        orders.swap(m_orders);
    }
    for (const auto& order : orders)
        order(news);
}

void LiveIndex::Private::applyNews(const News& news) {
    m_lastLook = SteadyClock::now();
    const std::vector<std::string> paths(news.paths.begin(), news.paths.end());
    if (news.everything) {
        m_unwatchable.clear();
        m_problems.clear();
        m_index.setWatchProblems({});
        m_index.scan([this](SnapshotPointer partial) { publish(std::move(partial)); });
    }
    publish(m_index.update(paths));
    followFolders();
}

void LiveIndex::Private::publish(SnapshotPointer snapshot) {
    if (snapshot == m_published)
        return;
    m_published = snapshot;
    m_listener(std::move(snapshot));
}

/// Watches what has appeared, and looks once more at what may have happened in there before the watch.
void LiveIndex::Private::followFolders() {
    for (auto added = watchNewFolders(); !added.empty(); added = watchNewFolders())
        publish(m_index.update(added));
    std::vector<ProcessEndWatch::Process> processes;
    for (SessionIndex::LiveProcess& process : m_index.processesToWatch())
        processes.push_back({.processId = process.processId, .tag = std::move(process.path)});
    m_processes.watch(processes);
}

std::vector<std::string> LiveIndex::Private::watchNewFolders() {
    std::vector<std::string> added;
    const std::size_t problemsBefore = m_problems.size();
    const std::vector<std::string> wanted = m_index.foldersToWatch();
    for (const std::string& folder : wanted) {
        if (m_watched.contains(folder) || m_unwatchable.contains(folder))
            continue;
        const auto result = m_watcher->watch(folder);
        if (result) {
            m_watched.insert(folder);
            added.push_back(folder);
        } else if (result.error().code != ErrorCode::NotFound) {
            m_unwatchable.insert(folder);
            if (m_problems.size() < MostProblems &&
                !std::ranges::contains(m_problems, result.error().message))
                m_problems.push_back(result.error().message);
        }
    }
    const std::set<std::string> kept(wanted.begin(), wanted.end());
    std::erase_if(m_watched, [&](const std::string& folder) {
        if (kept.contains(folder))
            return false;
        m_watcher->unwatch(folder);
        return true;
    });
    if (m_problems.size() > problemsBefore) {
        m_index.setWatchProblems(m_problems);
        publish(m_index.update({}));
    }
    return added;
}

/// They are set anew after the next look; what happened in between is seen by the look that follows a new
/// watch.
void LiveIndex::Private::forgetWatches() {
    for (const std::string& folder : std::exchange(m_watched, {}))
        m_watcher->unwatch(folder);
}

/// On the process watch's thread.
void LiveIndex::Private::noteEnded(const std::string& stateFile) {
    post([stateFile](News& news) { news.paths.insert(stateFile); });
}

LiveIndex::LiveIndex(IndexContext context, Listener listener)
    : LiveIndex(std::move(context), std::move(listener), makeWatcher()) {
}
LiveIndex::LiveIndex(IndexContext context, Listener listener, std::unique_ptr<DirectoryWatcher> watcher)
    : d(std::make_unique<Private>(std::move(context), std::move(listener), std::move(watcher))) {
}
LiveIndex::~LiveIndex() = default;

void LiveIndex::rescan() {
    d->post([this](News& news) {
        d->forgetWatches();
        news.everything = true;
    });
}

void LiveIndex::reportProgramStatus(const std::string& sessionKey, std::optional<ProgramStatus> status) {
    std::optional<Witnesses::Report> report;
    if (status)
        report = Witnesses::Report{.status = std::move(*status), .at = d->now()};
    d->post([this, sessionKey, report = std::move(report)](News& news) {
        d->index().setProgramReport(sessionKey, report);
        news.witnesses = true;
    });
}

void LiveIndex::sessionOpened(const std::string& sessionKey, const std::string& directory) {
    d->post([this, sessionKey, directory](News& news) {
        d->index().setRunsInOurTerminal(sessionKey, directory, true);
        news.witnesses = true;
    });
}

void LiveIndex::sessionClosed(const std::string& sessionKey) {
    d->post([this, sessionKey](News& news) {
        d->index().setRunsInOurTerminal(sessionKey, {}, false);
        d->index().setProgramReport(sessionKey, std::nullopt);
        news.witnesses = true;
    });
}

} // namespace ax
