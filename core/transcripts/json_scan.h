// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/transcript_padding.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace ax {

enum class JsonKind : std::uint8_t { Broken, Object, Array, Text, Number, Boolean, Null };

/// Walks one line of JSON from front to back, once, and builds nothing: whoever walks names the members it
/// wants, and everything else is stepped over 64 bytes at a time. Made for transcripts, where a few hundred
/// bytes of each record matter and megabytes of tool output stand between them.
///
/// What is stepped over is not validated: only strings have to end and brackets to balance, which is what it
/// takes to find the next member. A line for which that does not hold is broken; what was read before stays.
/// Bytes that JSON forbids inside strings (invalid UTF-8, raw control characters) are taken as they are.
/// Memory and stack do not grow with the input, however deep it nests.
///
/// The cursor stands before a value. Each of text(), number(), members() and so on consumes it, whatever it
/// is; a value of another kind than asked for is as if missing. A visitor that leaves its value alone has it
/// skipped. TranscriptPadding bytes behind the text have to be readable. One thread.
class JsonCursor {
public:
    explicit JsonCursor(std::string_view text) : m_at(text.data()), m_end(text.data() + text.size()) {
        skipBlanks();
    }

    JsonKind kind() const;

    /// A string as it stands there, escapes and all, without its quotes.
    std::optional<std::string_view> text();
    /// A whole number that is not negative and fits.
    std::optional<std::uint64_t> number();
    std::optional<double> decimal();
    std::optional<bool> boolean();
    /// Any value as it stands there.
    std::string_view skip();

    /// Calls `visit(key, cursor)` for each member of an object; keys as they stand there. False when the
    /// value is no object or turns out to be broken.
    template <class Visitor>
    bool members(Visitor&& visit);
    /// Calls `visit(cursor)` for each element of an array. False when the value is no array or turns out to
    /// be broken.
    template <class Visitor>
    bool elements(Visitor&& visit);

    /// Ends the walk: nothing more is visited, and the text counts as broken.
    void abandon() { fail(); }

    bool isBroken() const { return m_isBroken; }
    /// Whether nothing but blanks is left.
    bool atEnd() {
        skipBlanks();
        return m_at == m_end && !m_isBroken;
    }

private:
    void skipBlanks() {
        while (m_at < m_end && static_cast<unsigned char>(*m_at) <= ' ')
            ++m_at;
    }
    bool take(char expected) {
        if (m_at >= m_end || *m_at != expected)
            return false;
        ++m_at;
        return true;
    }
    void fail() {
        m_isBroken = true;
        m_at = m_end;
    }
    std::string_view takeText();
    std::string_view skipContainer();
    std::string_view skipScalar();
    const char* textEnd(const char* from) const;
    template <class Visitor>
    void visitOne(Visitor&& visit);
    bool endsList(char closing);

    const char* m_at;
    const char* m_end;
    bool m_isBroken = false;
};

/// Calls `visit(key, cursor)` for each member of the one object that `line` is. False when it is anything
/// else.
template <class Visitor>
bool visitJsonObject(std::string_view line, Visitor&& visit) {
    JsonCursor cursor(line);
    return cursor.members(visit) && cursor.atEnd();
}

template <class Visitor>
void JsonCursor::visitOne(Visitor&& visit) {
    const char* const before = m_at;
    visit(*this);
    if (m_at == before && !m_isBroken)
        skip();
    skipBlanks();
}

template <class Visitor>
bool JsonCursor::members(Visitor&& visit) {
    if (!take('{')) {
        skip();
        return false;
    }
    skipBlanks();
    if (take('}'))
        return true;
    while (true) {
        const std::string_view key = takeText();
        skipBlanks();
        if (!take(':')) {
            fail();
            return false;
        }
        skipBlanks();
        visitOne([&](JsonCursor& value) { visit(key, value); });
        if (endsList('}'))
            return !m_isBroken;
    }
}

template <class Visitor>
bool JsonCursor::elements(Visitor&& visit) {
    if (!take('[')) {
        skip();
        return false;
    }
    skipBlanks();
    if (take(']'))
        return true;
    while (true) {
        visitOne(visit);
        if (endsList(']'))
            return !m_isBroken;
    }
}

} // namespace ax
