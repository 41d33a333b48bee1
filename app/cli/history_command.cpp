// SPDX-License-Identifier: MIT
#include "app/cli/history_command.h"

#include "app/cli/byte_size.h"
#include "app/cli/plain_text.h"
#include "app/cli/session_lookup.h"
#include "app/cli/session_world.h"
#include "core/archive/history_keeper.h"

#include <algorithm>
#include <format>

namespace ax::cli {

namespace {

/// What the words behind `ax history` work on.
struct HistoryWork {
    explicit HistoryWork(CommandContext& commandContext)
        : context(commandContext), world(context.environment),
          settings(loadHistorySettings(world.disk(), world.paths())),
          archive(world.disk(), world.clock(), world.paths(), world.config()) {}

    RetentionPolicies policies(const Snapshot& snapshot) const {
        return loadRetentionPolicies(world.disk(), {.config = world.config(),
                                                    .paths = world.paths(),
                                                    .projects = projectsOf(snapshot),
                                                    .managedSettings = managedClaudeSettings()});
    }
    Result<SessionPointer> find(const Snapshot& snapshot, const std::string& word) const {
        return findSession(snapshot.sessions, world.disk(), world.paths(), word);
    }
    int fail(std::string_view sentence) const {
        context.diagnostics.say(sentence);
        return ExitFailure;
    }
    int save(HistorySettings::Insurance insurance) {
        settings.insurance = insurance;
        settings.askedAt = world.clock().now();
        const auto saved = saveHistorySettings(world.disk(), world.paths(), settings);
        return saved ? ExitOk : fail(saved.error().message);
    }

    CommandContext& context;
    SessionWorld world; ///< its configuration's problems are list's to tell
    HistorySettings settings;
    HistoryArchive archive;
};

std::string count(std::size_t number) {
    return std::format("{} conversation{}", number, number == 1 ? "" : "s");
}

void tellPolicies(const HistoryWork& work, const RetentionPolicies& policies) {
    for (const auto& [harness, policy] : policies) {
        const std::string source =
            policy.source.empty() ? "by default"
                                  : "as " + abbreviateHome(policy.source, work.world.paths().home) + " says";
        if (policy.keepFor)
            work.context.output.write(
                std::format("{} deletes a transcript {} days after its last change, {}\n", plainText(harness),
                            policy.keepFor->count(), plainText(source)));
        else
            work.context.output.write(
                std::format("{} deletes no transcripts, {}\n", plainText(harness), plainText(source)));
    }
}

int status(HistoryWork& work) {
    if (auto refreshed = work.archive.refresh(); !refreshed)
        return work.fail(refreshed.error().message);
    const SnapshotPointer snapshot = work.world.scan();
    const RetentionPolicies policies = work.policies(*snapshot);
    const auto expiring = expiringSessions(*snapshot, policies, work.world.clock().now());
    Output& output = work.context.output;
    output.write(std::format("History insurance is {}: {} kept, {} of {}, in {}\n",
                             work.settings.isOn() ? "on" : "off", count(work.archive.conversations()),
                             formatByteSize(work.archive.index().storedSize()),
                             formatByteSize(work.settings.limit),
                             plainText(abbreviateHome(work.archive.folder(), work.world.paths().home))));
    tellPolicies(work, policies);
    for (const ExpiringSession& each : expiring) {
        const bool isKept = work.archive.isCurrent(*each.session);
        const auto when = std::chrono::floor<std::chrono::minutes>(each.when);
        output.write(std::format("{}  {:%F %R}  {}  {}\n", plainText(each.session->key()), when,
                                 isKept ? "kept" : "    ", plainText(each.session->title)));
    }
    for (const std::string& problem : work.archive.findProblems())
        work.context.diagnostics.say(problem);
    return ExitOk;
}

int enable(HistoryWork& work, std::span<const std::string> words) {
    if (!words.empty()) {
        const auto limit =
            words.size() == 2 && words[0] == "--limit" ? parseByteSize(words[1]) : std::nullopt;
        if (!limit) {
            work.context.diagnostics.say("usage: ax history enable [--limit SIZE], as in --limit 20GB");
            return ExitUsage;
        }
        work.settings.limit = *limit;
    }
    return work.save(HistorySettings::Insurance::On);
}

int keep(HistoryWork& work, std::span<const std::string> words) {
    if (auto refreshed = work.archive.refresh(); !refreshed)
        return work.fail(refreshed.error().message);
    const SnapshotPointer snapshot = work.world.scan();
    std::vector<SessionPointer> wanted;
    if (words.empty())
        wanted = planHistory(*snapshot, work.policies(*snapshot), work.archive, work.world.clock().now()).due;
    for (const std::string& word : words) {
        const auto session = work.find(*snapshot, word);
        if (!session)
            return work.fail(session.error().message);
        wanted.push_back(*session);
    }
    const std::atomic<bool> never = false;
    std::size_t kept = 0;
    int exitCode = ExitOk;
    for (const SessionPointer& session : wanted) {
        const auto outcome = work.archive.keep(*session, work.settings.limit, never);
        kept += outcome.has_value() ? 1 : 0;
        if (!outcome && !(words.empty() && outcome.error().code == ErrorCode::Unsupported))
            exitCode = work.fail(outcome.error().message);
        if (!outcome && outcome.error().code == ErrorCode::NoSpace)
            break;
    }
    work.context.output.write(std::format("kept {}\n", count(kept)));
    return exitCode;
}

int restore(HistoryWork& work, std::span<const std::string> words) {
    if (words.size() != 1) {
        work.context.diagnostics.say("usage: ax history restore ID");
        return ExitUsage;
    }
    const SnapshotPointer snapshot = work.world.scan();
    const auto session = work.find(*snapshot, words[0]);
    if (!session)
        return work.fail(session.error().message);
    const auto restored = work.archive.restore((*session)->key());
    if (!restored)
        return work.fail(restored.error().message);
    for (const std::string& problem : restored->problems)
        work.context.diagnostics.say(problem);
    work.context.output.write(plainText(restored->file) + '\n');
    return restored->problems.empty() ? ExitOk : ExitFailure;
}

} // namespace

int runHistory(CommandContext& context) {
    HistoryWork work(context);
    const std::string word = context.arguments.empty() ? "status" : context.arguments[0];
    const auto rest = context.arguments.subspan(std::min<std::size_t>(1, context.arguments.size()));
    if (word == "status" && rest.empty())
        return status(work);
    if (word == "enable")
        return enable(work, rest);
    if (word == "disable" && rest.empty())
        return work.save(HistorySettings::Insurance::Off);
    if (word == "keep")
        return keep(work, rest);
    if (word == "restore")
        return restore(work, rest);
    context.diagnostics.say(
        "usage: ax history [status | enable [--limit SIZE] | disable | keep [ID...] | restore ID]");
    return ExitUsage;
}

} // namespace ax::cli
