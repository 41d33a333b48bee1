// SPDX-License-Identifier: MIT
#include "core/launch/permissions.h"

#include "core/launch/launch.h"
#include "core/launch/shell_words.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

namespace ax {

namespace {

/// The flags for one mode, as the agents' own --help names them (facts: harnesses §4.5).
struct ModeFlags {
    std::string_view format;
    PermissionMode mode;
    std::string_view flags;
};

constexpr std::array Modes{
    ModeFlags{"claude", PermissionMode::AskMe, "--permission-mode manual"},
    ModeFlags{"claude", PermissionMode::AcceptEdits, "--permission-mode acceptEdits"},
    ModeFlags{"claude", PermissionMode::Plan, "--permission-mode plan"},
    ModeFlags{"claude", PermissionMode::Auto, "--permission-mode auto"},
    ModeFlags{"claude", PermissionMode::Bypass, "--permission-mode bypassPermissions"},
    ModeFlags{"codex", PermissionMode::AskMe, "--sandbox read-only --ask-for-approval on-request"},
    ModeFlags{"codex", PermissionMode::AcceptEdits,
              "--sandbox workspace-write --ask-for-approval on-request"},
    ModeFlags{"codex", PermissionMode::Auto, "--approve-for-me"},
    ModeFlags{"codex", PermissionMode::Bypass, "--dangerously-bypass-approvals-and-sandbox"},
    ModeFlags{"opencode", PermissionMode::Plan, "--agent plan"},
    ModeFlags{"opencode", PermissionMode::Bypass, "--auto"},
};

/// A flag that sets permissions, and what follows it.
struct PermissionFlag {
    std::string_view format;
    std::string_view name;
    enum class Value : std::uint8_t { None, Any, PermissionSetting } value;
};

constexpr std::array Flags{
    PermissionFlag{"claude", "--permission-mode", PermissionFlag::Value::Any},
    PermissionFlag{"claude", "--dangerously-skip-permissions", PermissionFlag::Value::None},
    PermissionFlag{"claude", "--allow-dangerously-skip-permissions", PermissionFlag::Value::None},
    PermissionFlag{"codex", "--sandbox", PermissionFlag::Value::Any},
    PermissionFlag{"codex", "-s", PermissionFlag::Value::Any},
    PermissionFlag{"codex", "--ask-for-approval", PermissionFlag::Value::Any},
    PermissionFlag{"codex", "-a", PermissionFlag::Value::Any},
    PermissionFlag{"codex", "--config", PermissionFlag::Value::PermissionSetting},
    PermissionFlag{"codex", "-c", PermissionFlag::Value::PermissionSetting},
    PermissionFlag{"codex", "--approve-for-me", PermissionFlag::Value::None},
    PermissionFlag{"codex", "--full-auto", PermissionFlag::Value::None},
    PermissionFlag{"codex", "--yolo", PermissionFlag::Value::None},
    PermissionFlag{"codex", "--dangerously-bypass-approvals-and-sandbox", PermissionFlag::Value::None},
    PermissionFlag{"opencode", "--agent", PermissionFlag::Value::Any},
    PermissionFlag{"opencode", "--auto", PermissionFlag::Value::None},
    PermissionFlag{"opencode", "--dangerously-skip-permissions", PermissionFlag::Value::None},
};

bool isPermissionSetting(std::string_view setting) {
    return setting.starts_with("approval_policy=") || setting.starts_with("sandbox_mode=");
}

/// How many words from here on set permissions: 0, 1 (`--flag`, `--flag=value`) or 2 (`--flag value`).
std::size_t permissionWords(std::span<const ShellWord> words, std::string_view format) {
    using enum PermissionFlag::Value;
    const std::string_view word = words.front().text;
    const auto equals = word.find('=');
    const std::string_view name = word.substr(0, equals);
    const auto flag = std::ranges::find_if(
        Flags, [&](const PermissionFlag& known) { return known.format == format && known.name == name; });
    if (flag == Flags.end())
        return 0;
    if (flag->value == None)
        return 1;
    if (equals != std::string_view::npos)
        return flag->value == Any || isPermissionSetting(word.substr(equals + 1)) ? 1 : 0;
    if (words.size() < 2)
        return flag->value == Any ? 1 : 0;
    return flag->value == Any || isPermissionSetting(words[1].text) ? 2 : 0;
}

} // namespace

std::vector<PermissionMode> permissionModes(std::string_view format) {
    std::vector<PermissionMode> modes{PermissionMode::HarnessDefault};
    for (const ModeFlags& entry : Modes)
        if (entry.format == format)
            modes.push_back(entry.mode);
    return modes;
}

std::string permissionArguments(std::string_view format, PermissionMode mode) {
    const auto found = std::ranges::find_if(
        Modes, [&](const ModeFlags& entry) { return entry.format == format && entry.mode == mode; });
    return found == Modes.end() ? std::string() : std::string(found->flags);
}

std::string withoutPermissionFlags(std::string_view command, std::string_view format) {
    const std::vector<ShellWord> words = splitShellWords(command);
    std::string kept;
    std::size_t copiedTo = 0;
    for (std::size_t i = 0; i < words.size();) {
        const std::size_t skipped = permissionWords(std::span(words).subspan(i), format);
        if (skipped == 0)
            kept += command.substr(copiedTo, words[i].end - copiedTo); // with the gap before it
        i += std::max<std::size_t>(skipped, 1);
        copiedTo = words[i - 1].end;
    }
    return kept;
}

} // namespace ax
