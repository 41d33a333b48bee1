// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace ax {

enum class LetterCase : std::uint8_t { Ignored, Matters };
enum class TextSyntax : std::uint8_t { Plain, Regex };

/// What somebody looks for in texts.
struct TextQuery {
    std::string text; ///< UTF-8
    LetterCase letterCase = LetterCase::Ignored;
    TextSyntax syntax = TextSyntax::Plain;

    bool isEmpty() const { return text.empty(); }
    friend bool operator==(const TextQuery&, const TextQuery&) = default;
};

/// A query made ready. Linear in the length of the text whatever the query (RE2), letters compared as Unicode
/// folds them. Thread-safe once made.
class TextMatcher {
public:
    struct Match {
        std::size_t begin = 0; ///< bytes
        std::size_t end = 0;
    };

    /// Invalid, with what is wrong, for a broken expression. An empty query matches nothing.
    static Result<TextMatcher> make(const TextQuery& query);
    TextMatcher(TextMatcher&&) noexcept;
    TextMatcher& operator=(TextMatcher&&) noexcept;
    ~TextMatcher();

    /// Calls `visit` for each match, in order and without overlaps, until it says Stop. Empty matches are
    /// none.
    enum class Next : std::uint8_t { Go, Stop };
    void forEach(std::string_view text, const std::function<Next(const Match&)>& visit) const;
    std::size_t count(std::string_view text) const;

private:
    class Expression;
    explicit TextMatcher(std::unique_ptr<Expression> expression);
    std::unique_ptr<Expression> m_expression; ///< null: matches nothing
};

} // namespace ax
