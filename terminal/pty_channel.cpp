// SPDX-License-Identifier: MIT
#include "terminal/pty_channel.h"

#include "terminal/pty_connection.h"

#include <utility>

namespace ax::terminal {

Result<std::unique_ptr<PtyChannel>> PtyChannel::start(const ProcessSpec& spec, TerminalSize size) {
    auto process = PtyProcess::start(spec, size);
    if (!process)
        return std::unexpected(process.error());
    return std::unique_ptr<PtyChannel>(new PtyChannel(std::move(*process)));
}

PtyChannel::PtyChannel(std::unique_ptr<PtyProcess> process)
    : m_connection(std::make_unique<PtyConnection>(std::move(process))) {
    connect(m_connection.get(), &PtyConnection::received, this, &ByteChannel::received);
    connect(m_connection.get(), &PtyConnection::finished, this, &ByteChannel::finished);
}

PtyChannel::~PtyChannel() {
    m_connection->disconnect(this);
    PtyConnection::abandon(std::move(m_connection));
}

long PtyChannel::processId() const {
    return m_connection->processId();
}

void PtyChannel::write(const QByteArray& bytes) {
    m_connection->write(bytes);
}

void PtyChannel::resize(TerminalSize size) {
    m_connection->resize(size);
}

void PtyChannel::setFlow(Flow flow) {
    m_connection->setFlow(flow);
}

void PtyChannel::close() {
    m_connection->close();
}

} // namespace ax::terminal
