// SPDX-License-Identifier: MIT
#include "core/search/search_query.h"

#include "core/search/text_folding.h"
#include "core/transcripts/utf8.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <format>
#include <utility>

namespace ax {

namespace {

using Field = FieldFilter::Field;
using Comparison = FieldFilter::Comparison;

constexpr auto Fields = std::to_array<std::pair<std::string_view, Field>>({
    {"harness", Field::Harness},
    {"model", Field::Model},
    {"dir", Field::Directory},
    {"status", Field::Status},
    {"run", Field::Run},
    {"tag", Field::Tag},
    {"before", Field::Before},
    {"after", Field::After},
    {"cost", Field::Cost},
});

constexpr std::string_view Blanks = " \t\r\n\f\v";

std::string_view trimmed(std::string_view text) {
    const std::size_t start = text.find_first_not_of(Blanks);
    if (start == std::string_view::npos)
        return {};
    return text.substr(start, text.find_last_not_of(Blanks) + 1 - start);
}

std::unexpected<Error> invalid(std::string sentence) {
    return std::unexpected(Error{ErrorCode::Invalid, std::move(sentence)});
}

/// All of `text` as a number.
template <class Number>
std::optional<Number> numberFrom(std::string_view text) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

/// The first moment of `2026-03-01`.
std::optional<Timestamp> dayFrom(std::string_view text, const SearchQuery::Context& context) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-')
        return std::nullopt;
    const auto year = numberFrom<int>(text.substr(0, 4));
    const auto month = numberFrom<unsigned>(text.substr(5, 2));
    const auto day = numberFrom<unsigned>(text.substr(8, 2));
    if (!year || !month || !day)
        return std::nullopt;
    const std::chrono::year_month_day given{std::chrono::year(*year), std::chrono::month(*month),
                                            std::chrono::day(*day)};
    if (!given.ok())
        return std::nullopt;
    // A Timestamp reaches from 1677 to 2262; no session is near either.
    constexpr std::chrono::year_month_day First{std::chrono::year(1700), std::chrono::month(1),
                                                std::chrono::day(1)};
    constexpr std::chrono::year_month_day Last{std::chrono::year(2200), std::chrono::month(1),
                                               std::chrono::day(1)};
    const std::chrono::year_month_day date = std::clamp(given, First, Last);
    if (!context.zone)
        return Timestamp(std::chrono::sys_days(date));
    return context.zone->to_sys(std::chrono::local_days(date), std::chrono::choose::earliest);
}

/// `3d`, `2w`, `12h` before now.
std::optional<Timestamp> agoFrom(std::string_view text, Timestamp now) {
    constexpr int Most = 100'000; // about what a Timestamp can hold, in days
    if (text.size() < 2)
        return std::nullopt;
    const auto count = numberFrom<int>(text.substr(0, text.size() - 1));
    if (!count || *count < 0 || *count > Most)
        return std::nullopt;
    switch (text.back()) {
    case 'h':
        return now - std::chrono::hours(*count);
    case 'd':
        return now - std::chrono::days(*count);
    case 'w':
        return now - std::chrono::days(std::min(7 * *count, Most));
    default:
        return std::nullopt;
    }
}

Result<void> takeTime(FieldFilter& filter, std::string_view value, const SearchQuery::Context& context) {
    auto time = dayFrom(value, context);
    if (!time)
        time = agoFrom(value, context.now);
    if (!time)
        return invalid(std::format("\"{}\" is no day like 2026-03-01 and no time like 3d, 2w or 12h", value));
    filter.time = *time;
    return {};
}

Result<void> takeCost(FieldFilter& filter, std::string_view value) {
    constexpr auto Comparisons = std::to_array<std::pair<std::string_view, Comparison>>({
        {"<=", Comparison::LessOrEqual}, // before its own start
        {">=", Comparison::GreaterOrEqual},
        {"<", Comparison::Less},
        {">", Comparison::Greater},
        {"=", Comparison::Equal},
    });
    std::string_view number = value;
    for (const auto& [sign, comparison] : Comparisons) {
        if (!number.starts_with(sign))
            continue;
        filter.comparison = comparison;
        number.remove_prefix(sign.size());
        break;
    }
    if (number.starts_with('$'))
        number.remove_prefix(1);
    const auto dollars = numberFrom<double>(number);
    if (!dollars)
        return invalid(std::format("\"{}\" is no cost like >1.5 (dollars)", value));
    filter.dollars = *dollars;
    return {};
}

struct Word {
    std::string_view field; ///< empty: no field
    std::string_view value;
    bool negated = false;
    std::size_t length = 0;
};

/// The word that `rest` begins with.
Word wordAt(std::string_view rest) {
    Word word;
    word.length = std::min(rest.find_first_of(Blanks), rest.size());
    const std::string_view text = rest.substr(0, word.length);
    const bool negated = text.starts_with('-');
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos)
        return word;
    const std::string_view name = text.substr(negated, colon - negated);
    const auto known = std::ranges::find(Fields, name, [](const auto& field) { return field.first; });
    if (known == Fields.end())
        return word;
    word.field = known->first;
    word.negated = negated;
    word.value = text.substr(colon + 1);
    if (word.value.starts_with('"')) {
        const std::size_t close = rest.find('"', colon + 2);
        if (close != std::string_view::npos) {
            word.value = rest.substr(colon + 2, close - colon - 2);
            word.length = close + 1;
        }
    }
    return word;
}

