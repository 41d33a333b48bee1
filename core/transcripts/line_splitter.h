// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace ax {

/// A line without what is no part of its record: a byte order mark, blanks, the NULs that a crash can leave.
std::string_view recordText(std::string_view line);

/// Cuts a stream of bytes into lines, whatever pieces it comes in. What follows the last newline is kept
/// until more arrives, so a growing line is read once. A line longer than MaximumLine is dropped as it
/// streams by, not gathered.
class LineSplitter {
public:
    static constexpr std::size_t MaximumLine = 64 << 20; ///< bytes

    enum class State : std::uint8_t { Keeping, Dropping };

    LineSplitter() = default;
    /// One that goes on where another one stood.
    LineSplitter(std::string_view tail, State state) : m_tail(tail), m_state(state) {}

    /// Calls `onLine(line)` for each completed line, without its newline, and `onOverlong()` for each dropped
    /// one. `padding` bytes after each line, and after `bytes` itself, are readable.
    template <class OnLine, class OnOverlong>
    void feed(std::string_view bytes, std::size_t padding, OnLine onLine, OnOverlong onOverlong) {
        while (!bytes.empty()) {
            const void* found = std::memchr(bytes.data(), '\n', bytes.size());
            if (!found)
                return keep(bytes, padding);
            const auto length = static_cast<std::size_t>(static_cast<const char*>(found) - bytes.data());
            finishLine(bytes.substr(0, length), padding, onLine, onOverlong);
            bytes.remove_prefix(length + 1);
        }
    }

    /// The start of a line whose newline has not come yet.
    std::string_view tail() const { return m_tail; }
    State state() const { return m_state; } ///< Dropping: within a line that is too long

private:
    template <class OnLine, class OnOverlong>
    void finishLine(std::string_view end, std::size_t padding, OnLine& onLine, OnOverlong& onOverlong) {
        if (m_tail.empty() && m_state == State::Keeping) // the usual case: no copy
            return onLine(end);
        keep(end, padding);
        if (m_state == State::Dropping)
            onOverlong();
        else
            onLine(std::string_view(m_tail));
        m_tail = {}; // an index holds thousands of these: do not keep the memory
        m_state = State::Keeping;
    }

    void keep(std::string_view bytes, std::size_t padding) {
        if (m_tail.size() + bytes.size() > MaximumLine) {
            m_tail = {};
            m_state = State::Dropping;
        }
        if (m_state == State::Dropping)
            return;
        if (m_tail.capacity() < m_tail.size() + bytes.size() + padding)
            m_tail.reserve(std::max(2 * m_tail.size(), m_tail.size() + bytes.size() + padding));
        m_tail += bytes;
    }

    std::string m_tail;
    State m_state = State::Keeping;
};

} // namespace ax
