// SPDX-License-Identifier: MIT
#include "core/search/column_filter.h"

#include "core/search/grams.h"

#include <algorithm>
#include <map>
#include <set>

namespace ax {

namespace {

constexpr std::size_t MostHashes = 24; ///< of a phrase: more rows hardly rule out more

/// RE2 folds more letters than the index does. What is left of an atom without them, in pieces.
std::vector<std::uint32_t> hashesOfAscii(std::string_view atom) {
    std::set<std::uint32_t> hashes;
    std::size_t start = 0;
    while (start < atom.size()) {
        std::size_t end = start;
        while (end < atom.size() && static_cast<unsigned char>(atom[end]) < 0x80)
            ++end;
        for (const std::uint32_t hash : gramsOf(atom.substr(start, end - start), MostHashes))
            hashes.insert(hash);
        start = end + 1;
    }
    return {hashes.begin(), hashes.end()};
}

} // namespace

ColumnFilter::ColumnFilter(const TextPattern& pattern) : m_pattern(pattern) {
    for (std::size_t i = 0; i < pattern.atoms().size(); ++i) {
        const std::string& text = pattern.atoms()[i];
        Atom atom = {static_cast<int>(i), {}};
        atom.hashes = pattern.isExpression() ? hashesOfAscii(text) : gramsOf(text, MostHashes);
        if (atom.hashes.empty())
            m_always.push_back(atom.place);
        else
            m_atoms.push_back(std::move(atom));
    }
}

std::optional<segment::ColumnBits> ColumnFilter::candidates(const Segment& segment) const {
    std::vector<segment::ColumnBits> columnsWith;
    for (const Atom& atom : m_atoms) {
        auto columns = segment.columnsWith(atom.hashes);
        if (!columns)
            return std::nullopt;
        columnsWith.push_back(*columns);
    }
    if (!m_pattern.isExpression() && columnsWith.size() == 1) // a phrase
        return columnsWith.front();
    segment::ColumnBits found;
    std::map<std::vector<int>, bool> verdicts; // few combinations come up, and the expression is slow to ask
    for (std::size_t column = 0; column < segment.columns(); ++column) {
        std::vector<int> present = m_always;
        for (std::size_t i = 0; i < m_atoms.size(); ++i) {
            if (columnsWith[i][column])
                present.push_back(m_atoms[i].place);
        }
        std::ranges::sort(present);
        const auto [verdict, isNew] = verdicts.try_emplace(std::move(present), false);
        if (isNew)
            verdict->second = m_pattern.mayMatch(verdict->first);
        found[column] = verdict->second;
    }
    return found;
}

} // namespace ax
