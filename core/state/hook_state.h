// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"
#include "core/base/paths.h"
#include "core/base/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ax {

/// What an agent's hooks said last of its session (facts: ax-compat §2 and §5).
enum class HookWord : std::uint8_t { Working, Idle, Blocked, Done, Failed };

/// `hookstate/<session id>`: the word, and as the file's time when it was said.
struct HookState {
    HookWord word = HookWord::Idle;
    Timestamp at{};
    friend bool operator==(const HookState&, const HookState&) = default;
};

/// For so long `working` and `idle` are believed; the others for ever.
inline constexpr auto HookFreshness = std::chrono::minutes(15);

std::optional<HookWord> parseHookWord(std::string_view text);
std::string_view hookWordText(HookWord word);
/// The session has come to its end.
bool isTerminal(HookWord word);

std::string hookStateFolder(const Paths& paths);
std::optional<HookState> readHookState(const FileSystem& files, const Paths& paths,
                                       std::string_view sessionId);
Result<void> writeHookState(const FileSystem& files, const Paths& paths, std::string_view sessionId,
                            HookWord word);
/// `hookquestion/<session id>`, ours alone: what is asked while the state is `blocked`, one line.
Result<void> writeHookQuestion(const FileSystem& files, const Paths& paths, std::string_view sessionId,
                               std::string_view question);
std::string readHookQuestion(const FileSystem& files, const Paths& paths, std::string_view sessionId);

void removeHookState(const FileSystem& files, const Paths& paths, std::string_view sessionId);

} // namespace ax
