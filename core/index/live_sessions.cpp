// SPDX-License-Identifier: MIT
#include "core/index/live_sessions.h"

#include "core/index/glob_pattern.h"
#include "core/state/alias.h"
#include "core/state/hook_state.h"
#include "core/status/reported_status.h"

#include <algorithm>
#include <utility>

namespace ax {

namespace {

constexpr std::string_view ReportSuffix = ".json";

/// The session whose file it is.
std::string sessionIdOf(std::string_view name) {
    if (name.ends_with(ReportSuffix))
        name.remove_suffix(ReportSuffix.size());
    return std::string(name);
}

} // namespace

LiveSessions::LiveSessions(const FileSystem& files, const Clock& clock, Paths paths)
    : m_files(files), m_clock(clock), m_paths(std::move(paths)),
      m_folders{heartbeatFolder(m_paths), reportedStatusFolder(m_paths), hookStateFolder(m_paths),
                aliasFolder(m_paths)} {
}

void LiveSessions::rescan(Ids& touched) {
    Ids ids;
    for (const DirectoryEntry& entry : m_files.list(m_folders[0]).value_or(std::vector<DirectoryEntry>()))
        ids.insert(entry.name);
    for (const auto& [id, known] : m_sessions)
        ids.insert(id); // to see that it is gone
    for (const std::string& id : ids)
        refresh(id, touched);
}

void LiveSessions::update(const std::string& path, Ids& touched) {
    if (std::ranges::any_of(m_folders,
                            [&path](const std::string& folder) { return isAtOrAbove(path, folder); }))
        return rescan(touched);
    for (const std::string& folder : m_folders) {
        if (componentsBelow(folder, path).size() == 1)
            refresh(sessionIdOf(fileName(path)), touched);
    }
}

void LiveSessions::refresh(const std::string& sessionId, Ids& touched) {
    auto heartbeat = readHeartbeat(m_files, m_paths, sessionId);
    const auto before = m_sessions.find(sessionId);
    if (!heartbeat) {
        if (before != m_sessions.end()) {
            touched.insert(sessionId);
            m_sessions.erase(before);
        }
        return;
    }
    Known known{.heartbeat = std::move(*heartbeat), .session = {}};
    known.session.command = known.heartbeat.command;
    known.session.isPlaceholder = !aliasTarget(m_files, m_paths, sessionId).empty();
    if (const auto hook = readHookState(m_files, m_paths, sessionId))
        known.session.witness.hook = {.word = hook->word,
                                      .at = hook->at,
                                      .question = hook->word == HookWord::Blocked
                                                      ? readHookQuestion(m_files, m_paths, sessionId)
                                                      : std::string()};
    if (auto report = readReportedStatus(m_files, m_paths, sessionId)) {
        if (report->program)
            known.session.witness.program = {.status = std::move(report->program->status),
                                             .at = report->program->at};
        if (report->notification)
            known.session.witness.notification = {.text = std::move(report->notification->text),
                                                  .at = report->notification->at};
    }
    judge(known, m_clock.now());
    if (before != m_sessions.end() && before->second.session == known.session) {
        before->second.heartbeat = std::move(known.heartbeat);
        return;
    }
    touched.insert(sessionId);
    m_sessions.insert_or_assign(sessionId, std::move(known));
}

/// What the clock and the process table say of it. A holder that is known by its token lives as long as its
/// process does: its beat may be late, after the machine has slept for instance.
void LiveSessions::judge(Known& known, Timestamp now) const {
    HeldWitness& witness = known.session.witness;
    const Heartbeat& heartbeat = known.heartbeat;
    witness.lives = heartbeat.token.empty() ? isRunning(heartbeat, now) : isHolderOf(heartbeat);
    witness.isWriting = witness.lives && hasFreshOutput(heartbeat, now);
    witness.lastOutput = heartbeat.lastOutput;
    if (witness.hook) { // a word from the future tells of a clock that was wrong, not of this moment
        const auto age = now - witness.hook->at;
        witness.hook->isFresh = age <= HookFreshness && age >= -HookFreshness;
    }
}

void LiveSessions::passTime(Ids& touched) {
    const Timestamp now = m_clock.now();
    for (auto& [id, known] : m_sessions) {
        const HeldWitness before = known.session.witness;
        const bool isDue = before.isWriting || (before.hook && before.hook->isFresh) ||
                           (known.heartbeat.token.empty() && before.lives);
        if (!isDue)
            continue;
        if (known.heartbeat.token.empty()) { // its beats are what counts, and no notice tells of them
            refresh(id, touched);
            continue;
        }
        judge(known, now);
        if (!(known.session.witness == before))
            touched.insert(id);
    }
}

std::optional<Timestamp> LiveSessions::timeOfNextChange() const {
    constexpr auto Rounding = std::chrono::seconds(1); // the last output is told in whole seconds
    std::optional<Timestamp> next;
    const auto consider = [&next](Timestamp moment) { next = std::min(next.value_or(moment), moment); };
    for (const auto& [id, known] : m_sessions) {
        const HeldWitness& witness = known.session.witness;
        if (witness.isWriting)
            consider(known.heartbeat.lastOutput + OutputFreshness + Rounding);
        if (witness.hook && witness.hook->isFresh)
            consider(witness.hook->at + HookFreshness + Rounding);
        if (known.heartbeat.token.empty() && witness.lives)
            consider(known.heartbeat.beat + HeartbeatFreshness + Rounding);
    }
    return next;
}

const LiveSessions::LiveSession* LiveSessions::find(const std::string& sessionId) const {
    const auto known = m_sessions.find(sessionId);
    return known == m_sessions.end() ? nullptr : &known->second.session;
}

LiveSessions::Ids LiveSessions::ids() const {
    Ids ids;
    for (const auto& [id, known] : m_sessions)
        ids.insert(id);
    return ids;
}

std::vector<LiveSessions::Process> LiveSessions::processes() const {
    std::vector<Process> processes;
    for (const auto& [id, known] : m_sessions) {
        if (known.heartbeat.holder > 0 && known.session.witness.lives)
            processes.push_back({.processId = known.heartbeat.holder, .path = joinPath(m_folders[0], id)});
    }
    return processes;
}

} // namespace ax
