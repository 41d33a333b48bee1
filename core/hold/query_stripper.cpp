// SPDX-License-Identifier: MIT
#include "core/hold/query_stripper.h"

#include <array>
#include <utility>

namespace ax {

namespace {

constexpr std::array<std::string_view, 2> Queries = {"\x1b]7501;?\x1b\\", "\x1b]7501;?\a"};

bool mayBegin(std::string_view tail) {
    for (const std::string_view query : Queries) {
        if (query.starts_with(tail))
            return true;
    }
    return false;
}

/// How much at the end may be the begin of a query.
std::size_t unfinishedQuery(std::string_view bytes) {
    const std::size_t longest = Queries[0].size() - 1;
    const std::size_t from = bytes.size() > longest ? bytes.size() - longest : 0;
    for (std::size_t at = bytes.find('\x1b', from); at != std::string_view::npos;
         at = bytes.find('\x1b', at + 1)) {
        if (mayBegin(bytes.substr(at)))
            return bytes.size() - at;
    }
    return 0;
}

} // namespace

std::string_view QueryStripper::pass(std::string_view bytes) {
    const bool isUsual = m_held.empty() && !bytes.contains("\x1b]7501;") && unfinishedQuery(bytes) == 0;
    if (isUsual)
        return bytes;
    m_out = std::exchange(m_held, {});
    m_out += bytes;
    for (const std::string_view query : Queries) {
        for (std::size_t at = m_out.find(query); at != std::string::npos; at = m_out.find(query, at)) {
            m_out.erase(at, query.size());
            ++m_questions;
        }
    }
    const std::size_t unfinished = unfinishedQuery(m_out);
    m_held = m_out.substr(m_out.size() - unfinished);
    m_out.resize(m_out.size() - unfinished);
    return m_out;
}

std::string_view QueryStripper::rest() {
    m_out = std::exchange(m_held, {});
    return m_out;
}

} // namespace ax
