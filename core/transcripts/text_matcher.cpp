// SPDX-License-Identifier: MIT
#include "core/transcripts/text_matcher.h"

#include <re2/re2.h>

#include <utility>

namespace ax {

class TextMatcher::Expression {
public:
    Expression(const std::string& pattern, const RE2::Options& options) : regex(pattern, options) {}
    const RE2 regex;
};

TextMatcher::TextMatcher(std::unique_ptr<Expression> expression) : m_expression(std::move(expression)) {
}
TextMatcher::TextMatcher(TextMatcher&&) noexcept = default;
TextMatcher& TextMatcher::operator=(TextMatcher&&) noexcept = default;
TextMatcher::~TextMatcher() = default;

Result<TextMatcher> TextMatcher::make(const TextQuery& query) {
    if (query.isEmpty())
        return TextMatcher(nullptr);
    RE2::Options options;
    options.set_log_errors(false);
    options.set_case_sensitive(query.letterCase == LetterCase::Matters);
    options.set_literal(query.syntax == TextSyntax::Plain);
    options.set_never_capture(true);
    // ^ and $ are the ends of lines: texts have many.
    const bool regex = query.syntax == TextSyntax::Regex;
    auto expression = std::make_unique<Expression>(regex ? "(?m)" + query.text : query.text, options);
    if (!expression->regex.ok())
        return std::unexpected(
            Error{ErrorCode::Invalid, "This is no regular expression: " + expression->regex.error()});
    return TextMatcher(std::move(expression));
}

void TextMatcher::forEach(std::string_view text, const std::function<Next(const Match&)>& visit) const {
    if (!m_expression)
        return;
    const re2::StringPiece input(text.data(), text.size());
    re2::StringPiece found;
    for (std::size_t from = 0; from <= text.size();) {
        if (!m_expression->regex.Match(input, from, text.size(), RE2::UNANCHORED, &found, 1))
            return;
        const auto begin = static_cast<std::size_t>(found.data() - text.data());
        const std::size_t end = begin + found.size();
        if (end > begin && visit({.begin = begin, .end = end}) == Next::Stop)
            return;
        from = end > begin ? end : end + 1;
    }
}

std::size_t TextMatcher::count(std::string_view text) const {
    std::size_t count = 0;
    forEach(text, [&count](const Match&) {
        ++count;
        return Next::Go;
    });
    return count;
}

} // namespace ax
