// SPDX-License-Identifier: MIT
#pragma once

#include "terminal/byte_channel.h"

#include <QObject>
#include <QSocketNotifier>

#include <string>

namespace ax::terminal {

/// Carries bytes to the emulator through the slave side of the pty it opened for itself, without ever
/// blocking: the reader is this same thread. Asks for a pause when more than 256 KiB wait, and for more below
/// 64 KiB.
class EmulatorFeed : public QObject {
    Q_OBJECT

public:
    /// Makes the terminal behind the descriptor raw; the descriptor stays the emulator's.
    explicit EmulatorFeed(int slaveDescriptor);

    void append(std::string_view bytes);
    qsizetype waiting() const { return static_cast<qsizetype>(m_pending.size() - m_sent); }

Q_SIGNALS:
    void flowChanged(ax::terminal::ByteChannel::Flow flow);

private:
    void writeSome();
    void adjustFlow();

    int m_descriptor;
    QSocketNotifier m_writable;
    std::string m_pending;
    std::size_t m_sent = 0; ///< of m_pending
    ByteChannel::Flow m_flow = ByteChannel::Flow::Running;
};

} // namespace ax::terminal
