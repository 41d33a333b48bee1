// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/pty_process.h"
#include "tests/cli/ax_process.h"

#include <memory>

namespace ax::cli::testing {

/// A home with sessions that are held: ends them when it goes.
class HeldHome : public AxHome {
public:
    HeldHome();
    ~HeldHome();

    /// Starts `ax run ID COMMAND` as a program of its own and waits for its heartbeat.
    void hold(const QString& id, const QString& command, const QStringList& options = {}) const;
    /// The holder's process; 0 when the session has no heartbeat.
    qint64 holderOf(const QString& id) const;
    QByteArray heartbeatOf(const QString& id) const;
    QString state(const QString& relative) const;
};

/// The real program on a terminal of its own, as a person has it.
class OnTerminal {
public:
    OnTerminal(const AxHome& home, const QStringList& arguments,
               TerminalSize size = {.columns = 100, .rows = 30});

    void type(const QByteArray& bytes) const;
    void resize(TerminalSize size) { (void)m_process->resize(size); }
    /// Everything so far, once `marker` is in it; empty when it does not come.
    QByteArray waitFor(const QByteArray& marker);
    /// Forgets what came so far.
    void forget() { m_output.clear(); }
    /// The exit code, once it has ended; -1 when it does not.
    int waitForExit();
    QByteArray output() const { return m_output; }
    pid_t processId() const { return m_process->processId(); }

private:
    bool read();

    std::unique_ptr<PtyProcess> m_process;
    QByteArray m_output;
};

} // namespace ax::cli::testing
