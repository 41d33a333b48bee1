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

bool isHello(const Frame& frame) {
    const auto hello = frame.type == FrameType::Hello ? decodeHello(frame.payload) : std::nullopt;
    return hello && hello->protocol == HolderProtocol;
}

} // namespace

HolderChannel::Link::Link(Descriptor holder, Audience madeFor)
    : socket(std::move(holder)), role(madeFor),
      readable(new QSocketNotifier(socket.descriptor(), QSocketNotifier::Read)),
      writable(new QSocketNotifier(socket.descriptor(), QSocketNotifier::Write)) {
}

HolderChannel::Link::~Link() {
    for (QSocketNotifier* notifier : {readable, writable}) {
        notifier->setEnabled(false);
        notifier->disconnect();
        notifier->deleteLater();
    }
}

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
    m_link = introduce(std::move(*socket));
    m_link->isGreeted = true; // there is no other one to go back to
    connect(m_link->readable, &QSocketNotifier::activated, this, &HolderChannel::readSome);
    connect(m_link->writable, &QSocketNotifier::activated, this, &HolderChannel::sendSome);
    m_link->readable->setEnabled(m_flow == Flow::Running);
    if (!m_early.isEmpty())
        m_link->socket.send(FrameType::Input, viewOf(std::exchange(m_early, {})));
    sendSome();
}

std::unique_ptr<HolderChannel::Link> HolderChannel::introduce(Descriptor holder) {
    auto link = std::make_unique<Link>(std::move(holder), m_audience);
    const auto size = m_audience == Audience::Watching ? std::optional(m_size) : std::nullopt;
    link->socket.send(FrameType::Attach, encodeAttach({.protocol = HolderProtocol, .size = size}));
    link->socket.sendNow();
    link->writable->setEnabled(link->socket.wantsToSend());
    return link;
}

void HolderChannel::setAudience(Audience audience) {
    m_audience = audience;
    changeRole();
}

/// The old connection stays until the new one is greeted: at every moment there is one that tells the end.
void HolderChannel::changeRole() {
    m_next.reset();
    if (m_hasFinished || !m_link || m_link->role == m_audience)
        return;
    auto socket = connectToHolder(m_socketPath);
    if (!socket)
        return; // it is ending, and m_link will tell
    m_next = introduce(std::move(*socket));
    connect(m_next->readable, &QSocketNotifier::activated, this, &HolderChannel::readNext);
}

void HolderChannel::readNext() {
    const bool isThere = m_next->socket.receive();
    const auto frame = m_next->socket.next();
    if (frame && *frame && isHello(**frame)) {
        m_next->isGreeted = true;
        m_next->readable->setEnabled(false);
        takeOver();
    } else if (!isThere || !frame || *frame) {
        m_next.reset();
    }
}

void HolderChannel::takeOver() {
    if (!m_next || !m_next->isGreeted || m_link->socket.wantsToSend())
        return; // what was typed goes first
    m_link->socket.send(FrameType::Detach, {});
    m_link->socket.sendNow();
    m_link = std::move(m_next);
    m_link->readable->disconnect(this);
    connect(m_link->readable, &QSocketNotifier::activated, this, &HolderChannel::readSome);
    connect(m_link->writable, &QSocketNotifier::activated, this, &HolderChannel::sendSome);
    m_link->readable->setEnabled(m_flow == Flow::Running);
    sendSome();
    if (m_link->role == Audience::Watching)
        Q_EMIT restarted();
    takeFrames(); // that came with the greeting
}

void HolderChannel::write(const QByteArray& bytes) {
    if (m_hasFinished || bytes.isEmpty())
        return;
    if (!m_link) {
        if (m_early.size() + bytes.size() <= EarlyLimit)
            m_early += bytes;
        return;
    }
    if (m_link->socket.waiting() + static_cast<std::size_t>(bytes.size()) > WaitingLimit)
        return;
    constexpr qsizetype Piece = 64 * 1024;
    for (qsizetype at = 0; at < bytes.size(); at += Piece)
        m_link->socket.send(FrameType::Input, viewOf(bytes.mid(at, Piece)));
    sendSome();
}

void HolderChannel::resize(TerminalSize size) {
    m_size = size;
    for (Link* link : {m_link.get(), m_next.get()}) {
        if (link != nullptr && link->role == Audience::Watching && !m_hasFinished)
            link->socket.send(FrameType::Resize, encodeResize(size));
    }
    if (m_next)
        m_next->socket.sendNow();
    sendSome();
}

void HolderChannel::setFlow(Flow flow) {
    m_flow = flow;
    if (m_link && !m_hasFinished)
        m_link->readable->setEnabled(flow == Flow::Running);
}

void HolderChannel::close() {
    if (m_hasFinished)
        return;
    if (m_link) {
        m_link->socket.send(FrameType::Detach, {});
        m_link->socket.sendNow();
    }
    finish({});
}

void HolderChannel::sendSome() {
    if (m_hasFinished || !m_link)
        return;
    m_link->socket.sendNow(); // one that is gone shows when it is read
    m_link->writable->setEnabled(m_link->socket.wantsToSend());
    takeOver();
}

void HolderChannel::readSome() {
    if (m_hasFinished)
        return;
    const Link* const link = m_link.get();
    const bool isThere = m_link->socket.receive();
    takeFrames();
    if (!isThere && !m_hasFinished && m_link.get() == link) // the holder was killed
        finish({.code = 0, .signal = SIGKILL});
}

void HolderChannel::takeFrames() {
    while (!m_hasFinished) {
        const auto frame = m_link->socket.next();
        if (!frame || (*frame && !take(**frame)))
            return finish({.code = 1, .signal = std::nullopt});
        if (!*frame)
            return;
    }
}

/// False when the other side speaks another language.
bool HolderChannel::take(const Frame& frame) {
    if (frame.type == FrameType::Hello)
        return isHello(frame);
    if (frame.type == FrameType::Backlog || frame.type == FrameType::Output) {
        Q_EMIT received(QByteArray::fromStdString(frame.payload));
    } else if (frame.type == FrameType::Exit) {
        const auto exit = decodeExit(frame.payload);
        if (exit && m_link->role == Audience::Away) {
            Q_EMIT restarted();
            Q_EMIT received(QByteArray::fromStdString(exit->tail).replace("\n", "\r\n"));
        }
        finish({.code = exit ? exit->code : 1, .signal = std::nullopt});
    }
    return true;
}

void HolderChannel::finish(ProcessExit exit) {
    m_hasFinished = true;
    m_retry.stop();
    m_next.reset();
    if (m_link) {
        m_link->readable->setEnabled(false);
        m_link->writable->setEnabled(false);
    }
    Q_EMIT finished(exit);
}

} // namespace ax::terminal
