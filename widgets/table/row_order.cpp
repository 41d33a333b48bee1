// SPDX-License-Identifier: MIT
#include "widgets/table/row_order.h"

#include <algorithm>
#include <array>
#include <bit>
#include <iterator>
#include <limits>
#include <numeric>
#include <string>
#include <string_view>

namespace ax::widgets {

namespace {

/// Ranks texts by comparing eight bytes at a time as numbers: titles begin alike by the thousand, and a
/// comparison that starts over at their first letter each time spends itself on what is equal.
class TextRanking {
public:
    TextRanking(std::span<const RowEntry> entries, std::span<const Slot> slots, SessionColumn column) {
        // Copied side by side first: sorting jumps between them, and memory is slow far apart.
        constexpr std::size_t UsualBytes = 64;
        m_bytes.reserve(slots.size() * UsualBytes);
        m_items.reserve(slots.size());
        m_starts.reserve(slots.size() + 1);
        m_starts.push_back(0);
        for (const Slot slot : slots) {
            m_bytes += entries[slot].textKey(column);
            m_items.push_back({0, static_cast<std::uint32_t>(m_items.size())});
            m_starts.push_back(m_bytes.size());
        }
        m_ranks.resize(slots.size());
        rank(m_items, 0);
    }

    /// Of each text, without gaps; equal texts share one. An empty text has the rank 0, all others more.
    const std::vector<std::uint32_t>& ranks() const { return m_ranks; }

private:
    struct Item {
        std::uint64_t bytes = 0;
        std::uint32_t text = 0;
    };

    /// The bytes from `offset` on, zero behind the end: folded text holds no zero itself.
    std::uint64_t bytesAt(std::uint32_t text, std::size_t offset) const {
        const std::size_t from = m_starts[text] + offset;
        std::array<char, sizeof(std::uint64_t)> bytes{};
        if (from < m_starts[text + 1]) {
            m_bytes.copy(bytes.data(), std::min(bytes.size(), m_starts[text + 1] - from), from);
        }
        const auto number = std::bit_cast<std::uint64_t>(bytes);
        return std::endian::native == std::endian::little ? std::byteswap(number) : number;
    }

    void rank(std::span<Item> items, std::size_t offset) {
        for (Item& item : items) {
            item.bytes = bytesAt(item.text, offset);
        }
        std::ranges::sort(items, {}, &Item::bytes);
        for (std::size_t first = 0; first < items.size();) {
            std::size_t end = first + 1;
            while (end < items.size() && items[end].bytes == items[first].bytes) {
                ++end;
            }
            const std::span<Item> alike = items.subspan(first, end - first);
            const bool ended = (items[first].bytes & 0xff) == 0;
            if (ended || alike.size() == 1) {
                assign(alike);
            } else {
                rank(alike, offset + sizeof(std::uint64_t));
            }
            first = end;
        }
    }

    void assign(std::span<const Item> equal) {
        const std::uint32_t text = equal.front().text;
        if (m_starts[text] != m_starts[text + 1]) {
            ++m_last;
        }
        for (const Item& item : equal) {
            m_ranks[item.text] = m_last;
        }
    }

    std::string m_bytes;
    std::vector<std::size_t> m_starts;
    std::vector<Item> m_items;
    std::vector<std::uint32_t> m_ranks;
    std::uint32_t m_last = 0;
};

/// A place for each rank, filled in the snapshot's order: no comparison at all.
std::vector<Slot> byText(std::span<const RowEntry> entries, std::span<const Slot> slots, SessionColumn column,
                         Qt::SortOrder direction) {
    const TextRanking ranking(entries, slots, column);
    const std::vector<std::uint32_t>& ranks = ranking.ranks();
    const std::uint32_t last = ranks.empty() ? 0 : std::ranges::max(ranks);
    const auto place = [&](std::uint32_t rank) {
        return rank == 0 ? last : direction == Qt::AscendingOrder ? rank - 1 : last - rank;
    };
    std::vector<std::size_t> starts(std::size_t(last) + 2);
    for (const std::uint32_t rank : ranks) {
        ++starts[place(rank) + 1];
    }
    std::partial_sum(starts.begin(), starts.end(), starts.begin());
    std::vector<Slot> sorted(slots.size());
    for (std::size_t i = 0; i < slots.size(); ++i) {
        sorted[starts[place(ranks[i])]++] = slots[i];
    }
    return sorted;
}

std::vector<Slot> byNumber(std::span<const RowEntry> entries, std::span<const Slot> slots,
                           SessionColumn column, Qt::SortOrder direction) {
    struct Keyed {
        double key;
        std::uint32_t position;
    };
    std::vector<Keyed> keyed;
    keyed.reserve(slots.size());
    for (const Slot slot : slots) {
        const auto number = entries[slot].numberKey(column);
        const double key = !number                           ? std::numeric_limits<double>::infinity()
                           : direction == Qt::AscendingOrder ? *number
                                                             : -*number;
        keyed.push_back({key, static_cast<std::uint32_t>(keyed.size())});
    }
    std::ranges::sort(keyed, [](const Keyed& one, const Keyed& other) {
        return one.key != other.key ? one.key < other.key : one.position < other.position;
    });
    std::vector<Slot> sorted;
    sorted.reserve(keyed.size());
    std::ranges::transform(keyed, std::back_inserter(sorted),
                           [&](const Keyed& item) { return slots[item.position]; });
    return sorted;
}

/// The snapshot is sorted by time already: nothing to compare.
std::vector<Slot> byAge(std::span<const RowEntry> entries, std::span<const Slot> newestFirst,
                        Qt::SortOrder direction) {
    std::vector<Slot> sorted(newestFirst.begin(), newestFirst.end());
    const auto unknown = std::ranges::stable_partition(
        sorted, [&](Slot slot) { return entries[slot].session->last.has_value(); });
    if (direction == Qt::AscendingOrder) {
        std::reverse(sorted.begin(), unknown.begin());
    }
    return sorted;
}

template <class Value>
int compared(const Value& one, const Value& other) {
    return one < other ? -1 : other < one ? 1 : 0;
}

/// -1, 0, 1, with the direction in it and the unknown always behind.
template <class Value>
int comparedValues(bool knowsOne, const Value& one, bool knowsOther, const Value& other,
                   Qt::SortOrder direction) {
    if (!knowsOne || !knowsOther) {
        return int(knowsOther) - int(knowsOne);
    }
    const int result = compared(one, other);
    return direction == Qt::AscendingOrder ? result : -result;
}

} // namespace

std::vector<Slot> RowOrder::sorted(std::span<const RowEntry> entries,
                                   std::span<const Slot> snapshotOrder) const {
    if (column == SessionColumn::Age) {
        return byAge(entries, snapshotOrder, direction);
    }
    return sortsByText(column) ? byText(entries, snapshotOrder, column, direction)
                               : byNumber(entries, snapshotOrder, column, direction);
}

bool RowOrder::isBefore(const RowEntry& one, const RowEntry& other) const {
    int result = 0;
    if (sortsByText(column)) {
        const std::string_view first = one.textKey(column);
        const std::string_view second = other.textKey(column);
        result = comparedValues(!first.empty(), first, !second.empty(), second, direction);
    } else {
        const auto first = one.numberKey(column);
        const auto second = other.numberKey(column);
        result = comparedValues(first.has_value(), first.value_or(0), second.has_value(), second.value_or(0),
                                direction);
    }
    return result != 0 ? result < 0 : one.position < other.position;
}

} // namespace ax::widgets
