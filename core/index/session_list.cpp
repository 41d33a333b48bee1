// SPDX-License-Identifier: MIT
#include "core/index/session_list.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <unordered_set>

namespace ax {

namespace {

/// Newest first; an unknown time is older than any.
bool comesBefore(const SessionPointer& one, const SessionPointer& other) {
    if (one->last != other->last)
        return one->last > other->last;
    return std::tie(one->harness, one->id) < std::tie(other->harness, other->id);
}

} // namespace

bool SessionList::apply(Changes changes) {
    std::vector<SessionPointer> fresh;
    fresh.reserve(changes.size());
    std::unordered_set<const Session*> outdated;
    const bool isFirst = m_sorted.empty(); // who lists once needs no keys
    if (m_byKey.empty()) {
        for (const SessionPointer& row : m_sorted)
            m_byKey.emplace(row->key(), row);
    }
    for (auto& [key, session] : changes) {
        const auto known = m_byKey.find(key);
        if (known != m_byKey.end()) {
            if (session && *session == *known->second)
                continue;
            outdated.insert(known->second.get());
            if (!session)
                m_byKey.erase(known);
        }
        if (session) {
            fresh.push_back(std::move(session));
            if (!isFirst)
                m_byKey.insert_or_assign(std::move(key), fresh.back());
        }
    }
    if (fresh.empty() && outdated.empty())
        return false;
    std::ranges::sort(fresh, comesBefore);
    std::erase_if(m_sorted, [&](const SessionPointer& row) { return outdated.contains(row.get()); });
    std::vector<SessionPointer> merged;
    merged.reserve(m_sorted.size() + fresh.size());
    std::ranges::merge(m_sorted, fresh, std::back_inserter(merged), comesBefore);
    m_sorted = std::move(merged);
    return true;
}

} // namespace ax
