// SPDX-License-Identifier: MIT
#include "core/hold/held_program.h"

#include "core/base/process_identity.h"

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

constexpr auto LeftoverPatience = 3s;
/// A group's end is no event that a descriptor tells of.
constexpr auto LookAgain = 50ms;

} // namespace

HeldProgram::HeldProgram(std::unique_ptr<PtyProcess> process, TerminalSize size)
    : m_process(std::move(process)), m_size(size) {
}

bool HeldProgram::type(std::string_view bytes) {
    if (m_input.size() + bytes.size() > MostInput)
        return false;
    m_input += bytes;
    return true;
}

void HeldProgram::typeNow() {
    while (!m_input.empty()) {
        const auto written = ::write(terminalDescriptor(), m_input.data(), m_input.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0 && errno != EAGAIN)
            m_input.clear(); // nobody will ever read it
        if (written <= 0)
            return;
        m_input.erase(0, static_cast<std::size_t>(written));
    }
}

HeldProgram::ReadEnd HeldProgram::read(std::string& out, std::size_t limit) {
    std::array<char, 16 * 1024> buffer;
    const std::size_t before = out.size();
    while (out.size() - before < limit) {
        const auto count = ::read(terminalDescriptor(), buffer.data(), buffer.size());
        if (count > 0) {
            out.append(buffer.data(), static_cast<std::size_t>(count));
            continue;
        }
        if (count < 0 && errno == EINTR)
            continue;
        return count < 0 && errno == EAGAIN ? ReadEnd::Drained : ReadEnd::HungUp;
    }
    return ReadEnd::More;
}

void HeldProgram::resize(TerminalSize size) {
    if (size == m_size)
        std::ignore = m_process->signalGroup(SIGWINCH);
    else
        std::ignore = m_process->resize(size);
    m_size = size;
}

void HeldProgram::terminate(std::chrono::milliseconds patience) {
    if (m_exit)
        return; // the rest of the group is being ended
    std::ignore = m_process->signalGroup(SIGTERM);
    std::ignore = m_process->signalGroup(SIGCONT); // a stopped one could not hear it
    m_killAt = deadlineAfter(patience);
}

void HeldProgram::advance() {
    if (!m_exit) {
        m_exit = m_process->collectExit();
        if (!m_exit) {
            if (hasPassed(m_killAt)) {
                std::ignore = m_process->signalGroup(SIGKILL);
                m_killAt = Never;
            }
            return;
        }
    }
    const pid_t group = processId();
    if (m_groupIsGone || !groupLives(group)) {
        m_groupIsGone = true;
        m_killAt = Never;
        return;
    }
    if (!m_leftoversAreAsked) {
        m_leftoversAreAsked = true;
        m_leftoverKillAt = deadlineAfter(LeftoverPatience);
        ::kill(-group, SIGTERM);
        ::kill(-group, SIGCONT);
    } else if (hasPassed(m_leftoverKillAt)) {
        ::kill(-group, SIGKILL);
        m_groupIsGone = true;
        m_killAt = Never;
        return;
    }
    m_killAt = deadlineAfter(LookAgain);
}

std::optional<ProcessExit> HeldProgram::finished() const {
    return m_groupIsGone ? m_exit : std::nullopt;
}

} // namespace ax
