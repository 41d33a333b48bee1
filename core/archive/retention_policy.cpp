// SPDX-License-Identifier: MIT
#include "core/archive/retention_policy.h"

#include "core/index/glob_pattern.h"

#include <rapidjson/document.h>

#include <algorithm>

namespace ax {

namespace {

constexpr std::uint64_t LargestSettings = 4U << 20;
constexpr std::int64_t DefaultDays = 30;
/// More than a Timestamp can add up to: for ever.
constexpr double ForEver = 50'000;

struct Setting {
    double days = 0;
    std::string file;
};

std::optional<Setting> readSetting(const FileSystem& files, const std::string& path) {
    const auto text = readWholeFile(files, path, LargestSettings);
    if (!text)
        return std::nullopt;
    rapidjson::Document document;
    document.Parse<rapidjson::kParseIterativeFlag>(text->data(), text->size());
    if (document.HasParseError() || !document.IsObject())
        return std::nullopt;
    const auto member = document.FindMember("cleanupPeriodDays");
    if (member == document.MemberEnd() || !member->value.IsNumber() || member->value.GetDouble() < 0)
        return std::nullopt;
    return Setting{member->value.GetDouble(), path};
}

/// Folder: `.claude` of a project.
std::optional<Setting> readProject(const FileSystem& files, const std::string& folder) {
    auto local = readSetting(files, joinPath(folder, "settings.local.json"));
    return local ? local : readSetting(files, joinPath(folder, "settings.json"));
}

RetentionPolicy policyOf(const Setting& setting) {
    if (setting.days > ForEver)
        return {.keepFor = std::nullopt, .source = setting.file};
    return {.keepFor = std::chrono::days(static_cast<std::int64_t>(setting.days)), .source = setting.file};
}

RetentionPolicy claudePolicy(const FileSystem& files, const std::string& claudeFolder,
                             const RetentionSources& sources) {
    if (const auto managed = readSetting(files, sources.managedSettings))
        return policyOf(*managed);
    Setting shortest =
        readSetting(files, joinPath(claudeFolder, "settings.json")).value_or(Setting{DefaultDays, {}});
    for (const std::string& project : sources.projects) {
        auto setting = readProject(files, joinPath(project, ".claude"));
        if (setting && setting->days < shortest.days)
            shortest = std::move(*setting);
    }
    return policyOf(shortest);
}

} // namespace

std::string managedClaudeSettings() {
#ifdef __APPLE__
    return "/Library/Application Support/ClaudeCode/managed-settings.json";
#else
    return "/etc/claude-code/managed-settings.json";
#endif
}

std::set<std::string> projectsOf(const Snapshot& snapshot) {
    std::set<std::string> projects;
    for (const SessionPointer& session : snapshot.sessions) {
        if (session->format == "claude" && session->directoryExists && session->directory.starts_with('/'))
            projects.insert(session->directory);
    }
    return projects;
}

RetentionPolicies loadRetentionPolicies(const FileSystem& files, const RetentionSources& sources) {
    RetentionPolicies policies;
    for (const Harness& harness : sources.config.harnesses) {
        if (harness.format != "claude" || harness.glob.empty())
            continue;
        const std::string root = GlobPattern(expandHome(harness.glob, sources.paths.home)).root();
        policies[harness.name] = claudePolicy(files, std::string(parentFolder(root)), sources);
    }
    return policies;
}

std::optional<Timestamp> whenDeleted(const Session& session, const RetentionPolicies& policies) {
    const auto policy = policies.find(session.harness);
    if (policy == policies.end() || !policy->second.keepFor || session.isKeptCopy || !session.fileModified())
        return std::nullopt;
    if (*session.fileModified() > Timestamp::max() - *policy->second.keepFor) // a clock gone wild
        return std::nullopt;
    return *session.fileModified() + *policy->second.keepFor;
}

std::vector<ExpiringSession> expiringSessions(const Snapshot& snapshot, const RetentionPolicies& policies,
                                              Timestamp now, std::chrono::nanoseconds within) {
    std::vector<ExpiringSession> expiring;
    for (const SessionPointer& session : snapshot.sessions) {
        const auto when = whenDeleted(*session, policies);
        if (when && *when <= now + within)
            expiring.push_back({session, *when});
    }
    std::ranges::stable_sort(expiring, {}, &ExpiringSession::when);
    return expiring;
}

} // namespace ax
