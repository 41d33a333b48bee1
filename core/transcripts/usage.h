// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_stream.h"
#include "core/base/time.h"
#include "core/models/model_catalog.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ax {

/// Some providers charge more for every token of a request with a long prompt.
enum class PromptLength : std::uint8_t { Usual, Long };

/// Tokens of a prompt (input, cache reads and writes together) beyond which it is Long: the one step that
/// models.dev lists (`context_over_200k`).
constexpr std::uint64_t LongPrompt = 200'000;

/// What was used on one day, of one model, at one price level: as much detail as prices and a costs page
/// need, and no more, since an index holds these for every session.
struct UsagePart {
    std::chrono::local_days day{}; ///< in the time zone of whoever reads; the epoch when no record told the time
    std::string model;             ///< as recorded
    PromptLength promptLength = PromptLength::Usual;
    TokenCounts tokens;
    std::optional<double> dollars; ///< where the agent recorded what it cost

    friend bool operator==(const UsagePart&, const UsagePart&) = default;
};

/// Sorted by day, model and prompt length, each combination once.
using Usage = std::vector<UsagePart>;

/// Adds one request to its part. `time` decides the day, the prompt's size its length.
void addUsage(Usage& usage, const std::optional<Timestamp>& time, std::string_view model,
              const TokenCounts& tokens, std::optional<double> dollars);

/// All parts together.
TokenCounts totalTokens(const Usage& usage);

/// As bytes for this program's cache, and back; false when the bytes are no such usage.
void saveUsage(const Usage& usage, ByteWriter& to);
bool restoreUsage(Usage& usage, ByteReader& from);
void saveTokens(const TokenCounts& tokens, ByteWriter& to);
void restoreTokens(TokenCounts& tokens, ByteReader& from);

} // namespace ax
