// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"
#include "core/base/paths.h"
#include "core/config/config.h"
#include "core/index/session.h"

#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace ax {

/// How long an agent lets transcripts lie before it deletes them by itself.
struct RetentionPolicy {
    std::optional<std::chrono::days> keepFor; ///< nothing: it deletes none
    std::string source;                       ///< the file that says so; empty: the agent's default
    friend bool operator==(const RetentionPolicy&, const RetentionPolicy&) = default;
};

/// By harness. One that is not in it deletes nothing that is known of.
using RetentionPolicies = std::map<std::string, RetentionPolicy, std::less<>>;

/// Reads the agents' own settings. Known of today is Claude Code alone: when it starts it unlinks every
/// `projects/*/*.jsonl` whose modification time is more than `cleanupPeriodDays` days ago, 30 by default, in
/// all projects, whichever one it was started in. The number comes from its merged settings: the managed file
/// wins, then a project's `.claude/settings.local.json` and `.claude/settings.json`, then the user's
/// `settings.json` beside `projects`. So the shortest time that any project asks for is what a transcript
/// has. 0 means at once (older versions; newer ones refuse it and let the sweep rest); what is no number
/// counts as not set. Sources: code.claude.com/docs/en/settings and /claude-directory; anthropics/claude-code
/// issues #23710, #90148, #45903.
struct RetentionSources {
    const Config& config;
    const Paths& paths;
    std::set<std::string> projects; ///< folders that sessions ran in
    std::string managedSettings;    ///< see managedClaudeSettings()
};
RetentionPolicies loadRetentionPolicies(const FileSystem& files, const RetentionSources& sources);

/// Where an administrator's settings for Claude Code are on this system.
std::string managedClaudeSettings();

/// The folders that the sessions of harnesses with such settings ran in.
std::set<std::string> projectsOf(const Snapshot& snapshot);

/// When the transcript may be deleted: at the agent's next start from then on. Nothing when it stays, has no
/// file of its own, or is a kept copy.
std::optional<Timestamp> whenDeleted(const Session& session, const RetentionPolicies& policies);

struct ExpiringSession {
    SessionPointer session;
    Timestamp when; ///< may have passed: then the agent just was not started since
};

constexpr auto WarningTime = std::chrono::days(3);

/// The sessions that go within `within` from now, the next to go first. Pure.
std::vector<ExpiringSession> expiringSessions(const Snapshot& snapshot, const RetentionPolicies& policies,
                                              Timestamp now, std::chrono::nanoseconds within = WarningTime);

} // namespace ax
