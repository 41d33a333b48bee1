// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/base/paths.h"

#include <optional>
#include <string>
#include <string_view>

namespace ax {

/// Where an agent keeps the hooks that a person may set, and which of its events we want to hear of (facts:
/// harnesses §4.4, ax-compat §19). Claude Code and Codex have files of the same shape, which hold other
/// things too; opencode and pi load a file that is ours alone (core/hooks/hook_plugin.h).
struct HookAgent {
    std::string_view name;
    std::string_view file; ///< below the home folder
    enum class Form { Settings, Plugin } form = Form::Settings;
    std::string_view afterwards; ///< what a person still has to do; may be empty
};

/// Nothing for an agent without hooks that we can set.
std::optional<HookAgent> hookAgent(std::string_view name);

/// The settings with our hooks, whose shell runs `program hookstate WORD`, in place of those that were ours;
/// all else stays, in its order. `settings` is empty where there is no file. Invalid when it is no JSON
/// object, or its hooks are not of the known shape: such a file is left alone.
Result<std::string> withHooks(std::string_view settings, std::string_view program);
/// The settings without ours.
Result<std::string> withoutHooks(std::string_view settings);

enum class HookChange { Install, Remove };
/// Changes the agent's file, in one step; through a symbolic link its target. False when there was nothing to
/// change. Invalid where a plugin's file would have to be replaced that is not ours.
Result<bool> changeHooks(const FileSystem& files, const Paths& paths, const HookAgent& agent,
                         HookChange change, std::string_view program);

} // namespace ax
