// SPDX-License-Identifier: MIT
#pragma once

#include "core/models/model_catalog.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace ax {

/// What one record says, as `ax read` prints it (facts: ax-compat §3, "Turns"). Unlike a Turn it is never put
/// together from several records: programs that read along count records, and take each as it comes.
struct RecordTurn {
    std::string role; ///< user, assistant, and what a format has besides
    std::string model;
    std::string time; ///< as recorded
    std::string text; ///< without blanks around it
    TokenCounts tokens;
};

/// Reads records of one format, whose parser it keeps. One thread at a time.
class RecordTurnReader {
public:
    /// claude, pi, codex, opencode or gemini; of any other format no record is a turn.
    explicit RecordTurnReader(std::string_view format);
    ~RecordTurnReader();
    RecordTurnReader(RecordTurnReader&&) noexcept;

    /// Nothing when the record neither holds text nor cost output tokens. TranscriptPadding bytes behind
    /// `record` are readable. Safe on any bytes: a damaged record is no turn.
    std::optional<RecordTurn> read(std::string_view record);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace ax
