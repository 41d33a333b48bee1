// SPDX-License-Identifier: MIT
#include "core/archive/history_keeper.h"

#include "core/base/thread_priority.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

namespace ax {

namespace {

constexpr auto Quiet = std::chrono::minutes(10);
/// Snapshots come many times a second while agents work, and what is due changes by the minute.
constexpr auto ShortestInterval = std::chrono::seconds(10);

using SteadyClock = std::chrono::steady_clock;

void noteEarlier(std::optional<Timestamp>& next, Timestamp time) {
    next = next ? std::min(*next, time) : time;
}

bool isEqual(const HistoryState& left, const HistoryState& right) {
    return left.settings == right.settings && left.policies == right.policies && left.kept == right.kept &&
           left.storedSize == right.storedSize && left.problem == right.problem &&
           std::ranges::equal(left.expiring, right.expiring, [](const auto& one, const auto& other) {
               return one.session == other.session && one.when == other.when;
           });
}

} // namespace

HistoryPlan planHistory(const Snapshot& snapshot, const RetentionPolicies& policies,
                        const HistoryArchive& archive, Timestamp now) {
    HistoryPlan plan;
    std::vector<ExpiringSession> due;
    for (const SessionPointer& session : snapshot.sessions) {
        if (session->isKeptCopy || !session->fileModified())
            continue;
        const auto deletion = whenDeleted(*session, policies);
        const bool isExpiring = deletion && *deletion <= now + WarningTime;
        if (deletion && !isExpiring)
            noteEarlier(plan.next, *deletion - WarningTime); // the warning appears then
        if (archive.isCurrent(*session))
            continue;
        const Timestamp quiet = std::min(*session->fileModified(), now) + Quiet; // files from the future, too
        if (isExpiring || quiet <= now)
            due.push_back({session, deletion.value_or(Timestamp::max())});
        else
            noteEarlier(plan.next, quiet);
    }
    std::ranges::stable_sort(due, {}, &ExpiringSession::when);
    for (ExpiringSession& session : due)
        plan.due.push_back(std::move(session.session));
    return plan;
}

class HistoryKeeper::Private {
public:
    Private(Context context, Listener listener)
        : m_context(std::move(context)), m_listener(std::move(listener)),
          m_archive(m_context.files, m_context.clock, m_context.paths, m_context.config),
          m_settings(loadHistorySettings(m_context.files, m_context.paths)), m_thread([this] { run(); }) {}

    ~Private() {
        post([this] { m_stopping = true; });
        m_cancelled = true;
        m_thread.join();
    }

    void setSnapshot(SnapshotPointer snapshot) {
        post([&] { m_snapshot = std::move(snapshot); });
    }
    void setSettings(const HistorySettings& settings) {
        m_cancelled = true; // a copy under way may be what the person just switched off
        post([&] {
            m_settings = settings;
            m_settingsAreNew = true;
        });
    }

    void restore(const std::string& sessionKey) {
        post([&] { m_restores.push_back(sessionKey); });
    }

private:
    template <class Change>
    void post(Change change) {
        {
            const std::lock_guard lock(m_mutex);
            change();
            m_hasNews = true;
        }
        m_wake.notify_one();
    }

    struct Orders {
        SnapshotPointer snapshot;
        HistorySettings settings;
        bool settingsAreNew = false;
        std::vector<std::string> restores; ///< keys
    };

    void run();
    std::optional<Orders> waitForOrders();
    void look(const Orders& orders);
    void keepAll(const Orders& orders, const HistoryPlan& plan);
    void publish(const Orders& orders);
    bool isUrgent() const { return m_stopping || m_settingsAreNew || !m_restores.empty(); }
    bool hasUrgentNews() {
        const std::lock_guard lock(m_mutex);
        return isUrgent();
    }
    void restoreAll(const Orders& orders);

    Context m_context;
    Listener m_listener;
    HistoryArchive m_archive;
    RetentionPolicies m_policies;
    std::string m_problem;
    std::optional<Timestamp> m_next;
    SteadyClock::time_point m_lastLook;
    HistoryStatePointer m_published;
    std::atomic<bool> m_cancelled = false;

