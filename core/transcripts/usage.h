// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_stream.h"
#include "core/base/time.h"
#include "core/models/model_catalog.h"
#include "core/models/prompt_length.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ax {

/// What was used on one day, of one model, at one price level: as much detail as prices and a costs page
/// need, and no more, since an index holds these for every session.
struct UsagePart {
    std::chrono::local_days
        day{};         ///< in the time zone of whoever reads; the epoch when no record told the time
    std::string model; ///< as recorded
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

/// What a part cost: as recorded, else at API prices. Nothing when the price of a kind of token that occurs
/// is not known; a part without tokens costs nothing.
std::optional<double> estimateCost(const UsagePart& part, const ModelCatalog& models);
/// The sum; nothing as soon as one part's cost is not known.
std::optional<double> estimateCost(const Usage& usage, const ModelCatalog& models);

/// As bytes for this program's cache, and back; false when the bytes are no such usage.
void saveUsage(const Usage& usage, ByteWriter& to);
bool restoreUsage(Usage& usage, ByteReader& from);
void saveTokens(const TokenCounts& tokens, ByteWriter& to);
void restoreTokens(TokenCounts& tokens, ByteReader& from);

} // namespace ax
