// SPDX-License-Identifier: MIT
#pragma once

#include "terminal/byte_channel.h"

#include <QList>

#include <utility>

namespace ax::terminal {

/// A channel to nobody: keeps what it is told, says what the test wants.
class RecordingChannel final : public ByteChannel {
public:
    void write(const QByteArray& bytes) override { written += bytes; }
    void resize(TerminalSize size) override { sizes << size; }
    void setFlow(Flow flow) override { flows << flow; }
    void close() override { ++closes; }

    void say(const QByteArray& bytes) { Q_EMIT received(bytes); }
    void end(ProcessExit exit) { Q_EMIT finished(exit); }
    /// What was written since the last time.
    QByteArray takeWritten() { return std::exchange(written, {}); }

    QByteArray written;
    QList<TerminalSize> sizes;
    QList<Flow> flows;
    int closes = 0;
};

} // namespace ax::terminal
