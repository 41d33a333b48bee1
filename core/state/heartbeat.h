// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"
#include "core/base/paths.h"
#include "core/base/time.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ax {

/// `live/<session id>`: the sign of life of a running session, written by the process that holds it, ours or
/// upstream's `ax` (facts: ax-compat §2). The file's time is the beat; a session that ended has none.
struct Heartbeat {
    Timestamp lastOutput{}; ///< whole seconds
    long holder = 0;        ///< process id of the `ax run`; 0 when an old version wrote it
    std::string token;      ///< startToken() of that process; may be empty
    std::string command;    ///< what it runs
    Timestamp beat{};       ///< when the file was written or touched last
    friend bool operator==(const Heartbeat&, const Heartbeat&) = default;
};

/// How often the holder touches it, and when one that is not touched counts for nothing.
inline constexpr auto HeartbeatInterval = std::chrono::seconds(15);
inline constexpr auto HeartbeatFreshness = std::chrono::seconds(50);
/// Output this young means that the agent is at work.
inline constexpr auto OutputFreshness = std::chrono::seconds(5);

/// Nothing when the text is none. Reads the two older forms as well.
std::optional<Heartbeat> parseHeartbeat(std::string_view text, Timestamp beat);
std::string heartbeatText(const Heartbeat& heartbeat);

std::string heartbeatFolder(const Paths& paths);
std::map<std::string, Heartbeat> readHeartbeats(const FileSystem& files, const Paths& paths);
std::optional<Heartbeat> readHeartbeat(const FileSystem& files, const Paths& paths,
                                       std::string_view sessionId);

Result<void> writeHeartbeat(const FileSystem& files, const Paths& paths, std::string_view sessionId,
                            const Heartbeat& heartbeat);
/// Sets its time to now. NotFound when somebody removed it: write it again.
Result<void> touchHeartbeat(const Paths& paths, std::string_view sessionId);
void removeHeartbeat(const FileSystem& files, const Paths& paths, std::string_view sessionId);

/// Whether the session runs: the beat is fresh and the holder is the process that wrote it. A beat in the
/// future (a clock was set back) counts as fresh.
bool isRunning(const Heartbeat& heartbeat, Timestamp now);
/// Only the second half: for a holder that is about to be signalled, however late its beat is.
bool isHolderOf(const Heartbeat& heartbeat);
/// Whether these are the words of an `ax run` that holds a session.
bool looksLikeHolder(std::span<const std::string> commandLine);
/// One in the future (a clock was set back) says nothing of now.
bool hasFreshOutput(const Heartbeat& heartbeat, Timestamp now);

} // namespace ax
