// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/text_matcher.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <string>

namespace ax::desktop {

/// A record in one of the transcripts of a session, and what is to be marked there.
struct TranscriptPlace {
    QString sessionKey;
    std::string file; ///< the session's transcript, or a sub-agent's
    /// Of the record (record_source.h); nothing: where the query is found first.
    std::optional<std::uint64_t> position;
    TextQuery query; ///< empty: nothing is marked
    friend bool operator==(const TranscriptPlace&, const TranscriptPlace&) = default;
};

} // namespace ax::desktop
