// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace ax {

/// Which message ids a transcript has shown so far. An index keeps one for each file it ever read, so it
/// holds 64-bit hashes in a flat table (about 12 bytes an id) and not the ids: a false "seen before" has odds
/// of one in 10^14 for a session of a thousand answers, and would cost one answer's tokens.
class MessageIdSet {
public:
    /// True when `id` was not in the set yet.
    bool insert(std::string_view id);
    bool contains(std::string_view id) const;

private:
    void grow();
    std::size_t slotOf(std::uint64_t hash) const;

    std::vector<std::uint64_t> m_slots; ///< a power of two; 0 is a free slot
    std::size_t m_used = 0;
};

} // namespace ax
