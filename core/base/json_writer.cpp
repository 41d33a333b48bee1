// SPDX-License-Identifier: MIT
#include "core/base/json_writer.h"

#include "core/base/json_text.h"

#include <array>
#include <charconv>
#include <cstring>

namespace ax {

namespace {

constexpr std::string_view HexDigits = "0123456789abcdef";

/// Bytes that stand for themselves in a JSON text.
constexpr std::array<bool, 256> PlainBytes = [] {
    std::array<bool, 256> plain{};
    for (std::size_t byte = 0x20; byte < 0x80; ++byte)
        plain[byte] = byte != '"' && byte != '\\' && byte != '<' && byte != '>' && byte != '&';
    return plain;
}();

/// Whether eight bytes stand for themselves; in doubt not.
bool arePlain(const char* bytes) {
    constexpr std::uint64_t Ones = 0x0101010101010101;
    constexpr std::uint64_t Highest = 0x80 * Ones;
    std::uint64_t word = 0;
    std::memcpy(&word, bytes, sizeof word);
    // The highest bit of each zero byte.
    const auto zeros = [](std::uint64_t of) { return (of - Ones) & ~of; };
    const std::uint64_t special = zeros(word ^ '"' * Ones) | zeros(word ^ '\\' * Ones) |
                                  zeros(word ^ '<' * Ones) | zeros(word ^ '>' * Ones) |
                                  zeros(word ^ '&' * Ones) | (word - 0x20 * Ones) | word;
    return (special & Highest) == 0;
}

std::size_t plainLength(std::string_view text) {
    std::size_t length = 0;
    while (length + 8 <= text.size() && arePlain(text.data() + length))
        length += 8;
    while (length < text.size() && PlainBytes[static_cast<unsigned char>(text[length])])
        ++length;
    return length;
}

void appendEscaped(std::string& json, char byte) {
    constexpr std::string_view Named = "\"\"\\\\\bb\ff\nn\rr\tt";
    for (std::size_t at = 0; at < Named.size(); at += 2) {
        if (Named[at] == byte) {
            json.append(1, '\\').append(1, Named[at + 1]);
            return;
        }
    }
    const auto value = static_cast<unsigned char>(byte);
    json.append("\\u00").append(1, HexDigits[value >> 4]).append(1, HexDigits[value & 15]);
}

/// What begins with a byte beyond ASCII; its length in `text`.
std::size_t appendSequence(std::string& json, std::string_view text) {
    const std::size_t length = utf8SequenceLength(text);
    const std::string_view sequence = text.substr(0, length);
    if (length == 0)
        json += "\\ufffd";
    else if (sequence == "\xe2\x80\xa8")
        json += "\\u2028";
    else if (sequence == "\xe2\x80\xa9")
        json += "\\u2029";
    else
        json += sequence;
    return length == 0 ? 1 : length;
}

} // namespace

void appendGoString(std::string& json, std::string_view text) {
    json += '"';
    while (true) {
        const std::size_t plain = plainLength(text);
        json.append(text, 0, plain);
        text.remove_prefix(plain);
        if (text.empty())
            break;
        if (static_cast<unsigned char>(text.front()) >= 0x80) {
            text.remove_prefix(appendSequence(json, text));
        } else {
            appendEscaped(json, text.front());
            text.remove_prefix(1);
        }
    }
    json += '"';
}

void JsonWriter::separate() {
    if (!m_isEmpty)
        m_text += ',';
    m_isEmpty = false;
    breakLine();
}

void JsonWriter::breakLine() {
    if (m_layout == JsonLayout::Line)
        return;
    m_text += '\n';
    m_text.append(2 * m_depth, ' ');
}

void JsonWriter::name(std::string_view key) {
    separate();
    m_text.append(1, '"').append(key).append(m_layout == JsonLayout::Line ? "\":" : "\": ");
}

void JsonWriter::leave(char bracket) {
    --m_depth;
    if (!m_isEmpty)
        breakLine();
    m_text += bracket;
    m_isEmpty = false;
}

void JsonWriter::number(std::string_view key, std::uint64_t value) {
    name(key);
    std::array<char, 24> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    m_text.append(digits.data(), end.ptr);
}

void JsonWriter::signedNumber(std::string_view key, std::int64_t value) {
    name(key);
    m_text += std::to_string(value);
}

void JsonWriter::decimal(std::string_view key, double value) {
    name(key);
    m_text += goNumber(value);
}

} // namespace ax
