// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/time.h"
#include "core/models/model_catalog.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ax {

/// One element of a message's `content`, whatever its type. Members that its type does not have stay empty.
struct ClaudeBlock {
    std::string type;      ///< text, thinking, tool_use, tool_result, image, …
    std::string text;      ///< also of `thinking`
    std::string id;        ///< of a tool use; of the use that a result belongs to
    std::string name;      ///< of a tool
    std::string input;     ///< of a tool use: JSON text as stored
    std::string mediaType; ///< of an image
    std::string data;      ///< of an image, decoded; empty when larger than MaximumImage or not base64
    bool isError = false;
    std::vector<ClaudeBlock> content; ///< of a tool result
};

/// Pictures beyond this size are mentioned, not loaded.
constexpr std::size_t MaximumImage = 16 << 20;

/// A line of a Claude Code transcript with its content, for reading (claude_record.h is for counting). All
/// text is valid UTF-8.
struct ClaudeTurnRecord {
    std::string type;
    std::string subtype;
    std::string uuid;
    std::optional<Timestamp> time;
    bool isSidechain = false;
    bool isMeta = false;
    bool isCompactSummary = false;
    bool isApiError = false;

    std::string messageId;
    std::string model;
    TokenCounts usage;
    std::vector<ClaudeBlock> content; ///< a bare string is one text block

    std::string errorText;             ///< of a `system` record about a failed request
    std::uint64_t retryAttempt = 0;    ///< ditto; 0: no retry
    std::string compactTrigger;        ///< manual, auto
    std::uint64_t compactedTokens = 0; ///< in use before a compaction
};

/// Builds such records. Keeps its buffers from line to line.
class ClaudeTurnParser {
public:
    ClaudeTurnParser();
    ~ClaudeTurnParser();

    /// Nothing when the line is not one JSON object. TranscriptPadding bytes after it are readable.
    std::optional<ClaudeTurnRecord> parse(std::string_view line);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace ax
