// SPDX-License-Identifier: MIT
#pragma once

#include "core/models/model_catalog.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace ax {

/// What opencode stores of a message apart from its parts (`message.data`). Texts are valid UTF-8.
struct OpencodeMessage {
    std::string role;    ///< user, assistant
    std::string modelId; ///< of an answer; of a prompt, the one it was sent to
    std::string errorName;
    std::string errorText;
    TokenCounts tokens; ///< reasoning counts as output
    std::optional<double> cost;
    std::optional<std::int64_t> created;   ///< milliseconds since the epoch
    std::optional<std::int64_t> completed; ///< ditto; nothing while the answer is under way
    bool isSummary = false;                ///< of a compaction
};

/// Reads such texts. Keeps its buffers from one to the next.
class OpencodeMessageParser {
public:
    OpencodeMessageParser();
    ~OpencodeMessageParser();

    /// Nothing when the text is not one JSON object. Needs no padding.
    std::optional<OpencodeMessage> parse(std::string_view data);

    /// The `message` of a record as opencode_records.h has it.
    std::string essence(std::string_view data);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace ax
