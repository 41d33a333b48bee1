// SPDX-License-Identifier: MIT
#include "core/transcripts/transcript_find.h"

#include "core/transcripts/searchable_text.h"

#include <algorithm>
#include <utility>

namespace ax {

namespace {

constexpr std::uint64_t StretchBytes = 2 << 20;

/// Most texts hold no escapes and are searched where they stand.
std::uint32_t matchesIn(std::string_view format, std::string_view record, const TextMatcher& matcher) {
    std::size_t matches = 0;
    forEachSpokenText(format, record, [&](const SpokenText& text) {
        const bool plain = text.escaped.find('\\') == std::string_view::npos;
        matches += plain ? matcher.count(text.escaped) : matcher.count(unescapeJson(text.escaped));
    });
    return static_cast<std::uint32_t>(matches);
}

} // namespace

Result<void> findInTranscript(RecordSource& records, std::string_view format, const TextMatcher& matcher,
                              std::uint64_t place, const std::stop_token& stop,
                              const std::function<void(FindProgress)>& report) {
    const auto end = records.end();
    if (!end)
        return std::unexpected(end.error());
    FindProgress progress{.found = {}, .searched = 0, .end = *end};
    const auto search = [&](std::uint64_t from, std::uint64_t to) -> Result<void> {
        while (from < to && !stop.stop_requested()) {
            const auto next = records.endOfStretch(from, StretchBytes);
            if (!next)
                return std::unexpected(next.error());
            if (*next <= from)
                break;
            const std::uint64_t until = std::min(*next, to);
            const auto done = records.read(from, until, [&](const RecordSource::Record& record) {
                if (const auto matches = matchesIn(format, record.text, matcher); matches > 0)
                    progress.found.push_back({.position = record.position, .matches = matches});
            });
            if (!done)
                return done;
            progress.searched += until - from;
            report(std::exchange(progress, {.found = {}, .searched = progress.searched, .end = *end}));
            from = until;
        }
        return {};
    };
    place = std::min(place, *end);
    if (const auto done = search(place, *end); !done)
        return done;
    return search(0, place);
}

} // namespace ax
