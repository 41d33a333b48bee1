// SPDX-License-Identifier: MIT
#include "core/transcripts/transcript_facts.h"

#include <array>

namespace ax {

namespace {

template <class Facts>
auto textsOf(Facts& facts) {
    return std::array{&facts.sessionId, &facts.directory,        &facts.title,
                      &facts.model,     &facts.agentVersion,     &facts.parentId,
                      &facts.agentKind, &facts.agentDescription, &facts.forkedFrom};
}

template <class Facts>
auto countsOf(Facts& facts) {
    return std::array{&facts.contextTokens, &facts.contextWindow,  &facts.firstAnswer,
                      &facts.records,       &facts.unknownRecords, &facts.damagedRecords};
}

} // namespace

void saveTime(const std::optional<Timestamp>& time, ByteWriter& to) {
    to.optional(
        time.transform([](Timestamp known) { return std::int64_t(known.time_since_epoch().count()); }));
}

std::optional<Timestamp> restoreTime(ByteReader& from) {
    return from.optional<std::int64_t>().transform(
        [](std::int64_t count) { return Timestamp(std::chrono::nanoseconds(count)); });
}

void saveFacts(const TranscriptFacts& facts, ByteWriter& to) {
    for (const std::string* text : textsOf(facts))
        to.text(*text);
    saveTime(facts.created, to);
    saveTime(facts.last, to);
    saveTokens(facts.tokens, to);
    saveUsage(facts.usage, to);
    to.optional(facts.recordedCost);
    for (const std::uint64_t* count : countsOf(facts))
        to.number(*count);
    to.number(facts.prompts);
    to.number(facts.answers);
}

bool restoreFacts(TranscriptFacts& facts, ByteReader& from) {
    for (std::string* text : textsOf(facts))
        *text = from.text();
    facts.created = restoreTime(from);
    facts.last = restoreTime(from);
    restoreTokens(facts.tokens, from);
    if (!restoreUsage(facts.usage, from))
        return false;
    facts.recordedCost = from.optional<double>();
    for (std::uint64_t* count : countsOf(facts))
        *count = from.number<std::uint64_t>();
    facts.prompts = from.number<std::uint32_t>();
    facts.answers = from.number<std::uint32_t>();
    return !from.failed();
}

} // namespace ax
