// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace ax::terminal {

/// One CSI sequence taken apart: `CSI prefix parameters intermediates final`. The views point into the
/// parser's buffer.
struct ControlSequence {
    char prefix = 0; ///< one of `<=>?`, or 0
    std::string_view parameters;
    std::string_view intermediates;
    char final = 0;
};

/// Splits what stood between `CSI` and the final byte. A sequence that is not well-formed (a private marker
/// in the middle, a parameter after an intermediate) comes back with final 0.
ControlSequence splitControlSequence(std::string_view body, char final);

/// The parameters as numbers: at most 32, each at most 9999, 0 where one was left out. Sub-parameters after a
/// colon do not count; only SGR knows them (GraphicRendition).
class Parameters {
public:
    explicit Parameters(std::string_view text);
    bool empty() const { return m_count == 0; }
    std::size_t size() const { return m_count; }
    int first() const { return m_count == 0 ? 0 : m_values[0]; }
    std::span<const int> values() const { return {m_values.data(), m_count}; }

private:
    std::array<int, 32> m_values{};
    std::size_t m_count = 0;
};

/// Appends `CSI [prefix] values… final`.
void appendControlSequence(std::string& out, char prefix, std::span<const int> values, char final);

} // namespace ax::terminal