    std::mutex m_mutex; ///< guards the next seven
    std::condition_variable m_wake;
    SnapshotPointer m_snapshot;
    HistorySettings m_settings;
    bool m_settingsAreNew = false;
    std::vector<std::string> m_restores;
    bool m_hasNews = false;
    bool m_stopping = false;
    std::thread m_thread; ///< last: it uses all of the above
};

void HistoryKeeper::Private::run() {
    yieldToOtherWork();
    if (auto refreshed = m_archive.refresh(); !refreshed)
        m_problem = refreshed.error().message;
    while (const auto orders = waitForOrders())
        look(*orders);
}

/// Nothing when it is time to end.
std::optional<HistoryKeeper::Private::Orders> HistoryKeeper::Private::waitForOrders() {
    std::unique_lock lock(m_mutex);
    const auto isDue = [this] { return isUrgent() || (m_hasNews && m_snapshot); };
    if (m_next) {
        const auto left =
            std::max<std::chrono::nanoseconds>(*m_next - m_context.clock.now(), ShortestInterval);
        m_wake.wait_for(lock, std::min<std::chrono::nanoseconds>(left, std::chrono::hours(24)), isDue);
    } else {
        m_wake.wait(lock, isDue);
    }
    // The first look comes at once; later ones wait for more of the same.
    if (m_published && !isUrgent())
        m_wake.wait_until(lock, m_lastLook + ShortestInterval, [this] { return isUrgent(); });
    if (m_stopping)
        return std::nullopt;
    if (!m_settingsAreNew) // the command line may have changed them
        m_settings = loadHistorySettings(m_context.files, m_context.paths);
    Orders orders{m_snapshot ? m_snapshot : std::make_shared<const Snapshot>(), m_settings, m_settingsAreNew,
                  std::exchange(m_restores, {})};
    m_settingsAreNew = false;
    m_hasNews = false;
    m_cancelled = false;
    return orders;
}

void HistoryKeeper::Private::look(const Orders& orders) {
    m_lastLook = SteadyClock::now();
    m_problem.clear();
    if (orders.settingsAreNew) {
        if (auto saved = saveHistorySettings(m_context.files, m_context.paths, orders.settings); !saved)
            m_problem = saved.error().message;
    }
    restoreAll(orders);
    m_policies = loadRetentionPolicies(m_context.files, {.config = m_context.config,
                                                         .paths = m_context.paths,
                                                         .projects = projectsOf(*orders.snapshot),
                                                         .managedSettings = managedClaudeSettings()});
    const HistoryPlan plan = planHistory(*orders.snapshot, m_policies, m_archive, m_context.clock.now());
    m_next = plan.next;
    publish(orders);
    if (orders.settings.isOn()) {
        keepAll(orders, plan);
        publish(orders);
    }
}

void HistoryKeeper::Private::restoreAll(const Orders& orders) {
    for (const std::string& key : orders.restores) {
        const auto restored = m_archive.restore(key);
        if (!restored)
            m_problem = restored.error().message;
        else if (!restored->problems.empty())
            m_problem = restored->problems.front();
    }
}

void HistoryKeeper::Private::keepAll(const Orders& orders, const HistoryPlan& plan) {
    for (const SessionPointer& session : plan.due) {
        if (hasUrgentNews())
            return;
        const auto kept = m_archive.keep(*session, orders.settings.limit, m_cancelled);
        if (kept || kept.error().code == ErrorCode::NotFound || kept.error().code == ErrorCode::Unsupported ||
            kept.error().code == ErrorCode::Busy)
            continue; // gone meanwhile, or written again: the next snapshot says so
        if (m_problem.empty())
            m_problem = kept.error().message;
        if (kept.error().code == ErrorCode::NoSpace)
            return;
    }
}

void HistoryKeeper::Private::publish(const Orders& orders) {
    HistoryState state{.settings = orders.settings,
                       .policies = m_policies,
                       .expiring = expiringSessions(*orders.snapshot, m_policies, m_context.clock.now()),
                       .kept = {},
                       .storedSize = m_archive.index().storedSize(),
                       .problem = m_problem};
    for (const auto& [path, file] : m_archive.index().files()) {
        if (!file.session.empty())
            state.kept.insert(file.session);
    }
    if (m_published && isEqual(*m_published, state))
        return;
    m_published = std::make_shared<const HistoryState>(std::move(state));
    m_listener(m_published);
}

HistoryKeeper::HistoryKeeper(Context context, Listener listener)
    : d(std::make_unique<Private>(std::move(context), std::move(listener))) {
}
HistoryKeeper::~HistoryKeeper() = default;

void HistoryKeeper::setSnapshot(SnapshotPointer snapshot) {
    d->setSnapshot(std::move(snapshot));
}
void HistoryKeeper::setSettings(const HistorySettings& settings) {
    d->setSettings(settings);
}
void HistoryKeeper::restore(const std::string& sessionKey) {
    d->restore(sessionKey);
}

} // namespace ax
