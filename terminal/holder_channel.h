// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/deadline.h"
#include "core/hold/frame_socket.h"
#include "terminal/byte_channel.h"

#include <QSocketNotifier>
#include <QTimer>

#include <memory>
#include <string>

namespace ax::terminal {

/// A ByteChannel to a session that a holder has (core/hold), over its socket. A holder that was started a
/// moment ago is waited for: some seconds without one, and finished() says so. Closing and destruction only
/// let go of the session: it runs on. Reading that pauses costs the session nothing: the holder sends a fresh
/// picture afterwards.
class HolderChannel final : public ByteChannel {
    Q_OBJECT

public:
    HolderChannel(std::string socketPath, TerminalSize size);
    ~HolderChannel() override;

    void write(const QByteArray& bytes) override;
    void resize(TerminalSize size) override;
    void setFlow(Flow flow) override;
    void close() override;

private:
    void connectToSession();
    void readSome();
    void sendSome();
    void takeFrames();
    bool take(const Frame& frame);
    void finish(ProcessExit exit);

    std::string m_socketPath;
    TerminalSize m_size;
    Deadline m_connectLimit;
    QTimer m_retry;
    std::unique_ptr<FrameSocket> m_holder;
    std::unique_ptr<QSocketNotifier> m_readable;
    std::unique_ptr<QSocketNotifier> m_writable;
    QByteArray m_early; ///< typed before there was a holder
    Flow m_flow = Flow::Running;
    bool m_hasFinished = false;
};

} // namespace ax::terminal
