// SPDX-License-Identifier: MIT
#include "terminal/holder_channel.h"

#include "core/hold/holder_socket.h"

#include <chrono>
#include <csignal>
#include <utility>

namespace ax::terminal {
namespace {

using namespace std::chrono_literals;

constexpr auto ConnectLimit = 5s;
constexpr auto ConnectPause = 25ms;
constexpr qsizetype EarlyLimit = 64 * 1024;
constexpr std::size_t WaitingLimit = 64 * 1024 * 1024;

std::string_view viewOf(const QByteArray& bytes) {
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

} // namespace

HolderChannel::HolderChannel(std::string socketPath, TerminalSize size)
    : m_socketPath(std::move(socketPath)), m_size(size), m_connectLimit(deadlineAfter(ConnectLimit)) {
    m_retry.setInterval(ConnectPause);
    connect(&m_retry, &QTimer::timeout, this, &HolderChannel::connectToSession);
    m_retry.start(0ms); // whoever made this has not connected its signals yet
}

HolderChannel::~HolderChannel() = default;

void HolderChannel::connectToSession() {
    auto socket = connectToHolder(m_socketPath);
    if (!socket) {
        if (hasPassed(m_connectLimit) || socket.error().code != ErrorCode::NotFound) {
            Q_EMIT received(QByteArray::fromStdString(socket.error().message + "\r\n"));
            finish({.code = 1, .signal = std::nullopt});
        } else {
            m_retry.start(ConnectPause);
        }
        return;
    }
    m_retry.stop();
    m_holder = std::make_unique<FrameSocket>(std::move(*socket));
    m_readable = std::make_unique<QSocketNotifier>(m_holder->descriptor(), QSocketNotifier::Read);
    m_writable = std::make_unique<QSocketNotifier>(m_holder->descriptor(), QSocketNotifier::Write);
    connect(m_readable.get(), &QSocketNotifier::activated, this, &HolderChannel::readSome);
    connect(m_writable.get(), &QSocketNotifier::activated, this, &HolderChannel::sendSome);
    m_readable->setEnabled(m_flow == Flow::Running);
    m_holder->send(FrameType::Attach, encodeAttach({.protocol = HolderProtocol, .size = m_size}));
    if (!m_early.isEmpty())
        m_holder->send(FrameType::Input, viewOf(std::exchange(m_early, {})));
    sendSome();
}

void HolderChannel::write(const QByteArray& bytes) {
    if (m_hasFinished || bytes.isEmpty())
        return;
    if (!m_holder) {
        if (m_early.size() + bytes.size() <= EarlyLimit)
            m_early += bytes;
        return;
    }
    if (m_holder->waiting() + static_cast<std::size_t>(bytes.size()) > WaitingLimit)
        return;
    constexpr qsizetype Piece = 64 * 1024;
    for (qsizetype at = 0; at < bytes.size(); at += Piece)
        m_holder->send(FrameType::Input, viewOf(bytes.mid(at, Piece)));
    sendSome();
}

void HolderChannel::resize(TerminalSize size) {
    m_size = size;
    if (!m_holder || m_hasFinished)
        return;
    m_holder->send(FrameType::Resize, encodeResize(size));
    sendSome();
}

void HolderChannel::setFlow(Flow flow) {
    m_flow = flow;
    if (m_readable && !m_hasFinished)
        m_readable->setEnabled(flow == Flow::Running);
}

void HolderChannel::close() {
    if (m_hasFinished)
        return;
    if (m_holder) {
        m_holder->send(FrameType::Detach, {});
        m_holder->sendNow();
    }
    finish({});
}

void HolderChannel::sendSome() {
    if (m_hasFinished)
        return;
    m_holder->sendNow(); // one that is gone shows when it is read
    m_writable->setEnabled(m_holder->wantsToSend());
}

void HolderChannel::readSome() {
    if (m_hasFinished)
        return;
    const bool isThere = m_holder->receive();
    takeFrames();
    if (!isThere && !m_hasFinished) // the holder was killed
        finish({.code = 0, .signal = SIGKILL});
}

void HolderChannel::takeFrames() {
    while (!m_hasFinished) {
        const auto frame = m_holder->next();
        if (!frame || (*frame && !take(**frame)))
            return finish({.code = 1, .signal = std::nullopt});
        if (!*frame)
            return;
    }
}

/// False when the other side speaks another language.
bool HolderChannel::take(const Frame& frame) {
    if (frame.type == FrameType::Hello) {
        const auto hello = decodeHello(frame.payload);
        return hello && hello->protocol == HolderProtocol;
    }
    if (frame.type == FrameType::Backlog || frame.type == FrameType::Output) {
        Q_EMIT received(QByteArray::fromStdString(frame.payload));
    } else if (frame.type == FrameType::Exit) {
        const auto exit = decodeExit(frame.payload);
        finish({.code = exit ? exit->code : 1, .signal = std::nullopt});
    }
    return true;
}

void HolderChannel::finish(ProcessExit exit) {
    m_hasFinished = true;
    m_retry.stop();
    if (m_readable) {
        m_readable->setEnabled(false);
        m_writable->setEnabled(false);
    }
    Q_EMIT finished(exit);
}

} // namespace ax::terminal
