// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/base/pty_process.h"

#include <QByteArray>
#include <QObject>

namespace ax::terminal {

/// Two-way stream of terminal bytes with a size: what a TerminalView shows. Ours today: a child of our own
/// (PtyChannel); a holder's socket and an ssh channel have the same face. Lives in the GUI thread and never
/// blocks it: write() queues.
class ByteChannel : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void write(const QByteArray& bytes) = 0;
    virtual void resize(TerminalSize size) = 0;
    /// Back-pressure: while paused nothing more is read, so that the other side waits.
    enum class Flow { Running, Paused };
    virtual void setFlow(Flow flow) = 0;
    /// Whether anybody looks. A channel whose other side can paint its whole picture anew sends nothing while
    /// they are away, and restarted() when they are back; the others go on as ever.
    enum class Audience { Watching, Away };
    virtual void setAudience(Audience) {}
    /// Asks the other side to end (hang-up), finished() follows.
    virtual void close() = 0;

Q_SIGNALS:
    void received(const QByteArray& bytes);
    /// What is received from now on is the whole picture, for a fresh terminal.
    void restarted();
    /// Once, last, after all bytes were delivered; also when a signal ended the program.
    void finished(ax::ProcessExit exit);
};

} // namespace ax::terminal
