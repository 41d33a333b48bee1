// SPDX-License-Identifier: MIT
#include "terminal/pty_connection.h"

#include <QCoreApplication>
#include <QPointer>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <unistd.h>
#include <utility>

namespace ax::terminal {
namespace {

using namespace std::chrono_literals;

constexpr auto HangUpGrace = 3s; // agents take up to 0.7 s to put their things away
constexpr qsizetype ReadLimit = 64 * 1024;
/// A child that reads nothing must not make us keep without end what it provoked as answers.
constexpr qsizetype WriteLimit = 64 * 1024 * 1024;
/// Background jobs may go on writing to the terminal of a program that has ended.
constexpr qsizetype DrainLimit = 1024 * 1024;

} // namespace

PtyConnection::PtyConnection(std::unique_ptr<PtyProcess> process)
    : m_process(std::move(process)), m_readable(m_process->masterDescriptor(), QSocketNotifier::Read),
      m_writable(m_process->masterDescriptor(), QSocketNotifier::Write),
      m_exited(m_process->exitDescriptor(), QSocketNotifier::Read) {
    m_writable.setEnabled(false);
    m_killTimer.setSingleShot(true);
    m_killTimer.setInterval(HangUpGrace);
    connect(&m_readable, &QSocketNotifier::activated, this, &PtyConnection::readSome);
    connect(&m_writable, &QSocketNotifier::activated, this, &PtyConnection::writeSome);
    connect(&m_exited, &QSocketNotifier::activated, this, &PtyConnection::onExit);
    connect(&m_killTimer, &QTimer::timeout, this, &PtyConnection::kill);
}

void PtyConnection::write(const QByteArray& bytes) {
    if (m_finished || m_pending.size() + bytes.size() > WriteLimit)
        return;
    m_pending += bytes;
    writeSome();
}

void PtyConnection::writeSome() {
    while (!m_pending.isEmpty()) {
        const auto written = ::write(m_process->masterDescriptor(), m_pending.constData(),
                                     static_cast<std::size_t>(m_pending.size()));
        if (written > 0) {
            m_pending.remove(0, written);
        } else if (written < 0 && errno == EINTR) {
            continue;
        } else if (written < 0 && errno == EAGAIN) {
            break;
        } else {
            m_pending.clear(); // nobody is there to read it
        }
    }
    m_writable.setEnabled(!m_pending.isEmpty());
}

void PtyConnection::resize(TerminalSize size) {
    if (!m_finished)
        (void)m_process->resize(size); // fails only when the other side is gone
}

void PtyConnection::setFlow(ByteChannel::Flow flow) {
    m_flow = flow;
    const bool running = flow == ByteChannel::Flow::Running && !m_finished;
    m_readable.setEnabled(running);
    // What an ended process left behind may be nothing, of which no notifier tells.
    if (running && m_processEnded)
        QMetaObject::invokeMethod(this, &PtyConnection::readSome, Qt::QueuedConnection);
}

void PtyConnection::close() {
    if (m_finished || m_closing)
        return;
    m_closing = true;
    (void)m_process->signalGroup(SIGHUP);
    (void)m_process->signalGroup(SIGCONT); // a stopped one could not hear it
    m_killTimer.start();
}

void PtyConnection::abandon(std::unique_ptr<PtyConnection> connection) {
    QCoreApplication* const application = QCoreApplication::instance();
    if (connection->m_finished || application == nullptr)
        return;
    connection->setFlow(ByteChannel::Flow::Running); // what it still has to say must not hold it up
    connection->close();
    connection->setParent(application);
    PtyConnection* const orphan = connection.release();
    connect(orphan, &PtyConnection::finished, orphan, &QObject::deleteLater);
}

/// Reads until nothing is there, at most ReadLimit.
PtyConnection::Reading PtyConnection::readInto(QByteArray& bytes) {
    bytes.resize(ReadLimit);
    qsizetype used = 0;
    Reading result = Reading::Blocked;
    while (used < bytes.size()) {
        const auto count = ::read(m_process->masterDescriptor(), bytes.data() + used,
                                  static_cast<std::size_t>(bytes.size() - used));
        if (count > 0) {
            used += count;
            continue;
        }
        if (count < 0 && errno == EINTR)
            continue;
        // Linux says EIO when the last descriptor of the other side is closed.
        if (count == 0 || errno != EAGAIN)
            result = Reading::Ended;
        break;
    }
    bytes.truncate(used);
    return result;
}

void PtyConnection::readSome() {
    if (m_finished || m_flow == ByteChannel::Flow::Paused)
        return;
    QByteArray bytes;
    const Reading reading = readInto(bytes);
    if (reading == Reading::Ended)
        m_readable.setEnabled(false);
    if (m_processEnded)
        m_drained += bytes.size();
    const bool more = bytes.size() == ReadLimit;
    const QPointer<PtyConnection> self(this);
    if (!bytes.isEmpty())
        Q_EMIT received(bytes);
    if (self != nullptr && m_processEnded && (!more || m_drained > DrainLimit))
        finishWhenDrained(reading);
}

void PtyConnection::onExit() {
    m_exited.setEnabled(false);
    m_processEnded = true;
    readSome();
}

/// After close() the group gets its grace, not just its leader: a shell in front of an agent dies at once. As
/// long as the leader is not collected its number belongs to the group.
void PtyConnection::finishWhenDrained(Reading reading) {
    const bool groupMayLive = m_closing && reading == Reading::Blocked && m_killTimer.isActive();
    if (m_finished || groupMayLive)
        return;
    const auto exit = m_process->collectExit();
    if (!exit)
        return;
    m_finished = true;
    m_killTimer.stop();
    m_readable.setEnabled(false);
    m_writable.setEnabled(false);
    m_pending.clear();
    Q_EMIT finished(*exit);
}

void PtyConnection::kill() {
    (void)m_process->signalGroup(SIGKILL);
    if (m_processEnded)
        finishWhenDrained(Reading::Ended);
}

} // namespace ax::terminal
