// SPDX-License-Identifier: MIT
#include "terminal/emulator_feed.h"

#include <cerrno>
#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

namespace ax::terminal {
namespace {

constexpr qsizetype PauseAbove = 256 * 1024;
constexpr qsizetype ResumeBelow = 64 * 1024;

void makeRaw(int descriptor) {
    termios settings{};
    if (::tcgetattr(descriptor, &settings) == 0) {
        ::cfmakeraw(&settings);
        settings.c_iflag &= ~static_cast<tcflag_t>(IXOFF);
        ::tcsetattr(descriptor, TCSANOW, &settings);
    }
    ::fcntl(descriptor, F_SETFL, ::fcntl(descriptor, F_GETFL) | O_NONBLOCK);
}

} // namespace

EmulatorFeed::EmulatorFeed(int slaveDescriptor)
    : m_descriptor(slaveDescriptor), m_writable(slaveDescriptor, QSocketNotifier::Write) {
    makeRaw(slaveDescriptor);
    m_writable.setEnabled(false);
    connect(&m_writable, &QSocketNotifier::activated, this, &EmulatorFeed::writeSome);
}

void EmulatorFeed::append(std::string_view bytes) {
    if (bytes.empty())
        return;
    m_pending += bytes;
    writeSome();
}

void EmulatorFeed::writeSome() {
    while (m_sent < m_pending.size()) {
        const auto written = ::write(m_descriptor, m_pending.data() + m_sent, m_pending.size() - m_sent);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0 && errno == EAGAIN)
            break;
        if (written <= 0) {
            m_sent = m_pending.size(); // the emulator has closed its side
            break;
        }
        m_sent += static_cast<std::size_t>(written);
    }
    if (m_sent == m_pending.size() || m_sent > static_cast<std::size_t>(PauseAbove)) {
        m_pending.erase(0, m_sent);
        m_sent = 0;
    }
    m_writable.setEnabled(waiting() > 0);
    adjustFlow();
}

void EmulatorFeed::adjustFlow() {
    const auto wanted = waiting() > PauseAbove    ? ByteChannel::Flow::Paused
                        : waiting() < ResumeBelow ? ByteChannel::Flow::Running
                                                  : m_flow;
    if (wanted == m_flow)
        return;
    m_flow = wanted;
    Q_EMIT flowChanged(m_flow);
}

} // namespace ax::terminal
