// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace ax {

/// Values as bytes for this program's own caches: fixed-width numbers in the machine's byte order, texts with
/// their length before them. Not for interchange: a cache names its version and is thrown away when another
/// program wrote it.
class ByteWriter {
public:
    template <class Number>
        requires std::is_arithmetic_v<Number> || std::is_enum_v<Number>
    void number(Number value) {
        m_bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
    }
    void text(std::string_view text) {
        number(static_cast<std::uint32_t>(text.size()));
        m_bytes.append(text);
    }
    template <class Number>
    void optional(const std::optional<Number>& value) {
        number(static_cast<std::uint8_t>(value.has_value()));
        number(value.value_or(Number()));
    }
    const std::string& bytes() const { return m_bytes; }
    std::string take() { return std::move(m_bytes); }

private:
    std::string m_bytes;
};

/// Reads them back. A value that is not there reads as zero or empty and makes the reader fail for good, so a
/// caller checks once at the end. Safe on any bytes.
class ByteReader {
public:
    explicit ByteReader(std::string_view bytes) : m_rest(bytes) {}

    template <class Number>
        requires std::is_arithmetic_v<Number> || std::is_enum_v<Number>
    Number number() {
        Number value{};
        if (m_rest.size() < sizeof value) {
            fail();
            return value;
        }
        std::memcpy(&value, m_rest.data(), sizeof value);
        m_rest.remove_prefix(sizeof value);
        return value;
    }
    /// A view of the bytes read from.
    std::string_view text() {
        const auto size = number<std::uint32_t>();
        if (m_rest.size() < size) {
            fail();
            return {};
        }
        const std::string_view text = m_rest.substr(0, size);
        m_rest.remove_prefix(size);
        return text;
    }
    template <class Number>
    std::optional<Number> optional() {
        const bool isThere = number<std::uint8_t>() != 0;
        const auto value = number<Number>();
        return isThere ? std::optional(value) : std::nullopt;
    }
    bool failed() const { return m_failed; }
    bool atEnd() const { return m_rest.empty() && !m_failed; }

private:
    void fail() {
        m_failed = true;
        m_rest = {};
    }

    std::string_view m_rest;
    bool m_failed = false;
};

} // namespace ax
