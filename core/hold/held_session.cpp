// SPDX-License-Identifier: MIT
#include "core/hold/held_session.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <tuple>
#include <unistd.h>
#include <utility>

namespace ax {

namespace {

using namespace std::chrono_literals;

constexpr TerminalSize FirstSize{.columns = 120, .rows = 40};
constexpr std::size_t ReadLimit = 64 * 1024; ///< per turn, so that clients are heard in between
constexpr std::size_t HistoryForClients = 256 * 1024;
/// Output of one moment is emulated in one go: of a flood most need not be (flood.h).
constexpr auto DigestPause = 25ms;
constexpr auto KillPatience = 3s;
constexpr auto FailureAtOnce = 15s; ///< a program that fails sooner has something to show
constexpr auto FailureLinger = 10s;
constexpr auto FarewellLimit = 1s; ///< for clients to take the news
constexpr std::size_t TailForClients = 512;
constexpr int MostLastReads = 64;

std::string_view lastLineOf(std::string_view text) {
    while (text.ends_with('\n'))
        text.remove_suffix(1);
    const std::size_t start = text.rfind('\n');
    return start == std::string_view::npos ? text : text.substr(start + 1);
}

} // namespace

int exitCodeOf(const ProcessExit& exit) {
    if (!exit.signal)
        return exit.code;
    const bool wasTold = *exit.signal == SIGTERM || *exit.signal == SIGHUP || *exit.signal == SIGINT ||
                         *exit.signal == SIGKILL;
    return wasTold ? 0 : 128 + *exit.signal;
}

Result<std::unique_ptr<HeldSession>> HeldSession::start(const FileSystem& files, const Paths& paths,
                                                        const Environment& environment, const Clock& clock,
                                                        const HeldSessionSpec& spec) {
    // The socket first: where another holder has the session, no second program must start on it.
    auto socket = HolderSocket::listen(holderSocketPath(environment, paths, spec.sessionId));
    if (!socket)
        return std::unexpected(socket.error());
    // Then the sign of life, so that the session is seen before its program has done anything. Without one it
    // runs all the same.
    SessionSidecars sidecars(files, paths, clock, spec.sessionId, spec.command);
    std::ignore = sidecars.begin();
    auto process = PtyProcess::start(
        {.arguments = spec.arguments, .workingDirectory = spec.directory, .variables = spec.variables},
        FirstSize);
    if (!process) {
        sidecars.end({});
        return std::unexpected(process.error());
    }
    std::unique_ptr<HeldSession> session(new HeldSession(paths, environment, std::move(sidecars),
                                                         HeldProgram(std::move(*process), FirstSize)));
    session->m_server.addSocket(std::move(*socket));
    return session;
}

HeldSession::HeldSession(const Paths& paths, const Environment& environment, SessionSidecars sidecars,
                         HeldProgram program)
    : m_paths(paths), m_environment(environment), m_program(std::move(program)), m_terminal(FirstSize),
      m_sidecars(std::move(sidecars)), m_server(*this), m_started(std::chrono::steady_clock::now()) {
}

HeldSessionEnd HeldSession::run(Signals signals, const std::function<void(const HeldSessionEnd&)>& conclude) {
    while (!m_program.finished())
        turn(signals);
    // What it wrote last; others who hold its terminal may go on for ever.
    for (int turns = 0; turns < MostLastReads && !m_isHungUp; ++turns) {
        readOutput();
        if (m_output.empty())
            break;
    }
    digest();
    const HeldSessionEnd end = endOf(*m_program.finished());
    m_sidecars.end(m_terminal.styledText());
    conclude(end);
    const std::string tail = m_terminal.text();
    m_server.exited({.code = end.code,
                     .runtime = end.runtime,
                     .tail = tail.substr(tail.size() - std::min(tail.size(), TailForClients))});
    linger(end);
    return end;
}

Deadline HeldSession::nextDeadline() const {
    return std::min(
        {m_digestDue, m_sidecars.nextDeadline(), m_program.nextDeadline(), m_server.nextDeadline()});
}

/// Waits for something to do, and does it.
void HeldSession::turn(Signals& signals) {
    enum : std::size_t { Terminal, Exit, Terminate, TrueId, Own };
    short terminalEvents = m_program.wantsToType() ? POLLOUT : 0;
    if (!m_server.isCongested())
        terminalEvents |= POLLIN;
    m_pollSet.clear();
    m_pollSet.push_back(
        {.fd = m_isHungUp ? -1 : m_program.terminalDescriptor(), .events = terminalEvents, .revents = 0});
    m_pollSet.push_back({.fd = m_program.exitDescriptor(), .events = POLLIN, .revents = 0});
    m_pollSet.push_back({.fd = signals.terminate, .events = POLLIN, .revents = 0});
    m_pollSet.push_back({.fd = signals.trueId, .events = POLLIN, .revents = 0});
    if (m_program.hasEnded())
        m_pollSet[Exit].fd = -1; // readable for ever
    m_server.addToPollSet(m_pollSet);
    if (::poll(m_pollSet.data(), m_pollSet.size(), pollTimeout(nextDeadline())) < 0) {
        for (pollfd& entry : m_pollSet)
            entry.revents = 0; // a signal: what is due by the clock may be due
    }
    const bool wasAskedToEnd = m_pollSet[Terminate].revents != 0;
    const bool hasTrueId = m_pollSet[TrueId].revents != 0;
    if ((m_pollSet[Terminal].revents & (POLLIN | POLLHUP | POLLERR)) != 0)
        readOutput();
    m_server.handle(m_pollSet.data() + Own);
    if (hasPassed(m_digestDue))
        digest();
    if (m_program.wantsToType())
        m_program.typeNow();
    if (wasAskedToEnd) {
        signals.terminate = -1; // once is enough
        m_wasAskedToEnd = true;
        m_program.terminate(KillPatience);
    }
    if (hasTrueId)
        adopt(signals);
    m_program.advance();
    m_server.advance();
    m_sidecars.advance();
}

void HeldSession::readOutput() {
    m_output.clear();
    const auto end = m_program.read(m_output, ReadLimit);
    m_isHungUp = end == HeldProgram::ReadEnd::HungUp;
    if (!m_output.empty()) {
        m_sidecars.sawOutput();
        m_server.output(m_stripper.pass(m_output));
        if (m_digestDue == Never)
            m_digestDue = deadlineAfter(DigestPause);
        if (m_terminal.take(m_output))
            act();
    }
    if (end != HeldProgram::ReadEnd::More)
        m_server.output(m_stripper.rest());
}

/// Brings the session's own terminal up to now.
void HeldSession::digest() {
    m_digestDue = Never;
    m_terminal.digest();
    act();
}

/// On what the terminal saw.
void HeldSession::act() {
    m_sidecars.sawLines(m_terminal.takeScrolledLines());
    m_sidecars.sawEvents(m_terminal.takeEvents());
    if (m_terminal.takeBell())
        m_sidecars.sawBell();
    const SessionTerminal::Replies replies = m_terminal.takeReplies();
    m_program.type(replies.programStatus);
    if (!m_server.hasViewers()) // else their terminals answer
        m_program.type(replies.others);
    m_program.typeNow();
    if (m_wasAlternate && !m_terminal.alternateScreen())
        m_server.leftAlternateScreen();
    m_wasAlternate = m_terminal.alternateScreen();
}

void HeldSession::adopt(Signals& signals) {
    std::array<char, 512> buffer;
    const auto count = ::read(signals.trueId, buffer.data(), buffer.size());
    if (count < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    if (count > 0)
        m_trueId.append(buffer.data(), static_cast<std::size_t>(count));
    const std::size_t line = m_trueId.find('\n');
    if (count > 0 && line == std::string::npos && m_trueId.size() < buffer.size())
        return;
    signals.trueId = -1;
    m_trueId.resize(line == std::string::npos ? 0 : line);
    const std::string before = m_sidecars.sessionId();
    if (m_trueId.empty() || m_trueId == before)
        return; // none was found: the id stays
    auto socket = HolderSocket::listen(holderSocketPath(m_environment, m_paths, m_trueId));
    if (!socket)
        return; // somebody holds that session already
    m_server.addSocket(std::move(*socket));
    if (onRenamed)
        onRenamed(before, m_trueId); // before the placeholder goes: its id must work all the time
    m_sidecars.rename(m_trueId);
}

HeldSessionEnd HeldSession::endOf(const ProcessExit& exit) const {
    const auto runtime = std::chrono::steady_clock::now() - m_started;
    return {.code = exitCodeOf(exit),
            .signal = exit.signal,
            .runtime = std::chrono::duration_cast<std::chrono::milliseconds>(runtime),
            .lastLine = std::string(lastLineOf(m_terminal.text())),
            .wasAskedToEnd = m_wasAskedToEnd};
}

/// Stays until clients have taken the news; a session that failed before anybody could look waits for a first
/// one.
void HeldSession::linger(const HeldSessionEnd& end) {
    const bool awaitsViewer =
        end.code != 0 && end.runtime < FailureAtOnce && !m_server.wasEverViewed() && !end.wasAskedToEnd;
    const Deadline deadline = deadlineAfter(awaitsViewer ? FailureLinger : FarewellLimit);
    while (!hasPassed(deadline) && (m_server.hasUnsent() || (awaitsViewer && !m_server.wasEverViewed()))) {
        m_pollSet.clear();
        m_server.addToPollSet(m_pollSet);
        if (::poll(m_pollSet.data(), m_pollSet.size(), pollTimeout(deadline)) > 0)
            m_server.handle(m_pollSet.data());
    }
    m_server.clear();
}

std::string HeldSession::backlog() {
    digest();
    return m_terminal.paint(m_sidecars.scrollback(HistoryForClients));
}

std::string HeldSession::picture() {
    digest();
    return m_terminal.repaint();
}

HolderClient::Screen HeldSession::screen() const {
    return m_terminal.alternateScreen() ? HolderClient::Screen::Alternate : HolderClient::Screen::Main;
}

std::string HeldSession::screenText() {
    digest();
    return m_terminal.text();
}

bool HeldSession::type(std::string_view bytes) {
    const bool taken = m_program.type(bytes);
    m_program.typeNow();
    return taken;
}

void HeldSession::resize(TerminalSize size) {
    m_program.resize(size);
    digest();
    m_terminal.resize(size);
}

void HeldSession::redraw() {
    m_program.resize(m_terminal.size());
}

} // namespace ax
