// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ax {

/// A piece of JSON as a tree, for turns, where most of a record is wanted anyway and its members may come in
/// any order. Asking for what is not there, or is of another type, gives what is empty: formats change, and
/// a strange member must not cost its record.
class JsonValue {
public:
    enum class Type : std::uint8_t { Null, Flag, Number, Text, Array, Object };

    Type type() const { return m_type; }
    bool isObject() const { return m_type == Type::Object; }
    bool isArray() const { return m_type == Type::Array; }
    bool isText() const { return m_type == Type::Text; }
    bool isNull() const { return m_type == Type::Null; }

    const JsonValue& operator[](std::string_view name) const; ///< the last of that name, as JavaScript has it
    const std::vector<JsonValue>& elements() const { return m_elements; }
    const std::vector<std::pair<std::string, JsonValue>>& members() const { return m_members; }

    const std::string& text() const { return m_text; } ///< valid UTF-8
    bool flag() const { return m_number != 0 && m_type == Type::Flag; }
    double number() const { return m_type == Type::Number ? m_number : 0; }
    std::uint64_t count() const; ///< 0 unless it is a number of things
    /// As it was stored; until the reader reads on.
    std::string_view raw() const { return m_raw; }

private:
    friend class JsonReader;

    Type m_type = Type::Null;
    double m_number = 0;
    std::string m_text;
    std::string_view m_raw;
    std::vector<JsonValue> m_elements;
    std::vector<std::pair<std::string, JsonValue>> m_members;
};

/// Reads one object. Mends what JsonLine mends. Keeps its buffers from one to the next.
class JsonReader {
public:
    JsonReader();
    ~JsonReader();

    /// Nothing when the text is not one JSON object. TranscriptPadding bytes behind it are readable.
    std::optional<JsonValue> read(std::string_view record);
    /// For text from elsewhere, which it copies.
    std::optional<JsonValue> readCopy(std::string_view text);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace ax
