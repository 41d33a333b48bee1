// SPDX-License-Identifier: MIT
#include "core/search/text_pattern.h"

#include "core/search/escaped_text.h"
#include "core/search/text_folding.h"

#include <re2/filtered_re2.h>

#include <algorithm>
#include <format>

namespace ax {

namespace {

constexpr int ShortestAtom = 3; ///< bytes: the shortest gram
constexpr std::string_view Replacement = "\ufffd";

/// Capitals behind a backslash and in `(?P<…>` are syntax.
bool hasCapital(std::string_view expression) {
    for (std::size_t i = 0; i < expression.size(); ++i) {
        if (expression[i] == '\\' || expression.substr(i).starts_with("?P"))
            ++i;
        else if (expression[i] >= 'A' && expression[i] <= 'Z')
            return true;
    }
    // Other letters: an expression that folding changes has one.
    const std::string small = folded(expression);
    return !std::ranges::equal(small, expression, [](char one, char other) {
        return one == other || static_cast<unsigned char>(other) < 0x80;
    });
}

/// Not std::string_view in every build of the library.
re2::StringPiece piece(std::string_view text) {
    return {text.data(), text.size()};
}

re2::RE2::Options optionsFor(std::string_view expression) {
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_case_sensitive(hasCapital(expression));
    options.set_never_nl(true);
    return options;
}

} // namespace

class TextPattern::Expression {
public:
    re2::FilteredRE2 filter = re2::FilteredRE2(ShortestAtom);
    const re2::RE2& pattern() const { return filter.GetRE2(0); }
};

bool TextPattern::isCaseSensitive() const {
    return m_expression && m_expression->pattern().options().case_sensitive();
}

TextPattern TextPattern::phrase(std::string_view text) {
    TextPattern pattern;
    const std::string small = folded(text);
    pattern.m_phrase.emplace(small);
    // What was mended has U+FFFD where the file has broken bytes.
    if (!small.contains(Replacement))
        pattern.m_usualBytes.emplace(usuallyEscaped(small));
    if (small.size() >= ShortestAtom)
        pattern.m_atoms.push_back(small);
    return pattern;
}

Result<TextPattern> TextPattern::expression(std::string_view text) {
    const auto expression = std::make_shared<Expression>();
    const re2::RE2::Options options = optionsFor(text);
    // The error of the expression as it was given, not of what it is wrapped in.
    if (const re2::RE2 given(piece(text), options); !given.ok()) {
        return std::unexpected(
            Error{ErrorCode::Invalid, std::format("/{}/ is no regular expression: {}", text, given.error())});
    }
    int number = 0;
    if (expression->filter.Add(std::format("(?m){}", text), options, &number) != re2::RE2::NoError)
        return std::unexpected(
            Error{ErrorCode::Invalid, std::format("/{}/ is too large an expression", text)});
    TextPattern pattern;
    expression->filter.Compile(&pattern.m_atoms);
    pattern.m_expression = expression;
    return pattern;
}

bool TextPattern::mayMatch(const std::vector<int>& present) const {
    if (!m_expression)
        return present.size() == m_atoms.size();
    std::vector<int> matching;
    m_expression->filter.AllPotentials(present, &matching);
    return !matching.empty();
}

bool TextPattern::matches(std::string_view text, Scratch& scratch) const {
    if (m_expression)
        return re2::RE2::PartialMatch(piece(text), m_expression->pattern());
    if (!m_phrase->wantsFoldedTexts())
        return m_phrase->find(text, 0) != std::string_view::npos;
    scratch.folded.assign(text);
    foldText(scratch.folded);
    return m_phrase->find(scratch.folded, 0) != std::string_view::npos;
}

std::vector<TextRange> TextPattern::matchesIn(std::string_view line, std::string_view foldedLine) const {
    std::vector<TextRange> found;
    std::size_t at = 0;
    while (at <= line.size()) {
        TextRange match;
        if (m_expression) {
            re2::StringPiece group;
            if (!m_expression->pattern().Match(piece(line), at, line.size(), re2::RE2::UNANCHORED, &group, 1))
                break;
            match.begin = static_cast<std::size_t>(group.data() - line.data());
            match.end = match.begin + group.size();
        } else {
            match.begin = m_phrase->find(foldedLine, at);
            if (match.begin == std::string_view::npos)
                break;
            match.end = match.begin + m_phrase->phrase().size();
        }
        found.push_back(match);
        at = std::max(match.end, match.begin + 1);
    }
    return found;
}

void TextPattern::forEachLine(std::string_view text, Scratch& scratch, const LineVisitor& visit) const {
    if (!matches(text, scratch)) // the usual case, at the speed of one search
        return;
    std::size_t start = 0;
    while (start <= text.size()) {
        const std::size_t end = std::min(text.find('\n', start), text.size());
        const std::string_view line = text.substr(start, end - start);
        const bool isFolded = m_phrase && m_phrase->wantsFoldedTexts();
        const std::string_view foldedLine =
            isFolded ? std::string_view(scratch.folded).substr(start, end - start) : line;
        const std::vector<TextRange> found = matchesIn(line, foldedLine);
        if (!found.empty() && !visit(line, found))
            return;
        start = end + 1;
    }
}

} // namespace ax
