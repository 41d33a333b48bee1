// SPDX-License-Identifier: MIT
#include "core/transcripts/usage.h"

#include <algorithm>
#include <ctime>
#include <tuple>

namespace ax {

namespace {

std::chrono::local_days localDay(const std::optional<Timestamp>& time) {
    if (!time)
        return {};
    const std::time_t seconds =
        std::chrono::floor<std::chrono::seconds>(*time).time_since_epoch() / std::chrono::seconds(1);
    std::tm local{};
    if (!::localtime_r(&seconds, &local))
        return {};
    return std::chrono::local_days(std::chrono::year(local.tm_year + 1900) /
                                   std::chrono::month(static_cast<unsigned>(local.tm_mon + 1)) /
                                   std::chrono::day(static_cast<unsigned>(local.tm_mday)));
}

} // namespace

void addUsage(Usage& usage, const std::optional<Timestamp>& time, std::string_view model,
              const TokenCounts& tokens, std::optional<double> dollars) {
    const std::uint64_t prompt = tokens.input + tokens.cacheRead + tokens.cacheWrite;
    const PromptLength length = promptLengthOf(prompt);
    const auto key = std::make_tuple(localDay(time), model, length);
    const auto part = std::ranges::lower_bound(usage, key, {}, [](const UsagePart& other) {
        return std::make_tuple(other.day, std::string_view(other.model), other.promptLength);
    });
    const bool isThere = part != usage.end() && part->day == std::get<0>(key) && part->model == model &&
                         part->promptLength == length;
    UsagePart& target = isThere ? *part
                                : *usage.insert(part, UsagePart{.day = std::get<0>(key),
                                                                .model = std::string(model),
                                                                .promptLength = length,
                                                                .tokens = {},
                                                                .dollars = {}});
    target.tokens += tokens;
    if (dollars)
        target.dollars = target.dollars.value_or(0) + *dollars;
}

TokenCounts totalTokens(const Usage& usage) {
    TokenCounts total;
    for (const UsagePart& part : usage)
        total += part.tokens;
    return total;
}

void saveTokens(const TokenCounts& tokens, ByteWriter& to) {
    for (const std::uint64_t count :
         {tokens.input, tokens.output, tokens.cacheRead, tokens.cacheWrite, tokens.cacheWriteHour})
        to.number(count);
}

void restoreTokens(TokenCounts& tokens, ByteReader& from) {
    for (std::uint64_t* count :
         {&tokens.input, &tokens.output, &tokens.cacheRead, &tokens.cacheWrite, &tokens.cacheWriteHour})
        *count = from.number<std::uint64_t>();
}

void saveUsage(const Usage& usage, ByteWriter& to) {
    to.number(static_cast<std::uint32_t>(usage.size()));
    for (const UsagePart& part : usage) {
        to.number(std::int32_t(part.day.time_since_epoch().count()));
        to.text(part.model);
        to.number(part.promptLength);
        saveTokens(part.tokens, to);
        to.optional(part.dollars);
    }
}

bool restoreUsage(Usage& usage, ByteReader& from) {
    usage.clear();
    const auto count = from.number<std::uint32_t>();
    for (std::uint32_t index = 0; index < count && !from.failed(); ++index) {
        UsagePart part;
        part.day = std::chrono::local_days(std::chrono::days(from.number<std::int32_t>()));
        part.model = from.text();
        part.promptLength = from.number<PromptLength>();
        restoreTokens(part.tokens, from);
        part.dollars = from.optional<double>();
        if (part.promptLength > PromptLength::Above272k)
            return false;
        usage.push_back(std::move(part));
    }
    return !from.failed();
}

} // namespace ax
