// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <format>
#include <string>

namespace ax::bench {

/// The time that goes by in a transcript.
class RecordClock {
public:
    explicit RecordClock(std::uint64_t milliseconds) : m_milliseconds(milliseconds) {}

    void advance(std::uint64_t milliseconds) { m_milliseconds += milliseconds; }
    std::uint64_t milliseconds() const { return m_milliseconds; }
    /// 2026-11-21T03:07:23.628Z
    std::string text() const { return std::format("{:%FT%T}Z", time()); }
    /// 2026-11-21T03-07-23, as file names have it.
    std::string fileText() const {
        const auto seconds = std::chrono::floor<std::chrono::seconds>(time());
        return std::format("{:%FT%H-%M-%S}", seconds);
    }

private:
    using Time = std::chrono::sys_time<std::chrono::milliseconds>;
    Time time() const { return Time(std::chrono::milliseconds(m_milliseconds)); }

    std::uint64_t m_milliseconds;
};

} // namespace ax::bench
