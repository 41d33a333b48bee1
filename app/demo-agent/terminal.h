// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/descriptor.h"
#include "core/base/error.h"
#include "core/base/pty_process.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <termios.h>

namespace ax::demo {

/// The terminal on standard input and output: raw while this object lives, as it was afterwards. One a
/// process.
class Terminal {
public:
    static bool isPresent();
    static Result<Terminal> open();
    Terminal(Terminal&&) = default;
    Terminal& operator=(Terminal&&) = delete;
    ~Terminal();

    TerminalSize size() const;
    /// Gone terminals swallow what is written; the next wait() tells.
    void write(std::string_view bytes);

    struct Event {
        enum class Kind : std::uint8_t { Input, Resized, HungUp, TimedOut } kind = Kind::TimedOut;
        std::string bytes; ///< of Input
    };
    /// Waits for whatever comes first; without a limit for as long as it takes.
    Event wait(std::optional<std::chrono::milliseconds> limit);

private:
    Terminal(const termios& before, Pipe signals);

    termios m_before;
    Pipe m_signals; ///< what signals this process got, a byte each
};

} // namespace ax::demo
