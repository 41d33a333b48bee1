// SPDX-License-Identifier: MIT
#include "widgets/transcript/height_index.h"

#include <bit>
#include <utility>

namespace ax::widgets {
namespace {

std::size_t lowestBit(std::size_t i) {
    return i & (~i + 1);
}

} // namespace

void HeightIndex::assign(std::vector<int> heights) {
    m_heights = std::move(heights);
    m_sums.assign(m_heights.size() + 1, 0);
    for (std::size_t i = 1; i < m_sums.size(); ++i) {
        m_sums[i] += m_heights[i - 1];
        const std::size_t parent = i + lowestBit(i);
        if (parent < m_sums.size())
            m_sums[parent] += m_sums[i];
    }
}

void HeightIndex::set(std::size_t item, int height) {
    const int change = height - m_heights[item];
    m_heights[item] = height;
    for (std::size_t i = item + 1; i < m_sums.size(); i += lowestBit(i))
        m_sums[i] += change;
}

int HeightIndex::top(std::size_t item) const {
    int sum = 0;
    for (std::size_t i = item; i > 0; i -= lowestBit(i))
        sum += m_sums[i];
    return sum;
}

std::size_t HeightIndex::itemAt(int y) const {
    std::size_t item = 0;
    for (std::size_t step = std::bit_floor(m_heights.size()); step > 0; step /= 2) {
        const std::size_t next = item + step;
        if (next < m_sums.size() && m_sums[next] <= y) {
            item = next;
            y -= m_sums[next];
        }
    }
    return item < m_heights.size() ? item : m_heights.size() - 1;
}

} // namespace ax::widgets
