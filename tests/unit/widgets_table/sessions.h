// SPDX-License-Identifier: MIT
#pragma once

#include "core/index/session.h"

#include <algorithm>
#include <functional>
#include <initializer_list>
#include <random>
#include <string>
#include <vector>

namespace ax::test {

/// A moment that all tests share; ages count back from it.
inline Timestamp noon() {
    return Timestamp(std::chrono::sys_days(std::chrono::year(2026) / 3 / 14) + std::chrono::hours(12));
}

inline SessionPointer session(const std::string& id, const std::function<void(Session&)>& change = {}) {
    auto made = std::make_shared<Session>();
    made->harness = "claude";
    made->id = id;
    made->title = "Title of " + id;
    made->directory = "/home/ann/src/api";
    made->model = "claude-opus-5-5";
    made->last = noon();
    if (change) {
        change(*made);
    }
    return made;
}

inline SessionPointer changed(const SessionPointer& before, const std::function<void(Session&)>& change) {
    auto after = std::make_shared<Session>(*before);
    change(*after);
    return after;
}

inline SnapshotPointer snapshotOf(std::vector<SessionPointer> sessions) {
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->sessions = std::move(sessions);
    return snapshot;
}

inline SnapshotPointer snapshotOf(std::initializer_list<const char*> ids) {
    std::vector<SessionPointer> sessions;
    for (const char* id : ids) {
        sessions.push_back(session(id));
    }
    return snapshotOf(std::move(sessions));
}

/// Newest first, unknown times last, ties by key: the order that a snapshot promises.
inline void sortAsSnapshot(std::vector<SessionPointer>& sessions) {
    std::ranges::sort(sessions, [](const SessionPointer& one, const SessionPointer& other) {
        if (one->last != other->last) {
            return one->last > other->last; // nothing is less than any time
        }
        return one->key() < other->key();
    });
}

/// Sessions with few distinct values in each field, so that ties, gaps and shared prefixes are many.
class RandomSessions {
public:
    explicit RandomSessions(unsigned seed) : m_random(seed) {}

    unsigned below(unsigned limit) { return static_cast<unsigned>(m_random() % limit); }

    SessionPointer make() {
        return session("s" + std::to_string(m_next++), [this](Session& row) { vary(row); });
    }

    void vary(Session& row) {
        static constexpr const char* Titles[] = {"",
                                                 "Fix the flaky integration test",
                                                 "Fix the flaky integration tests",
                                                 "fix",
                                                 "Überprüfe den Übersetzer",
                                                 "解析器を移植する",
                                                 "exactly8",
                                                 "exactly8x"};
        static constexpr const char* Folders[] = {"", "/home/ann/src/api", "/home/ann/src/blog", "/srv/api"};
        static constexpr const char* Harnesses[] = {"claude", "codex", "pi"};
        static constexpr const char* Models[] = {"", "claude-opus-5-5", "gpt-6-astra", "glm-6"};
        row.harness = Harnesses[below(3)];
        row.title = Titles[below(8)];
        row.directory = Folders[below(4)];
        row.model = Models[below(4)];
        row.contextWindow = below(3) == 0 ? 0 : 200'000;
        row.contextTokens = below(5) * 40'000;
        row.cost = {static_cast<CostBasis>(below(3)), below(4) * 0.75};
        row.status.status = static_cast<Status>(below(7));
        row.last = below(8) == 0 ? std::nullopt : std::optional(noon() - std::chrono::minutes(below(500)));
    }

private:
    std::mt19937 m_random;
    int m_next = 0;
};

} // namespace ax::test
