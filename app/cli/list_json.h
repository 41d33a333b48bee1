// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/time.h"
#include "core/config/config.h"
#include "core/index/session.h"
#include "core/state/session_meta.h"

#include <map>
#include <span>
#include <string>
#include <vector>

namespace ax::cli {

/// What the report says of the machine and of this program (upstream's `capability`). Only what this version
/// can vouch for: no multiplexer, no shell, no wire protocol yet.
struct HostDescription {
    std::string name;
    std::string version; ///< `0.1.0+COMMIT`
    std::string operatingSystem;
    std::vector<std::string> harnesses;
};

HostDescription describeHost(const Config& config);

/// `ax list --json`: upstream's schema 7, its keys in its order, and behind those of a session ours:
/// `status`, `detail`, `evidence`, `estimated_cost`, `prompts`, `sub_agents`. Keys that are empty are left
/// out as upstream does. What was tagged stands in `metas`, by session id. UTF-8 with a newline at the end,
/// in pieces that follow each other: all cores write, and nothing is copied.
std::vector<std::string> formatListJson(std::span<const SessionPointer> sessions,
                                        const std::map<std::string, SessionMeta>& metas,
                                        const HostDescription& host, Timestamp now);

} // namespace ax::cli
