// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/base/time.h"
#include "core/index/session.h"
#include "core/search/text_pattern.h"
#include "core/transcripts/text_matcher.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ax {

/// One `field:value` of a query.
struct FieldFilter {
    enum class Field : std::uint8_t { Harness, Model, Directory, Status, Run, Tag, Before, After, Cost };
    enum class Comparison : std::uint8_t { Less, LessOrEqual, Equal, GreaterOrEqual, Greater };

    Field field = Field::Harness;
    bool negated = false;
    std::string
        text; ///< folded: the start of the harness's, status's, run's or label's name; a part of the others
    Timestamp time;                                     ///< of Before and After
    Comparison comparison = Comparison::GreaterOrEqual; ///< of Cost
    double dollars = 0;

    bool matches(const Session& session) const;
};

/// What a person asked for. The language:
///
///     phrase              all that is no field, as one phrase, its words as far apart as they were typed
///     "phrase"            the same; quotes around the whole are no part of it
///     /expression/        the whole a regular expression (text_pattern.h)
///     harness:claude      sessions of the agent whose name begins so
///     status:work         ditto; the words of the STATUS column, and `past`
///     model:opus dir:src  a part of the model's or the folder's name
///     after:2026-03-01    last active on that day or later (local time); after:3d within the last three
///     before:2w           days (also h, w); before: what after: is not
///     cost:>1.5           dollars, estimates too; also >= < <= =
///     run:fix             of the run whose id begins so
///     tag:x               with a label that begins so
///     -model:opus         not so. Values with blanks stand in quotes: dir:"My Code"
///
/// All fields must hold. Capitals make no difference but in expressions that have some.
class SearchQuery {
public:
    struct Context {
        Timestamp now;
        const std::chrono::time_zone* zone = nullptr; ///< of dates; null: UTC
    };
    /// Invalid with a sentence for the person.
    static Result<SearchQuery> parse(std::string_view text, const Context& context);

    /// Neither text nor fields: finds nothing.
    bool isEmpty() const { return !m_pattern && m_filters.empty(); }
    const TextPattern* pattern() const { return m_pattern ? &*m_pattern : nullptr; }
    const std::vector<FieldFilter>& filters() const { return m_filters; }
    bool accepts(const Session& session) const;
    /// The phrase, folded, for titles; empty for expressions.
    const std::string& foldedPhrase() const { return m_foldedPhrase; }
    /// What to mark in a transcript that matches, and to step through there; empty without a pattern.
    const TextQuery& marks() const { return m_marks; }

private:
    SearchQuery() = default;

    std::optional<TextPattern> m_pattern;
    std::vector<FieldFilter> m_filters;
    std::string m_foldedPhrase;
    TextQuery m_marks;
};

} // namespace ax
