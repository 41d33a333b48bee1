// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/pty_process.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <string>

/// A program on a pseudo-terminal, driven by what it puts out. Waits for markers, at most ten seconds each.
class TerminalDriver {
public:
    TerminalDriver(const ax::ProcessSpec& spec, ax::TerminalSize size);

    bool started() const { return m_process != nullptr; }
    pid_t processId() const { return m_process->processId(); }
    void type(std::string_view bytes) const;
    /// Until `marker` came since the last call that found something.
    bool waitFor(std::string_view marker);
    /// Until it ended by itself; the exit code, or -1.
    int waitForExit();
    void resize(ax::TerminalSize size) const { (void)m_process->resize(size); }
    /// Closes the terminal under the program.
    void hangUp() { m_process.reset(); }

    /// The states reported by OSC 7501 so far.
    QStringList reportedStates() const;
    const std::string& output() const { return m_output; }

private:
    bool readSome(int milliseconds);

    std::unique_ptr<ax::PtyProcess> m_process;
    std::string m_output;
    std::size_t m_seen = 0;
};
