// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/search/phrase_finder.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ax {

/// Bytes of a text.
struct TextRange {
    std::size_t begin = 0;
    std::size_t end = 0; ///< behind the last one
    friend bool operator==(const TextRange&, const TextRange&) = default;
};

/// What to look for in texts: a phrase, compared without regard to capitals (text_folding.h), or a regular
/// expression in RE2's syntax. Both match within a line, never across its end. An expression disregards
/// capitals unless it has one itself (those behind a backslash, as in `\S`, do not count). Immutable; any
/// thread.
class TextPattern {
public:
    static TextPattern phrase(std::string_view text); ///< not empty, without line ends
    /// Invalid with a sentence for the person.
    static Result<TextPattern> expression(std::string_view text);

    /// Buffers that a thread keeps from text to text.
    struct Scratch {
        std::string folded;
    };

    bool matches(std::string_view text, Scratch& scratch) const;
    /// Each line of `text` with a match, in order; `matches` are not empty and do not overlap. The visitor
    /// returns whether to go on.
    using LineVisitor = std::function<bool(std::string_view line, const std::vector<TextRange>& matches)>;
    void forEachLine(std::string_view text, Scratch& scratch, const LineVisitor& visit) const;

    /// A phrase as JSON writers put it into a file, to be looked for in folded bytes of the file; null for
    /// expressions, and where that would not find all.
    const PhraseFinder* usualBytes() const { return m_usualBytes ? &*m_usualBytes : nullptr; }

    /// What a text must have to match, as phrases in folded form: all of those whose places `isNeeded`
    /// is told suffice. Empty: anything may match.
    const std::vector<std::string>& atoms() const { return m_atoms; }
    /// Whether a text that has just these atoms (places in atoms(), ascending) may match.
    bool mayMatch(const std::vector<int>& present) const;
    bool isExpression() const { return m_expression != nullptr; }
    bool isCaseSensitive() const;

private:
    class Expression;
    TextPattern() = default;

    std::vector<TextRange> matchesIn(std::string_view line, std::string_view foldedLine) const;

    std::optional<PhraseFinder> m_phrase;
    std::optional<PhraseFinder> m_usualBytes;
    std::vector<std::string> m_atoms;
    std::shared_ptr<const Expression> m_expression;
};

} // namespace ax
