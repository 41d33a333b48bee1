// SPDX-License-Identifier: MIT
#include "core/escape/control_sequence.h"

#include <algorithm>
#include <charconv>

namespace ax::terminal {

ControlSequence splitControlSequence(std::string_view body, char final) {
    ControlSequence sequence;
    if (!body.empty() && body.front() >= '<' && body.front() <= '?') {
        sequence.prefix = body.front();
        body.remove_prefix(1);
    }
    const auto isParameter = [](char c) { return c >= '0' && c <= ';'; };
    const auto isIntermediate = [](char c) { return c >= ' ' && c <= '/'; };
    const auto split = std::ranges::find_if_not(body, isParameter);
    if (!std::all_of(split, body.end(), isIntermediate))
        return sequence;
    sequence.parameters = {body.begin(), split};
    sequence.intermediates = {split, body.end()};
    sequence.final = final;
    return sequence;
}

Parameters::Parameters(std::string_view text) {
    constexpr int Largest = 9999;
    if (text.empty())
        return;
    m_count = 1;
    bool counts = true; // not behind a colon
    for (const char c : text) {
        if (c == ';') {
            if (m_count == m_values.size())
                return;
            ++m_count;
            counts = true;
        } else if (c == ':') {
            counts = false;
        } else if (counts) {
            int& value = m_values[m_count - 1];
            value = std::min(Largest, value * 10 + (c - '0'));
        }
    }
}

void appendControlSequence(std::string& out, char prefix, std::span<const int> values, char final) {
    out += "\x1b[";
    if (prefix != 0)
        out += prefix;
    bool separate = false;
    for (const int value : values) {
        if (separate)
            out += ';';
        separate = true;
        std::array<char, 12> digits{};
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
        out.append(digits.data(), end);
    }
    out += final;
}

} // namespace ax::terminal
