// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <vector>

namespace ax::widgets {

/// Heights of a long column of items, in pixels: sums from the top and the item at a place in O(log n), so
/// that a correction of one height costs nothing worth mentioning however long the column is.
class HeightIndex {
public:
    /// O(n).
    void assign(std::vector<int> heights);

    std::size_t size() const { return m_heights.size(); }
    int at(std::size_t item) const { return m_heights[item]; }
    void set(std::size_t item, int height);
    /// Sum of all heights before `item`; of all for size().
    int top(std::size_t item) const;
    int total() const { return top(size()); }
    /// The last item that begins at or above `y`; 0 for what is above the column. The column is not empty.
    std::size_t itemAt(int y) const;

private:
    std::vector<int> m_heights;
    std::vector<int> m_sums; // a Fenwick tree, one-based
};

} // namespace ax::widgets
