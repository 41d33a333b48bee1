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
/// picture afterwards. While nobody looks (Audience::Away) it holds a connection that carries no output, only
/// what is typed and the news of the end; with that comes the last screen, as plain text.
class HolderChannel final : public ByteChannel {
    Q_OBJECT

public:
    HolderChannel(std::string socketPath, TerminalSize size);
    ~HolderChannel() override;

    void write(const QByteArray& bytes) override;
    void resize(TerminalSize size) override;
    void setFlow(Flow flow) override;
    void setAudience(Audience audience) override;
    void close() override;

private:
    /// One connection, in the role that it was made for.
    struct Link {
        Link(Descriptor holder, Audience madeFor);
        ~Link();
        FrameSocket socket;
        Audience role;
        bool isGreeted = false;
        QSocketNotifier* readable; ///< these go later: they may be what calls
        QSocketNotifier* writable;
    };

    void connectToSession();
    std::unique_ptr<Link> introduce(Descriptor holder);
    void changeRole();
    void readNext();
    void takeOver();
    void readSome();
    void sendSome();
    void takeFrames();
    bool take(const Frame& frame);
    void finish(ProcessExit exit);

    std::string m_socketPath;
    TerminalSize m_size;
    Deadline m_connectLimit;
    QTimer m_retry;
    std::unique_ptr<Link> m_link;
    std::unique_ptr<Link> m_next; ///< takes the place of m_link as soon as the holder has greeted it
    QByteArray m_early;           ///< typed before there was a holder
    Flow m_flow = Flow::Running;
    Audience m_audience = Audience::Watching;
    bool m_hasFinished = false;
};

} // namespace ax::terminal
