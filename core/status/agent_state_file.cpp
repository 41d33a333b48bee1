// SPDX-License-Identifier: MIT
#include "core/status/agent_state_file.h"

#include "core/status/plain_line.h"
#include "core/transcripts/json_line.h"
#include "core/transcripts/json_members.h"

#include <algorithm>
#include <limits>

namespace ax {

namespace {

using simdjson::ondemand::value;

constexpr std::size_t MaximumName = 200; ///< code points
constexpr std::size_t MaximumIdentifier = 128;

/// The id becomes part of keys: what cannot be one is not taken for one.
bool isIdentifier(std::string_view text) {
    const auto allowed = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
               c == '_' || c == '.';
    };
    return !text.empty() && text.size() <= MaximumIdentifier && std::ranges::all_of(text, allowed);
}

/// Milliseconds since the epoch, or RFC 3339.
std::optional<Timestamp> timeOf(value content) {
    if (const auto text = escapedText(content))
        return parseTimestamp(*text);
    std::int64_t milliseconds = 0;
    constexpr std::int64_t Limit = std::numeric_limits<std::int64_t>::max() / 1'000'000;
    if (content.get_int64().get(milliseconds) != simdjson::SUCCESS || milliseconds <= 0 ||
        milliseconds > Limit)
        return std::nullopt;
    return Timestamp(std::chrono::milliseconds(milliseconds));
}

void takeLine(std::string& into, value content) {
    if (const auto text = plainText(content))
        into = plainLine(*text, MaximumName);
}

void readMember(AgentStateFile& state, std::string_view key, value content) {
    std::uint64_t processId = 0;
    if (key == "sessionId")
        take(state.sessionId, content);
    else if (key == "cwd")
        take(state.directory, content);
    else if (key == "name")
        takeLine(state.name, content);
    else if (key == "status")
        takeLine(state.status, content);
    else if (key == "waitingFor")
        takeLine(state.waitingFor, content);
    else if (key == "statusUpdatedAt")
        state.updated = timeOf(content);
    else if (key == "pid")
        take(processId, content);
    if (processId > 0 && processId <= std::numeric_limits<int>::max())
        state.processId = static_cast<long>(processId);
}

} // namespace

std::optional<AgentStateFile> parseClaudeStateFile(std::string_view json) {
    std::string padded;
    padded.reserve(json.size() + simdjson::SIMDJSON_PADDING);
    padded = json;
    JsonLine line;
    AgentStateFile state;
    const bool sound = line.visit(padded, [&state](simdjson::ondemand::object members) {
        state = AgentStateFile();
        return forEachMember(members,
                             [&](std::string_view key, value content) { readMember(state, key, content); });
    });
    if (!sound || !isIdentifier(state.sessionId))
        return std::nullopt;
    return state;
}

} // namespace ax
