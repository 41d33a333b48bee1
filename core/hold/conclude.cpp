// SPDX-License-Identifier: MIT
#include "core/hold/conclude.h"

#include "core/state/ask_request.h"
#include "core/state/hook_state.h"
#include "core/state/session_meta.h"

#include <format>
#include <string>
#include <tuple>

namespace ax {

namespace {

constexpr std::size_t LongestReason = 200; ///< bytes

std::string reasonOf(const HeldSessionEnd& end) {
    if (end.wasAskedToEnd)
        return "stopped before concluding";
    if (end.lastLine.find_first_not_of(" \t") == std::string::npos)
        return std::format("exited with code {} before concluding", end.code);
    std::string reason = end.lastLine.substr(0, LongestReason);
    while (end.lastLine.size() > LongestReason && !reason.empty() &&
           (static_cast<unsigned char>(end.lastLine[reason.size()]) & 0xC0) == 0x80)
        reason.pop_back(); // not within a character
    return reason;
}

} // namespace

void concludeTask(const FileSystem& files, const Paths& paths, const Clock& clock, std::string_view sessionId,
                  const HeldSessionEnd& end) {
    removeAskRequest(files, paths, sessionId); // whoever asked within it is gone with it
    const auto meta = readSessionMeta(files, paths, sessionId);
    if (!meta || meta->task.empty() || meta->mode.empty())
        return;
    const auto state = readHookState(files, paths, sessionId);
    if (state && isTerminal(state->word))
        return;
    const bool runsByItself = meta->mode == "headless" || meta->mode == "recipe";
    const bool isSuccess = runsByItself && !end.wasAskedToEnd && end.code == 0;
    SessionMetaChange change;
    change.outcome = isSuccess ? "success" : "failure";
    change.exitCode = isSuccess || end.code != 0 ? end.code : 1;
    if (!isSuccess && meta->failReason.empty())
        change.failReason = reasonOf(end);
    std::ignore = updateSessionMeta(files, paths, sessionId, change, clock.now());
    std::ignore = writeHookState(files, paths, sessionId, isSuccess ? HookWord::Done : HookWord::Failed);
}

} // namespace ax
