// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/deadline.h"
#include "core/base/pty_process.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace ax {

/// The program that a holder holds: its terminal, what waits to be typed into it, and its end, which leaves
/// none of its group behind. Non-blocking, for the holder's poll loop. Not thread-safe.
class HeldProgram {
public:
    static constexpr std::size_t MostInput = 256 * 1024; ///< bytes that may wait to be typed

    HeldProgram(std::unique_ptr<PtyProcess> process, TerminalSize size);

    pid_t processId() const { return m_process->processId(); }
    int terminalDescriptor() const { return m_process->masterDescriptor(); }
    int exitDescriptor() const { return m_process->exitDescriptor(); }

    /// Queues what was typed; false when so much waits already that nothing was taken.
    bool type(std::string_view bytes);
    bool wantsToType() const { return !m_input.empty(); }
    /// Types as much as the terminal takes.
    void typeNow();
    enum class ReadEnd { More, Drained, HungUp };
    /// Appends at most `limit` bytes of output.
    ReadEnd read(std::string& out, std::size_t limit);

    /// Gives the terminal a size; one that it has already makes the program draw itself anew.
    void resize(TerminalSize size);

    /// Asks the group to end; who has not by `patience` later is killed.
    void terminate(std::chrono::milliseconds patience);
    /// What is due by the clock; call it when nextDeadline() passes or the exit descriptor is readable. After
    /// the program's own end the rest of its group is ended in the same manner.
    void advance();
    Deadline nextDeadline() const { return m_killAt; }
    /// It has ended; others of its group may be left.
    bool hasEnded() const { return m_exit.has_value(); }
    /// How the program ended, once it has and none of its group is left.
    std::optional<ProcessExit> finished() const;

private:
    std::unique_ptr<PtyProcess> m_process;
    TerminalSize m_size;
    std::string m_input;
    Deadline m_killAt = Never;
    std::optional<ProcessExit> m_exit;
    bool m_groupIsGone = false;
    bool m_leftoversAreAsked = false;
    Deadline m_leftoverKillAt = Never;
};

} // namespace ax
