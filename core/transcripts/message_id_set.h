// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_stream.h"

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace ax {

/// A message id as 64 bits, the same in every run and never 0.
std::uint64_t messageIdHash(std::string_view id);
/// Of two texts that are an id together.
std::uint64_t messageIdHash(std::string_view one, std::string_view other);

/// Which message ids a transcript has shown so far. An index keeps one for each file it ever read, so it
/// holds 64-bit hashes in a flat table (about 12 bytes an id) and not the ids: a false "seen before" has odds
/// of one in 10^14 for a session of a thousand answers, and would cost one answer's tokens.
class MessageIdSet {
public:
    /// True when the hash was not in the set yet.
    bool insert(std::uint64_t hash);
    void insert(const MessageIdSet& others);
    bool contains(std::uint64_t hash) const;
    std::size_t size() const { return m_used; }

    void save(ByteWriter& to) const;
    bool restore(ByteReader& from);

private:
    void grow();
    std::size_t slotOf(std::uint64_t hash) const;

    std::vector<std::uint64_t> m_slots; ///< a power of two; 0 is a free slot
    std::size_t m_used = 0;
};

/// Answers that a transcript begins with and that belong to another session; null when there are none.
using InheritedAnswers = std::shared_ptr<const MessageIdSet>;

} // namespace ax
