// SPDX-License-Identifier: MIT
#include "terminal_driver.h"

#include <QElapsedTimer>

#include <array>
#include <poll.h>
#include <unistd.h>

namespace {

constexpr int Patience = 10'000; // milliseconds

} // namespace

TerminalDriver::TerminalDriver(const ax::ProcessSpec& spec, ax::TerminalSize size) {
    if (auto process = ax::PtyProcess::start(spec, size))
        m_process = std::move(*process);
}

void TerminalDriver::type(std::string_view bytes) const {
    while (!bytes.empty()) {
        const ssize_t count = ::write(m_process->masterDescriptor(), bytes.data(), bytes.size());
        if (count > 0)
            bytes.remove_prefix(static_cast<std::size_t>(count));
        else if (errno != EAGAIN && errno != EINTR)
            return;
    }
}

bool TerminalDriver::readSome(int milliseconds) {
    pollfd watched{m_process->masterDescriptor(), POLLIN, 0};
    if (::poll(&watched, 1, milliseconds) <= 0)
        return true;
    std::array<char, 65536> buffer;
    const ssize_t count = ::read(watched.fd, buffer.data(), buffer.size());
    if (count > 0)
        m_output.append(buffer.data(), static_cast<std::size_t>(count));
    return count > 0 || (count < 0 && errno == EAGAIN);
}

bool TerminalDriver::waitFor(std::string_view marker) {
    QElapsedTimer timer;
    timer.start();
    for (;;) {
        const std::size_t found = m_output.find(marker, m_seen);
        if (found != std::string::npos) {
            m_seen = found + marker.size();
            return true;
        }
        const auto left = Patience - static_cast<int>(timer.elapsed());
        if (left <= 0 || !readSome(left))
            return false;
    }
}

int TerminalDriver::waitForExit() {
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < Patience) {
        if (const auto exit = m_process->collectExit())
            return exit->signal ? -1 : exit->code;
        // It may have to get rid of its last words first.
        if (readSome(20))
            continue;
        pollfd ended{m_process->exitDescriptor(), POLLIN, 0};
        ::poll(&ended, 1, Patience);
    }
    return -1;
}

QStringList TerminalDriver::reportedStates() const {
    QStringList states;
    for (const QString& piece :
         QString::fromStdString(m_output).split(QStringLiteral("\x1b]7501;state=")).mid(1))
        states << piece.section(QLatin1Char('\a'), 0, 0).section(QLatin1Char(':'), 0, 0);
    return states;
}
