// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/time.h"
#include "core/models/model_catalog.h"

#include <optional>
#include <string>
#include <string_view>

namespace ax {

/// The few members of one line of a Claude Code transcript that make facts. Texts are views of the line as it
/// stands there, JSON escapes included (unescapeJson() where people see them); they hold as long as the line
/// does.
struct ClaudeRecord {
    enum class Kind : std::uint8_t {
        Unknown, ///< a type this reader has never seen
        Other,   ///< known, and no part of the conversation: attachments, requests, bookkeeping
        User,
        Assistant,
    };

    Kind kind = Kind::Unknown;
    bool isSidechain = false;      ///< of a sub-agent
    bool isMeta = false;           ///< a user record that the program wrote
    bool isCompactSummary = false; ///< the summary that replaces a compacted conversation
    std::string_view sessionId;
    std::string_view directory;
    std::string_view version;
    std::optional<Timestamp> time;

    std::string_view customTitle;    ///< given by a person
    std::string_view generatedTitle; ///< by the agent: `aiTitle`, or a `summary` record

    std::string_view messageId;
    std::string_view requestId;
    std::string_view model;
    std::optional<TokenCounts> usage;
    bool isPrompt = false;       ///< something a person typed or pasted
    std::string_view promptText; ///< its first text that is no wrapper; empty for a bare image

    bool isSynthetic() const { return model.starts_with('<'); }
};

/// The record of a line (TranscriptPadding bytes readable behind it), or nothing when it is not one JSON
/// object. Members of the wrong type are as if missing; only those that make facts are looked at.
std::optional<ClaudeRecord> parseClaudeRecord(std::string_view line);

} // namespace ax
