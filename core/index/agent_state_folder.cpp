// SPDX-License-Identifier: MIT
#include "core/index/agent_state_folder.h"

#include "core/base/paths.h"
#include "core/base/process_identity.h"
#include "core/index/glob_pattern.h"
#include "core/status/agent_state_file.h"

#include <charconv>

namespace ax {

namespace {

constexpr std::uint64_t LargestFile = 1 << 20;
constexpr std::string_view Suffix = ".json";

/// The pid in `<pid>.json`, 0 for any other name.
long processIdIn(std::string_view name) {
    long processId = 0;
    if (!name.ends_with(Suffix))
        return 0;
    name.remove_suffix(Suffix.size());
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), processId);
    return error == std::errc() && end == name.data() + name.size() && processId > 0 ? processId : 0;
}

} // namespace

void AgentStateFolder::rescan(Ids& touched) {
    std::set<std::string> paths;
    for (const DirectoryEntry& entry : m_files.list(m_folder).value_or(std::vector<DirectoryEntry>()))
        paths.insert(joinPath(m_folder, entry.name));
    for (const auto& [path, state] : m_states)
        paths.insert(path); // to see that they are gone
    for (const std::string& path : paths)
        refresh(path, touched);
}

void AgentStateFolder::update(const std::string& path, Ids& touched) {
    if (isAtOrAbove(path, m_folder))
        rescan(touched);
    else if (componentsBelow(m_folder, path).size() == 1)
        refresh(path, touched);
}

void AgentStateFolder::refresh(const std::string& path, Ids& touched) {
    const long processId = processIdIn(fileName(path));
    if (processId == 0)
        return;
    const auto status = m_files.status(path);
    const auto json = readWholeFile(m_files, path, LargestFile);
    if (!status || !json)
        return set(path, std::nullopt, touched);
    const Timestamp written{std::chrono::nanoseconds(status->modifiedNanoseconds)};
    if (!isProcessOfRecord(processId, written))
        return set(path, std::nullopt, touched);
    auto state = parseClaudeStateFile(*json);
    if (!state)
        return; // caught in the middle of writing: what it said before holds until the next notice
    state->processId = processId;
    if (!state->updated)
        state->updated = written;
    set(path, std::move(state), touched);
}

void AgentStateFolder::set(const std::string& path, std::optional<AgentStateFile> state, Ids& touched) {
    if (const auto known = m_states.find(path); known != m_states.end()) {
        touched.insert(known->second.sessionId);
        m_states.erase(known);
    }
    if (!state)
        return;
    touched.insert(state->sessionId);
    m_states.emplace(path, std::move(*state));
}

const AgentStateFile* AgentStateFolder::find(const std::string& sessionId) const {
    const AgentStateFile* latest = nullptr;
    for (const auto& [path, state] : m_states) {
        if (state.sessionId == sessionId && (!latest || state.updated > latest->updated))
            latest = &state;
    }
    return latest;
}

std::vector<AgentStateFolder::Process> AgentStateFolder::processes() const {
    std::vector<Process> processes;
    for (const auto& [path, state] : m_states)
        processes.push_back({.processId = state.processId, .stateFile = path});
    return processes;
}

} // namespace ax
