// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"
#include "core/base/paths.h"
#include "core/base/time.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ax {

/// `meta/<session id>.json`: what people and programs said about a session (facts: ax-compat §2). Written by
/// upstream's `ax` as well as by ours. Members that are missing or of another type are empty.
struct SessionMeta {
    std::string name;
    std::string task;
    std::string run; ///< member `group`
    std::string parent;
    std::string origin; ///< human | agent
    std::string mode;   ///< interactive | headless | recipe
    std::string effort;
    std::string harness;
    std::string directory;
    std::string outcome; ///< success, failure, or any word that was tagged
    std::string recipePath;
    std::vector<std::string> recipeInterpreter;
    std::string logPath;
    std::string failReason;
    std::string result;          ///< the last report
    std::optional<int> exitCode; ///< nothing until it has concluded
    bool closeOnDone = false;
    bool keepLive = false;
    std::optional<Timestamp> keepUntil;
    bool hasSpec = false; ///< what a restart needs is there
    std::vector<std::string> labels;
    bool archived = false;
    std::optional<Timestamp> archivedAt;
    std::optional<Timestamp> updated;
    std::string original; ///< the whole text: a rewrite keeps the members that are not known here
};

/// Nothing when it is no JSON object. Safe on any bytes.
std::optional<SessionMeta> parseSessionMeta(std::string_view json);

/// Nothing when there is none, or it is damaged, or the id is no file name.
std::optional<SessionMeta> readSessionMeta(const FileSystem& files, const Paths& paths,
                                           std::string_view sessionId);

/// What to write into one. A member without a value stays as it is.
struct SessionMetaChange {
    std::optional<std::string> name;
    std::optional<std::string> task;
    std::optional<std::string> run; ///< member `group`
    std::optional<std::string> parent;
    std::optional<std::string> origin;
    std::optional<std::string> mode;
    std::optional<std::string> effort;
    std::optional<std::string> harness;
    std::optional<std::string> directory;
    std::optional<std::string> outcome;
    std::optional<std::string> failReason;
    std::optional<std::string> result;
    std::optional<int> exitCode;
    std::optional<std::vector<std::string>> labels;
};

/// Writes the members that change, keeps all others in their order, also those that are not known here, and
/// stamps `updated`. An empty text or list takes its member out, as upstream does. Invalid, and nothing
/// written, when the file that is there cannot be read as JSON. There is no lock: the last writer wins
/// (facts: ax-compat §2).
Result<void> updateSessionMeta(const FileSystem& files, const Paths& paths, std::string_view sessionId,
                               const SessionMetaChange& change, Timestamp now);

/// Where they are.
std::string metaFolder(const Paths& paths);

/// All of them, by session id.
std::map<std::string, SessionMeta> readSessionMetas(const FileSystem& files, const Paths& paths);

/// Whether a session id, a launch id or the like can be the name of a sidecar: no path, nothing hidden.
bool isSidecarName(std::string_view id);

} // namespace ax
