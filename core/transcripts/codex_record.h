// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/time.h"
#include "core/models/model_catalog.h"

#include <optional>
#include <string_view>

namespace ax {

/// The members of one line of a Codex rollout that make facts. Every line is `{timestamp, type, payload}`;
/// the oldest versions wrote payloads without that envelope, so members of either are taken from either.
/// Texts are escaped views of the line.
struct CodexRecord {
    std::string_view type; ///< of the envelope: session_meta, turn_context, response_item, event_msg, …
    std::string_view kind; ///< of the payload: message, task_started, token_count, …
    std::optional<Timestamp> time;

    std::string_view id; ///< session_meta: of the session
    std::string_view directory;
    std::string_view version;
    std::string_view forkedFrom;
    std::string_view parentId;
    std::string_view
        agentKind; ///< the role of a spawned agent, else its name, else what it is for (`review`)

    std::string_view turnId;
    std::string_view model;
    std::uint64_t contextWindow = 0;
    std::string_view threadName;

    std::string_view role;
    std::string_view itemType; ///< item_completed: UserMessage, AgentMessage, …
    std::string_view text;     ///< the first of a message or item
    bool hasImage = false;

    std::string_view threadId; ///< of a usage record
    std::string_view responseId;
    std::optional<TokenCounts> usage;      ///< of one request (usage record)
    std::optional<TokenCounts> lastUsage;  ///< of one request (token count)
    std::optional<TokenCounts> totalUsage; ///< of the thread so far (token count)
};

/// Nothing when the line is not one JSON object (TranscriptPadding bytes behind it are readable).
std::optional<CodexRecord> parseCodexRecord(std::string_view line);

} // namespace ax
