// SPDX-License-Identifier: MIT
#include "app/demo-agent/terminal.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <utility>

namespace ax::demo {

namespace {

// Bracketed paste on, and off again.
constexpr std::string_view Enter = "\x1b[?2004h";
constexpr std::string_view Leave = "\x1b[?2004l";

/// Where the handlers write: a signal handler has nothing but globals.
int signalPipe = -1;

void noteSignal(int number) {
    const int saved = errno;
    const auto byte = static_cast<char>(number);
    (void)!::write(signalPipe, &byte, 1); // a full pipe already says that something came
    errno = saved;
}

void handle(int number, void (*handler)(int)) {
    struct sigaction action = {};
    action.sa_handler = handler;
    ::sigaction(number, &action, nullptr);
}

} // namespace

bool Terminal::isPresent() {
    return ::isatty(STDIN_FILENO) != 0 && ::isatty(STDOUT_FILENO) != 0;
}

Result<Terminal> Terminal::open() {
    termios before = {};
    if (::tcgetattr(STDIN_FILENO, &before) != 0)
        return std::unexpected(errorFromErrno(errno, "look at the terminal"));
    auto signals = makePipe();
    if (!signals)
        return std::unexpected(signals.error());
    for (const Descriptor* end : {&signals->readEnd, &signals->writeEnd})
        ::fcntl(end->get(), F_SETFL, O_NONBLOCK);

    termios raw = before;
    ::cfmakeraw(&raw);
    ::tcsetattr(STDIN_FILENO, TCSANOW, &raw);
    return Terminal(before, std::move(*signals));
}

Terminal::Terminal(const termios& before, Pipe signals) : m_before(before), m_signals(std::move(signals)) {
    signalPipe = m_signals.writeEnd.get();
    for (const int number : {SIGWINCH, SIGHUP, SIGTERM, SIGINT})
        handle(number, noteSignal);
    handle(SIGPIPE, SIG_IGN);
    write(Enter);
}

Terminal::~Terminal() {
    if (!m_signals.writeEnd)
        return; // moved from
    write(Leave);
    ::tcsetattr(STDIN_FILENO, TCSANOW, &m_before);
    for (const int number : {SIGWINCH, SIGHUP, SIGTERM, SIGINT})
        handle(number, SIG_IGN);
}

TerminalSize Terminal::size() const {
    winsize size = {};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0)
        return {.columns = 80, .rows = 24};
    return {.columns = size.ws_col, .rows = size.ws_row};
}

void Terminal::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR)
            return;
        bytes.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
}

Terminal::Event Terminal::wait(std::optional<std::chrono::milliseconds> limit) {
    std::array<pollfd, 2> watched{{{STDIN_FILENO, POLLIN, 0}, {m_signals.readEnd.get(), POLLIN, 0}}};
    const int ready = ::poll(watched.data(), watched.size(), limit ? static_cast<int>(limit->count()) : -1);
    if (ready <= 0)
        return {}; // a signal interrupts too; its byte lies ready for the next call
    if (watched[1].revents != 0) {
        char number = 0;
        if (::read(m_signals.readEnd.get(), &number, 1) == 1)
            return {number == SIGWINCH ? Event::Kind::Resized : Event::Kind::HungUp, {}};
    }
    if (watched[0].revents == 0)
        return {};
    std::string bytes(4096, '\0');
    const ssize_t count = ::read(STDIN_FILENO, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR)
        return {};
    if (count <= 0)
        return {Event::Kind::HungUp, {}};
    bytes.resize(static_cast<std::size_t>(count));
    return {Event::Kind::Input, std::move(bytes)};
}

} // namespace ax::demo
