// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/record_source.h"
#include "core/transcripts/text_matcher.h"

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string_view>
#include <vector>

namespace ax {

/// A record in which something was found, and how often.
struct FoundRecord {
    std::uint64_t position = 0;
    std::uint32_t matches = 0;
    friend bool operator==(const FoundRecord&, const FoundRecord&) = default;
};

/// Some of what was found, and how far the search has come.
struct FindProgress {
    std::vector<FoundRecord> found; ///< new since the last call, in order
    std::uint64_t searched = 0;     ///< of `end`, as positions go
    std::uint64_t end = 0;
};

/// Looks through everything that was said in a transcript, from `place` on to the end and then from the start
/// to `place`, so that what is near is found first. Reports what it finds every few megabytes; ends soon
/// after `stop` is requested. Bounded in memory, any thread.
Result<void> findInTranscript(RecordSource& records, std::string_view format, const TextMatcher& matcher,
                              std::uint64_t place, const std::stop_token& stop,
                              const std::function<void(FindProgress)>& report);

} // namespace ax
