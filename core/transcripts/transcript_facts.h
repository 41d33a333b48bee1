// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_stream.h"
#include "core/base/time.h"
#include "core/models/model_catalog.h"
#include "core/transcripts/usage.h"

#include <cstdint>
#include <optional>
#include <string>

namespace ax {

/// What one transcript file says of its session: the result of a reader, before configuration, prices or
/// status are known.
struct TranscriptFacts {
    std::string sessionId; ///< as the records say; the index prefers the id in the file's name
    std::string
        directory; ///< the first working directory: the one that `resume` needs (ax-compat §21 trap 3)
    std::string title;
    std::string model; ///< of the last answer; never a `<synthetic>` one
    std::string agentVersion;
    std::string parentId;         ///< of the session whose agent started this one; else empty
    std::string agentKind;        ///< then: what it was started as
    std::string agentDescription; ///< then: what it was started for
    std::string forkedFrom; ///< id of the session whose history this one continues, where records say it
    std::optional<Timestamp> created;
    std::optional<Timestamp> last;
    TokenCounts tokens;                 ///< its own: inherited answers do not count
    Usage usage;                        ///< sums up to `tokens`
    std::optional<double> recordedCost; ///< dollars, its own, where the agent writes down what it paid
    std::uint64_t contextTokens = 0;    ///< prompt size of the last answer
    std::uint64_t contextWindow = 0;    ///< 0: not recorded
    /// Of the first answer; 0: none yet. Two transcripts with the same one share their beginning.
    std::uint64_t firstAnswer = 0;
    std::uint32_t prompts = 0; ///< what a person typed
    std::uint32_t answers = 0; ///< model answers, each message id once
    std::uint64_t records = 0;
    std::uint64_t unknownRecords = 0; ///< of a type this reader does not know
    std::uint64_t damagedRecords = 0; ///< lines that are not what they should be; each costs only itself

    friend bool operator==(const TranscriptFacts&, const TranscriptFacts&) = default;
};

void saveTime(const std::optional<Timestamp>& time, ByteWriter& to);
std::optional<Timestamp> restoreTime(ByteReader& from);

/// Facts as bytes for this program's cache, and back; false when the bytes are not such facts.
void saveFacts(const TranscriptFacts& facts, ByteWriter& to);
bool restoreFacts(TranscriptFacts& facts, ByteReader& from);

} // namespace ax
