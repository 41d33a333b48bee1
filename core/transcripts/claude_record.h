// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/time.h"
#include "core/models/model_catalog.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace ax {

/// The few members of one line of a Claude Code transcript that make facts. Texts are views of the line as it
/// stands there, JSON escapes included (unescape() where people see them); they hold until the next parse().
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

/// Looks at a line's top-level members and steps over everything else without building it. Keeps its buffers
/// from line to line: one parser a thread.
class ClaudeRecordParser {
public:
    ClaudeRecordParser();
    ~ClaudeRecordParser();

    /// The record of a line with TranscriptPadding, or nothing when it is not one JSON object. Invalid UTF-8 and raw
    /// control characters are mended, members of the wrong type are as if missing.
    std::optional<ClaudeRecord> parse(std::string_view line);

    /// The text that an escaped view stands for.
    std::string unescape(std::string_view escaped);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace ax
