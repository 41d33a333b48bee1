// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace ax {

/// Appends a text in quotes with the escapes of Go's encoder (facts: ax-compat §1); invalid UTF-8 becomes
/// U+FFFD.
void appendGoString(std::string& json, std::string_view text);

enum class JsonLayout : std::uint8_t {
    Indented, ///< two blanks a level
    Line,     ///< without any blank
};

/// Writes JSON as Go's encoder does, straight into one text: reports of ten thousand sessions take
/// milliseconds. The caller opens and closes in pairs, names members in objects only, and takes keys that
/// need no escapes.
class JsonWriter {
public:
    explicit JsonWriter(JsonLayout layout = JsonLayout::Indented) : m_layout(layout) {}
    /// One that goes on within `depth` brackets of another one's text, behind something else or not.
    enum class Place : std::uint8_t { First, Further };
    JsonWriter(JsonLayout layout, std::size_t depth, Place place)
        : m_layout(layout), m_depth(depth), m_isEmpty(place == Place::First) {}

    void open() { begin('{'); }
    void open(std::string_view key) {
        name(key);
        enter('{');
    }
    void close() { leave('}'); }
    void openArray(std::string_view key) {
        name(key);
        enter('[');
    }
    void closeArray() { leave(']'); }

    void element(std::string_view text) {
        separate();
        appendGoString(m_text, text);
    }
    void member(std::string_view key, std::string_view text) {
        name(key);
        appendGoString(m_text, text);
    }
    void memberUnlessEmpty(std::string_view key, std::string_view text) {
        if (!text.empty())
            member(key, text);
    }
    void number(std::string_view key, std::uint64_t value);
    void signedNumber(std::string_view key, std::int64_t value);
    void decimal(std::string_view key, double value);
    /// What Go prints for a list that nobody made.
    void null(std::string_view key) {
        name(key);
        m_text += "null";
    }
    void truth(std::string_view key, bool value) {
        name(key);
        m_text += value ? "true" : "false";
    }

    void reserve(std::size_t bytes) { m_text.reserve(bytes); }
    std::string take() { return std::move(m_text); }

private:
    void begin(char bracket) {
        if (m_depth > 0)
            separate();
        enter(bracket);
    }
    void enter(char bracket) {
        m_text += bracket;
        ++m_depth;
        m_isEmpty = true;
    }
    void leave(char bracket);
    void separate();
    void breakLine();
    void name(std::string_view key);

    JsonLayout m_layout;
    std::string m_text;
    std::size_t m_depth = 0;
    bool m_isEmpty = true; ///< what was opened last has nothing in it yet
};

} // namespace ax
