// SPDX-License-Identifier: MIT
#include "core/state/session_outcome.h"

namespace ax {

namespace {

constexpr std::uint64_t LargestMark = 4096;

/// `done`, `failed`, `working`, …; empty without a mark.
std::string hookState(const FileSystem& files, const Paths& paths, std::string_view sessionId) {
    if (!isSidecarName(sessionId))
        return {};
    auto word =
        readWholeFile(files, joinPath(joinPath(paths.stateDirectory, "hookstate"), sessionId), LargestMark);
    if (!word)
        return {};
    word->erase(word->find_last_not_of(" \t\r\n") + 1);
    return *word;
}

} // namespace

SessionOutcome outcomeOf(const FileSystem& files, const Paths& paths, std::string_view sessionId,
                         const SessionMeta& meta) {
    SessionOutcome outcome;
    const std::string mark = hookState(files, paths, sessionId);
    if (!meta.outcome.empty())
        outcome.word = meta.outcome;
    else if (mark == "done")
        outcome.word = "success";
    else if (mark == "failed")
        outcome.word = "failure";
    outcome.exitCode = meta.exitCode.value_or(0);
    if (outcome.word == "failure" && outcome.exitCode == 0)
        outcome.exitCode = 1;
    return outcome;
}

} // namespace ax
