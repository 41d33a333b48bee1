// SPDX-License-Identifier: MIT
#include "core/base/pty_process.h"

#include "core/base/deadline.h"
#include "core/base/process_exit.h"
#include "core/base/terminal_child.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace ax {

namespace {

using namespace std::chrono_literals;

constexpr auto HangUpGrace = 200ms;

ProcessExit toExit(int status) {
    if (WIFSIGNALED(status))
        return {.code = 0, .signal = WTERMSIG(status)};
    return {.code = WEXITSTATUS(status), .signal = std::nullopt};
}

/// Whether a group has members. Its number is not given to others as long as it has.
bool groupExists(pid_t group) {
    return ::kill(-group, 0) == 0 || errno == EPERM;
}

} // namespace

Result<std::unique_ptr<PtyProcess>> PtyProcess::start(const ProcessSpec& spec, TerminalSize size) {
    auto child = startOnTerminal(spec, size);
    if (!child)
        return std::unexpected(child.error());
    return std::unique_ptr<PtyProcess>(
        new PtyProcess(child->processId, child->master.release(), child->exitDescriptor.release()));
}

PtyProcess::PtyProcess(pid_t processId, int master, int exitDescriptor)
    : m_processId(processId), m_master(master), m_exitDescriptor(exitDescriptor) {
}

PtyProcess::~PtyProcess() {
    const Deadline deadline = deadlineAfter(HangUpGrace);
    if (!m_exit) {
        ::kill(-m_processId, SIGHUP);
        ::kill(-m_processId, SIGCONT); // a stopped one could not hear it
    }
    ::close(m_master);
    if (!m_exit) {
        if (waitReadable(m_exitDescriptor, HangUpGrace))
            collectExit();
        // The shell in front of an agent dies at once; the agent behind it gets the rest of the grace.
        while (m_exit && groupExists(m_processId) && !hasPassed(deadline))
            std::this_thread::sleep_for(5ms);
        if (groupExists(m_processId))
            ::kill(-m_processId, SIGKILL);
        if (!m_exit)
            reapChild(m_processId);
    }
    ::close(m_exitDescriptor);
}

Result<void> PtyProcess::resize(TerminalSize size) {
    if (size.columns == 0 || size.rows == 0)
        return std::unexpected(Error{ErrorCode::Invalid, "a terminal needs at least one row and one column"});
    winsize kernelSize{};
    kernelSize.ws_col = size.columns;
    kernelSize.ws_row = size.rows;
    if (::ioctl(m_master, TIOCSWINSZ, &kernelSize) != 0)
        return std::unexpected(errorFromErrno(errno, "resize the terminal"));
    return {};
}

std::optional<ProcessExit> PtyProcess::collectExit() {
    if (m_exit)
        return m_exit;
    int status = 0;
    pid_t collected = 0;
    do {
        collected = ::waitpid(m_processId, &status, WNOHANG);
    } while (collected < 0 && errno == EINTR);
    if (collected == m_processId)
        m_exit = toExit(status);
    else if (collected < 0) // somebody else reaped it: it is gone all the same
        m_exit = ProcessExit();
    return m_exit;
}

Result<void> PtyProcess::signalGroup(int signalNumber) {
    if (m_exit) // the number may belong to others by now
        return std::unexpected(Error{ErrorCode::NotFound, "the process has ended"});
    if (::kill(-m_processId, signalNumber) != 0)
        return std::unexpected(errorFromErrno(errno, "signal process " + std::to_string(m_processId)));
    return {};
}

} // namespace ax
