// SPDX-License-Identifier: MIT
#include "core/state/hook_state.h"

#include "core/state/session_meta.h"

#include <array>
#include <string>
#include <tuple>
#include <utility>

namespace ax {

namespace {

constexpr std::uint64_t LargestState = 4096;

constexpr std::array Words = {
    std::pair<HookWord, std::string_view>{HookWord::Working, "working"},
    std::pair<HookWord, std::string_view>{HookWord::Idle, "idle"},
    std::pair<HookWord, std::string_view>{HookWord::Blocked, "blocked"},
    std::pair<HookWord, std::string_view>{HookWord::Done, "done"},
    std::pair<HookWord, std::string_view>{HookWord::Failed, "failed"},
};

std::string pathOf(const Paths& paths, std::string_view sessionId) {
    return joinPath(hookStateFolder(paths), sessionId);
}

std::string questionFolder(const Paths& paths) {
    return joinPath(paths.stateDirectory, "hookquestion");
}

} // namespace

std::optional<HookWord> parseHookWord(std::string_view text) {
    const std::size_t end = text.find_last_not_of(" \t\r\n");
    text = text.substr(0, end == std::string_view::npos ? 0 : end + 1);
    for (const auto& [word, name] : Words) {
        if (text == name)
            return word;
    }
    return std::nullopt;
}

std::string_view hookWordText(HookWord word) {
    return Words[std::to_underlying(word)].second;
}

bool isTerminal(HookWord word) {
    return word == HookWord::Done || word == HookWord::Failed;
}

std::string hookStateFolder(const Paths& paths) {
    return joinPath(paths.stateDirectory, "hookstate");
}

std::optional<HookState> readHookState(const FileSystem& files, const Paths& paths,
                                       std::string_view sessionId) {
    if (!isSidecarName(sessionId))
        return std::nullopt;
    const auto status = files.status(pathOf(paths, sessionId));
    const auto text = readWholeFile(files, pathOf(paths, sessionId), LargestState);
    const auto word = text ? parseHookWord(*text) : std::nullopt;
    if (!status || !word)
        return std::nullopt;
    return HookState{.word = *word, .at = Timestamp(std::chrono::nanoseconds(status->modifiedNanoseconds))};
}

Result<void> writeHookState(const FileSystem& files, const Paths& paths, std::string_view sessionId,
                            HookWord word) {
    if (!isSidecarName(sessionId))
        return std::unexpected(Error{ErrorCode::Invalid, "not a session id: " + std::string(sessionId)});
    if (auto made = files.makeDirectories(hookStateFolder(paths)); !made)
        return made;
    return files.writeCache(pathOf(paths, sessionId), hookWordText(word));
}

Result<void> writeHookQuestion(const FileSystem& files, const Paths& paths, std::string_view sessionId,
                               std::string_view question) {
    if (!isSidecarName(sessionId))
        return std::unexpected(Error{ErrorCode::Invalid, "not a session id: " + std::string(sessionId)});
    const std::string folder = questionFolder(paths);
    if (auto made = files.makeDirectories(folder); !made)
        return made;
    return files.writeCache(joinPath(folder, sessionId), question);
}

std::string readHookQuestion(const FileSystem& files, const Paths& paths, std::string_view sessionId) {
    if (!isSidecarName(sessionId))
        return {};
    return readWholeFile(files, joinPath(questionFolder(paths), sessionId), LargestState).value_or("");
}

void removeHookState(const FileSystem& files, const Paths& paths, std::string_view sessionId) {
    if (!isSidecarName(sessionId))
        return;
    std::ignore = files.remove(pathOf(paths, sessionId));
    std::ignore = files.remove(joinPath(questionFolder(paths), sessionId));
}

} // namespace ax
