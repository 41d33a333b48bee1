// SPDX-License-Identifier: MIT
#include "widgets/session/found_places.h"

#include <algorithm>

namespace ax::widgets {

void FoundPlaces::add(const std::vector<FoundRecord>& records) {
    const auto known = static_cast<std::ptrdiff_t>(m_records.size());
    for (const FoundRecord& record : records)
        m_total += record.matches;
    m_records.insert(m_records.end(), records.begin(), records.end());
    std::ranges::inplace_merge(m_records, m_records.begin() + known, {}, &FoundRecord::position);
}

std::size_t FoundPlaces::ordinal() const {
    return m_current ? matchesSince(0) + 1 : 0;
}

std::size_t FoundPlaces::matchesSince(std::uint64_t position) const {
    if (!m_current)
        return 0;
    std::size_t matches = m_current->match;
    auto record = std::ranges::lower_bound(m_records, position, {}, &FoundRecord::position);
    for (; record != m_records.end() && record->position < m_current->position; ++record)
        matches += record->matches;
    return matches;
}

std::optional<FoundPlaces::Place> FoundPlaces::step(Direction direction, std::uint64_t from) {
    if (m_records.empty())
        return std::nullopt;
    const std::uint64_t position = m_current ? m_current->position : from;
    auto record = std::ranges::lower_bound(m_records, position, {}, &FoundRecord::position);
    const bool onRecord = m_current && record != m_records.end() && record->position == position;
    if (direction == Direction::Forward) {
        if (onRecord && m_current->match + 1 < record->matches) {
            ++m_current->match;
            return m_current;
        }
        if (onRecord)
            ++record;
        if (record == m_records.end())
            record = m_records.begin();
        m_current = Place{.position = record->position, .match = 0};
        return m_current;
    }
    if (onRecord && m_current->match > 0) {
        --m_current->match;
        return m_current;
    }
    record = record == m_records.begin() ? std::prev(m_records.end()) : std::prev(record);
    m_current = Place{.position = record->position, .match = record->matches - 1};
    return m_current;
}

} // namespace ax::widgets
