// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/time.h"
#include "core/models/model_catalog.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

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
    std::optional<Timestamp> created;
    std::optional<Timestamp> last;
    TokenCounts tokens;
    std::map<std::string, TokenCounts> tokensByModel; ///< sums up to `tokens`; for prices
    std::uint64_t contextTokens = 0;                  ///< prompt size of the last answer
    std::uint32_t prompts = 0;                        ///< what a person typed
    std::uint32_t answers = 0;                        ///< model answers, each message id once
    std::uint64_t records = 0;
    std::uint64_t unknownRecords = 0; ///< of a type this reader does not know
    std::uint64_t damagedRecords = 0; ///< lines that are not what they should be; each costs only itself

    friend bool operator==(const TranscriptFacts&, const TranscriptFacts&) = default;
};

} // namespace ax
