// SPDX-License-Identifier: MIT
#include "core/transcripts/codex_rollouts.h"

#include "core/base/paths.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <format>

namespace ax {

namespace {

/// An id is looked for in file names: what could not be in one is no id.
bool isPlausible(const std::string& id) {
    constexpr std::size_t Longest = 128;
    return !id.empty() && id.size() <= Longest && id.find('/') == std::string::npos;
}

std::optional<std::string> findIn(const FileSystem& files, const std::string& folder, const std::string& id) {
    const auto entries = files.list(folder);
    if (!entries)
        return std::nullopt;
    const std::string ending = '-' + id + ".jsonl";
    for (const DirectoryEntry& entry : *entries) {
        if (entry.name.starts_with("rollout-") && entry.name.ends_with(ending))
            return folder + '/' + entry.name;
    }
    return std::nullopt;
}

/// `2026/11/21` out of a version 7 UUID, whose first 48 bits are milliseconds; `shift` days later, for
/// folders are named in local time.
std::string dayOf(const std::string& id, int shift) {
    std::string digits = id.substr(0, 13);
    std::erase(digits, '-');
    std::int64_t milliseconds = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), milliseconds, 16);
    if (error != std::errc() || end != digits.data() + digits.size() || digits.size() != 12)
        return {};
    const auto day = std::chrono::floor<std::chrono::days>(
        std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(milliseconds)));
    const std::chrono::year_month_day date(day + std::chrono::days(shift));
    return std::format("{:04}/{:02}/{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

/// In the folders `levels` below.
std::optional<std::string> findBelow(const FileSystem& files, const std::string& folder, int levels,
                                     const std::string& id) {
    if (levels == 0)
        return findIn(files, folder, id);
    const auto entries = files.list(folder);
    if (!entries)
        return std::nullopt;
    for (const DirectoryEntry& entry : *entries) {
        const bool isDate =
            std::ranges::all_of(entry.name, [](char byte) { return byte >= '0' && byte <= '9'; });
        if (entry.kind != FileKind::Directory || !isDate)
            continue;
        if (auto found = findBelow(files, folder + '/' + entry.name, levels - 1, id))
            return found;
    }
    return std::nullopt;
}

} // namespace

std::optional<std::string> findRollout(const FileSystem& files, const std::string& file,
                                       const std::string& sessionId) {
    if (!isPlausible(sessionId))
        return std::nullopt;
    const std::string folder(parentFolder(file));
    if (auto found = findIn(files, folder, sessionId))
        return found;
    std::string home; // .codex
    std::string sessions;
    if (fileName(folder) == "archived_sessions") {
        home = parentFolder(folder);
        sessions = home + "/sessions";
    } else {
        sessions = parentFolder(parentFolder(parentFolder(folder)));
        home = parentFolder(sessions);
    }
    if (fileName(sessions) != "sessions")
        return std::nullopt; // a copy somewhere: nothing to search through
    for (const int shift : {0, -1, 1}) {
        const std::string day = dayOf(sessionId, shift);
        if (auto found = day.empty() ? std::nullopt : findIn(files, sessions + '/' + day, sessionId))
            return found;
    }
    if (auto found = findIn(files, home + "/archived_sessions", sessionId))
        return found;
    constexpr int DateLevels = 3;
    return findBelow(files, sessions, DateLevels, sessionId);
}

} // namespace ax
