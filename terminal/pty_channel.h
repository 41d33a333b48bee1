// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/pty_process.h"
#include "terminal/byte_channel.h"

#include <memory>

class QSocketNotifier;

namespace ax::terminal {

/// A ByteChannel to a child process of this program.
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
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace ax::terminal
