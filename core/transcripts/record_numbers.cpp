// SPDX-License-Identifier: MIT
#include "core/transcripts/record_numbers.h"

#include "core/transcripts/json_line.h"

#include <algorithm>
#include <optional>

namespace ax {

namespace {

constexpr std::uint64_t Stretch = 1 << 20; // bytes

bool isWhole(std::string_view text) {
    JsonLine line;
    return line.visit(text, [](simdjson::ondemand::object members) {
        for (auto member : members) {
            simdjson::ondemand::value value;
            if (member.value().get(value) != simdjson::SUCCESS)
                return false;
        }
        return true;
    });
}

} // namespace

Result<std::uint64_t> RecordNumbers::count() {
    const auto end = m_source->end();
    if (!end)
        return std::unexpected(end.error());
    if (*end < m_end)
        m_places = {Place{}};
    m_end = *end;
    std::uint64_t number = m_places.back().before;
    std::optional<Place> unfinished; // the next count begins here again
    const auto visit = [&](const RecordSource::Record& record) {
        if (record.mayBeUnfinished) {
            if (!unfinished)
                unfinished = Place{record.position, number};
            if (!isWhole(record.text))
                return;
        }
        ++number;
    };
    std::uint64_t position = m_places.back().position;
    while (position < *end) {
        const auto next = m_source->endOfStretch(position, Stretch);
        if (!next)
            return std::unexpected(next.error());
        if (*next <= position)
            break;
        if (const auto read = m_source->read(position, *next, visit); !read)
            return std::unexpected(read.error());
        position = *next;
        if (!unfinished)
            m_places.push_back({position, number});
    }
    if (unfinished && unfinished->position > m_places.back().position)
        m_places.push_back(*unfinished);
    return number;
}

Result<void> RecordNumbers::read(std::uint64_t after, std::uint64_t upTo, const Visitor& visit) {
    auto place = std::ranges::upper_bound(m_places, after, {}, &Place::before);
    --place; // the first one has nothing before it
    std::uint64_t number = place->before;
    const auto count = [&](const RecordSource::Record& record) {
        if (record.mayBeUnfinished && !isWhole(record.text))
            return;
        if (++number > after && number <= upTo)
            visit(number, record);
    };
    std::uint64_t position = place->position;
    while (position < m_end && number < upTo) {
        const auto next = m_source->endOfStretch(position, Stretch);
        if (!next)
            return std::unexpected(next.error());
        if (*next <= position)
            break;
        if (auto read = m_source->read(position, std::min(*next, m_end), count); !read)
            return read;
        position = *next;
    }
    return {};
}

std::uint64_t RecordNumbers::beforeStretchOf(std::uint64_t number) const {
    auto place = std::ranges::lower_bound(m_places, number, {}, &Place::before);
    return place == m_places.begin() ? 0 : (--place)->before;
}

} // namespace ax
