// SPDX-License-Identifier: MIT
#include "app/cli/session_windows.h"

#include "core/index/command_programs.h"
#include "core/mux/choose_multiplexer.h"
#include "core/mux/end_front_program.h"
#include "core/state/alias.h"

#include <algorithm>
#include <tuple>

namespace ax::cli {

namespace {

/// What a process of this harness may be called.
std::vector<std::string> programsOf(const Config& config, const std::string& harnessName) {
    std::vector<std::string> programs{harnessName};
    if (const Harness* harness = config.findHarness(harnessName)) {
        for (std::string& program : programsIn(harness->launch)) {
            if (!std::ranges::contains(programs, program))
                programs.push_back(std::move(program));
        }
    }
    return programs;
}

std::vector<MuxSession> muxSessions(const Config& config, std::span<const SessionPointer> known) {
    std::vector<MuxSession> sessions;
    for (const SessionPointer& session : known)
        sessions.push_back({.id = session->id,
                            .otherIds = {},
                            .programs = programsOf(config, session->harness),
                            .directory = session->recordedDirectory,
                            .created = session->created});
    return sessions;
}

} // namespace

SessionWindows::SessionWindows(const SessionWorld& world, const Environment& environment)
    : m_world(world), m_multiplexer(multiplexerToSearch(world.config(), environment, m_runner)) {
}

Result<void> SessionWindows::look() {
    if (m_windows)
        return {};
    auto windows = m_multiplexer->list();
    if (!windows)
        return std::unexpected(windows.error());
    for (MuxWindow& window : *windows) {
        const std::string chosen =
            window.tag.empty() ? "" : aliasTarget(m_world.disk(), m_world.paths(), window.tag);
        if (!chosen.empty())
            window.tag = chosen;
    }
    m_windows = std::move(*windows);
    return {};
}

std::optional<LocatedWindow> SessionWindows::among(std::vector<MuxSession> sessions,
                                                   const std::string& sessionId) const {
    auto located = locateAll(*m_windows, sessions);
    const auto found = located.find(sessionId);
    return found == located.end() ? std::nullopt : std::optional(std::move(found->second));
}

Result<LocatedWindow> SessionWindows::find(const std::string& sessionId) {
    if (!m_multiplexer)
        return std::unexpected(Error{ErrorCode::NotFound, "no multiplexer is in use here"});
    if (auto looked = look(); !looked)
        return std::unexpected(looked.error());
    // Its name alone tells, mostly; only for agents that were started by hand all sessions must be known.
    if (auto located = among(
            {{.id = sessionId, .otherIds = {}, .programs = {}, .directory = {}, .created = {}}}, sessionId))
        return std::move(*located);
    if (!m_windows->empty()) {
        const SnapshotPointer snapshot = m_world.scan();
        if (auto located = among(muxSessions(m_world.config(), snapshot->sessions), sessionId))
            return std::move(*located);
    }
    return std::unexpected(Error{ErrorCode::NotFound, "session " + sessionId + " has no window in " +
                                                          std::string(m_multiplexer->name())});
}

Result<std::map<std::string, std::string>> SessionWindows::cells(std::span<const SessionPointer> sessions) {
    std::map<std::string, std::string> cells;
    if (!m_multiplexer)
        return cells;
    if (auto looked = look(); !looked)
        return std::unexpected(looked.error());
    if (m_windows->empty())
        return cells;
    for (const auto& [id, located] : locateAll(*m_windows, muxSessions(m_world.config(), sessions)))
        cells.emplace(id, located.window.cell());
    return cells;
}

Result<void> SessionWindows::end(const LocatedWindow& located) const {
    const bool isByHand = located.by == LocatedWindow::By::Front || located.by == LocatedWindow::By::Adopted;
    return isByHand ? endFrontProgram(located.window) : m_multiplexer->close(located.window);
}

void retagWindows(const SessionWorld& world, const Environment& environment, const std::string& before,
                  const std::string& now) {
    const RealProcessRunner runner;
    const auto multiplexer = multiplexerToOpenIn(world.config(), environment, runner);
    const auto windows = multiplexer ? multiplexer->list() : std::vector<MuxWindow>();
    if (!windows)
        return;
    for (const MuxWindow& window : *windows) {
        if (window.tag == before)
            std::ignore = multiplexer->retag(window, now);
    }
}

} // namespace ax::cli
