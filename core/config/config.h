// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"
#include "core/base/paths.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ax {

/// One agent program: where it keeps transcripts, how to read them, how to start and resume it. Field names
/// and defaults: the manual, "Harness Fields", and facts ax-compat §3 and §16. Empty text means "not set".
struct Harness {
    std::string name;
    std::string glob;      ///< transcript files; `~` allowed, `*` does not cross `/`
    std::string database;  ///< key `db`, for harnesses that store in SQLite
    std::string idPattern; ///< key `id_regex`: RE2, named group `id`
    std::string format;    ///< claude, codex, gemini, opencode or pi
    std::string resume;    ///< template, see core/launch/template.h
    std::string resumeInput;
    std::string resumeInputHeadless;
    std::string launch;
    std::string launchHeadless;
    std::string arguments; ///< key `args`
    std::string waitingPattern;
    std::string skipPermissions;
    std::string sandboxProfile;
    std::string effortArgument;
};

/// The effective configuration: built-ins, overridden field by field by the user's file.
struct Config {
    std::vector<Harness> harnesses; ///< in order: claude, pi, codex, opencode, then the user's own
    std::string defaultHarness;
    std::string shell = "sh -c";   ///< what a command line is run through
    std::string mux;               ///< where sessions open: tmux, zellij, process, none; empty: process
    std::string muxPrefix = "ax:"; ///< of the names of windows there; `off`: none
    bool offline = false;
    std::string holdBackend = "native";  ///< what keeps a session alive; `none`: it ends with its window
    std::string detachPrefix = "ctrl-a"; ///< of the attach client: this, then
    std::string detachKey = "d";         ///< this letter

    const Harness* findHarness(std::string_view name) const;
};

/// Something in the file that was not taken over. The built-in value stays in force.
struct ConfigProblem {
    std::string file;
    std::uint32_t line = 0;   ///< from 1; 0: the whole file
    std::uint32_t column = 0; ///< from 1
    std::string message;      ///< "`args` of harness `claude` must be text, not a number"

    /// `FILE:LINE:COLUMN: message`, for a terminal and for the window's banner.
    std::string text() const;
};

struct LoadedConfig {
    Config config;
    std::vector<ConfigProblem> problems;
};

Config builtInConfig();

/// Reads the user's file over the built-ins. A missing file is no problem; a broken one yields the built-ins
/// and a problem; a wrongly typed value costs that value.
LoadedConfig loadConfig(const FileSystem& files, const Paths& paths);

} // namespace ax
