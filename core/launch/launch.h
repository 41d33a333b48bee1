// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/config/config.h"
#include "core/index/session.h"

#include <string>
#include <utility>
#include <vector>

namespace ax {

/// How much an agent may do without asking. What each harness calls it: permissionArguments().
enum class PermissionMode : std::uint8_t { HarnessDefault, AskMe, AcceptEdits, Plan, Auto, Bypass };

/// The modes that a harness of this format offers, HarnessDefault first.
std::vector<PermissionMode> permissionModes(std::string_view format);
/// The flags for one mode, empty for HarnessDefault.
std::string permissionArguments(std::string_view format, PermissionMode mode);

/// A command line ready to run.
struct LaunchSpec {
    std::string sessionId; ///< of the session that will run; empty when the harness mints its own
    std::string harness;
    std::string directory;              ///< exists
    std::string command;                ///< shell text
    std::vector<std::string> arguments; ///< the configured shell with `command`
    std::string task;                   ///< what it was started for; may be empty
};

/// The words of the configured shell, and the command as their argument.
std::vector<std::string> shellCommand(const Config& config, const std::string& command);

struct NewSessionRequest {
    std::string harness;
    std::string directory;
    std::string model;
    std::string task;
    PermissionMode permissions = PermissionMode::HarnessDefault;
    bool withHarnessArguments = false; ///< the configured `args`
    std::string
        behavior; ///< text for the agent's system prompt; where it has no place for one, before the task
    std::string effort; ///< a level in the harness's own words
    std::string flags;  ///< shell words for the harness, raw
    enum class Form : std::uint8_t { Interactive, Headless } form = Form::Interactive;
    /// Whether the agent may ask before it acts. Forbidden: with the harness's `skip_permissions`.
    enum class Asking : std::uint8_t { AsConfigured, Forbidden } asking = Asking::AsConfigured;
    /// Which key an agent of Anthropic's finds: whatever there is, none (its subscription counts), or the one
    /// in the variable `keyVariable`.
    enum class Key : std::uint8_t { AsItIs, Subscription, Variable } key = Key::AsItIs;
    std::string keyVariable;
    std::vector<std::pair<std::string, std::string>> variables; ///< set for the agent
};

/// NotFound when the folder is gone (ask where it went: state/directory_map.h), Invalid when the harness has
/// no such template.
Result<LaunchSpec> resumeSession(const Config& config, const FileSystem& files, const Session& session);
Result<LaunchSpec> startSession(const Config& config, const FileSystem& files,
                                const NewSessionRequest& request);

/// Claude resumes only from the project folder named after the working directory: after a relink the
/// transcript and its side folder are moved there first, unless something of that name exists (facts:
/// ax-compat §3 "Relocate"). Returns the transcript's path afterwards.
Result<std::string> relocateClaudeTranscript(const FileSystem& files, const Session& session,
                                             const std::string& newDirectory);

} // namespace ax
