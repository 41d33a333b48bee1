// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/pty_process.h"
#include "terminal/byte_channel.h"

#include <QByteArray>
#include <QSocketNotifier>
#include <QTimer>

#include <memory>

namespace ax::terminal {

/// The event-driven side of a PtyProcess: what PtyChannel shows, able to outlive it until the process is
/// gone. Never waits. GUI thread (or any with an event loop).
class PtyConnection final : public QObject {
    Q_OBJECT

public:
    explicit PtyConnection(std::unique_ptr<PtyProcess> process);

    long processId() const { return m_process->processId(); }
    bool hasFinished() const { return m_finished; }
    void write(const QByteArray& bytes);
    void resize(TerminalSize size);
    void setFlow(ByteChannel::Flow flow);
    void close();
    /// Closes, and from now on belongs to the application object until the end.
    static void abandon(std::unique_ptr<PtyConnection> connection);

Q_SIGNALS:
    void received(const QByteArray& bytes);
    void finished(ax::ProcessExit exit);

private:
    enum class Reading { Blocked, Ended };

    void readSome();
    Reading readInto(QByteArray& bytes);
    void writeSome();
    void onExit();
    void kill();
    void finishWhenDrained(Reading reading);

    std::unique_ptr<PtyProcess> m_process;
    QSocketNotifier m_readable;
    QSocketNotifier m_writable;
    QSocketNotifier m_exited;
    QTimer m_killTimer;
    QByteArray m_pending; ///< to be written
    ByteChannel::Flow m_flow = ByteChannel::Flow::Running;
    qsizetype m_drained = 0; ///< bytes read after the end of the process
    bool m_processEnded = false;
    bool m_closing = false;
    bool m_finished = false;
};

} // namespace ax::terminal
