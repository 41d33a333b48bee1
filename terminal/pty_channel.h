// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/pty_process.h"
#include "terminal/byte_channel.h"

#include <memory>

namespace ax::terminal {

class PtyConnection;

/// A ByteChannel to a child process of this program. close() hangs up; who is deaf to that is killed three
/// seconds later. Destruction does the same without waiting for it: the process is left to the event loop,
/// and gone when the application object is.
class PtyChannel final : public ByteChannel {
    Q_OBJECT

public:
    static Result<std::unique_ptr<PtyChannel>> start(const ProcessSpec& spec, TerminalSize size);
    ~PtyChannel() override;

    long processId() const;
    void write(const QByteArray& bytes) override;
    void resize(TerminalSize size) override;
    void setFlow(Flow flow) override;
    void close() override;

private:
    explicit PtyChannel(std::unique_ptr<PtyProcess> process);

    std::unique_ptr<PtyConnection> m_connection;
};

} // namespace ax::terminal
