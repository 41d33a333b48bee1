// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/time.h"
#include "core/models/model_catalog.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace ax {

/// A conversation as people see it, whatever the format it was stored in. Text is UTF-8 (repaired where the
/// file was not) and hostile: it may hold markup, escape sequences and bidirectional marks; views strip and
/// never interpret.

struct TextBlock {
    std::string markdown;
};

struct ThinkingBlock {
    std::string text; ///< empty when the agent stored only a signature
};

struct ImageBlock {
    std::string mediaType;
    std::string data; ///< decoded bytes
};

enum class ToolOutcome : std::uint8_t { Pending, Succeeded, Failed };

/// One use of a tool with what came back. `summary` is the fact a person looks for: the command, the path,
/// the pattern.
struct ToolCall {
    std::string id;
    std::string name;
    std::string summary;
    std::string input;  ///< JSON text as stored
    std::string output; ///< plain text
    ToolOutcome outcome = ToolOutcome::Pending;
    struct Edit {
        std::string path, before, after;
    };
    std::optional<Edit> edit; ///< for tools that replace text
};

using TurnBlock = std::variant<TextBlock, ThinkingBlock, ToolCall, ImageBlock>;

enum class TurnRole : std::uint8_t {
    User,
    Assistant,
    Notice, ///< of the agent program itself: interrupted, compacted, API error
};

struct Turn {
    std::string recordId;       ///< of its first record: the anchor for views
    std::uint64_t position = 0; ///< of its first record, in its RecordSource: what a search hit points at
    TurnRole role = TurnRole::User;
    std::optional<Timestamp> time;
    std::string model;
    TokenCounts tokens;
    std::vector<TurnBlock> blocks;
};

/// Part of a transcript, in order. Tool outputs stand in the call's turn, not in one of their own.
struct TranscriptExcerpt {
    std::vector<Turn> turns;
    std::uint64_t skippedBytes = 0; ///< before the first turn; parts, where the transcript is in a database
    std::uint64_t unknownRecords = 0;
    std::uint64_t damagedRecords = 0;
};

} // namespace ax