Result<FieldFilter> filterFrom(const Word& word, const SearchQuery::Context& context) {
    if (word.value.empty())
        return invalid(std::format("{}: needs a value", word.field));
    FieldFilter filter;
    filter.field =
        std::ranges::find(Fields, word.field, [](const auto& field) { return field.first; })->second;
    filter.negated = word.negated;
    filter.text = folded(word.value);
    Result<void> taken;
    if (filter.field == Field::Before || filter.field == Field::After)
        taken = takeTime(filter, word.value, context);
    else if (filter.field == Field::Cost)
        taken = takeCost(filter, word.value);
    if (!taken)
        return std::unexpected(taken.error());
    return filter;
}

} // namespace

Result<SearchQuery> SearchQuery::parse(std::string_view text, const Context& context) {
    SearchQuery query;
    std::string phrase;
    std::string_view rest = text;
    while (!rest.empty()) {
        const std::size_t blanks = std::min(rest.find_first_not_of(Blanks), rest.size());
        const std::string_view gap = rest.substr(0, blanks);
        rest.remove_prefix(blanks);
        const Word word = wordAt(rest);
        if (word.field.empty()) {
            phrase.append(gap).append(rest.substr(0, word.length));
        } else {
            auto filter = filterFrom(word, context);
            if (!filter)
                return std::unexpected(filter.error());
            query.m_filters.push_back(std::move(*filter));
        }
        rest.remove_prefix(word.length);
    }
    std::string_view wanted = trimmed(phrase);
    if (wanted.size() > 2 && wanted.starts_with('/') && wanted.ends_with('/')) {
        wanted = wanted.substr(1, wanted.size() - 2);
        auto expression = TextPattern::expression(wanted);
        if (!expression)
            return std::unexpected(expression.error());
        query.m_marks = {.text = std::string(wanted),
                         .letterCase =
                             expression->isCaseSensitive() ? LetterCase::Matters : LetterCase::Ignored,
                         .syntax = TextSyntax::Regex};
        query.m_pattern = std::move(*expression);
        return query;
    }
    if (wanted.size() > 2 && wanted.starts_with('"') && wanted.ends_with('"'))
        wanted = wanted.substr(1, wanted.size() - 2);
    if (wanted.contains('\n'))
        return invalid("a phrase is looked for within lines, so it cannot have several");
    if (wanted.empty())
        return query;
    const std::string sound = repairUtf8(wanted);
    query.m_foldedPhrase = folded(sound);
    query.m_marks.text = sound;
    query.m_pattern = TextPattern::phrase(sound);
    return query;
}

} // namespace ax
