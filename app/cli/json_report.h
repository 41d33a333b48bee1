// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/json_text.h"

#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace ax::cli {

/// JSON whose strings and numbers look as Go's encoder writes them (facts: ax-compat §1), members in the
/// order in which they are given.
template <class Writer>
class JsonReport {
public:
    JsonReport() : m_writer(m_buffer) {
        if constexpr (requires { m_writer.SetIndent(' ', 2); })
            m_writer.SetIndent(' ', 2);
    }

    void open() { m_writer.StartObject(); }
    void open(std::string_view name) {
        key(name);
        m_writer.StartObject();
    }
    void close() { m_writer.EndObject(); }
    void openArray(std::string_view name) {
        key(name);
        m_writer.StartArray();
    }
    void closeArray() { m_writer.EndArray(); }

    void key(std::string_view name) { m_writer.Key(name.data(), size(name)); }
    void element(std::string_view text) { m_writer.String(text.data(), size(text)); }
    void member(std::string_view name, std::string_view text) {
        key(name);
        element(text);
    }
    void memberUnlessEmpty(std::string_view name, std::string_view text) {
        if (!text.empty())
            member(name, text);
    }
    void number(std::string_view name, std::uint64_t value) {
        key(name);
        m_writer.Uint64(value);
    }
    void signedNumber(std::string_view name, std::int64_t value) {
        key(name);
        m_writer.Int64(value);
    }
    void decimal(std::string_view name, double value) {
        key(name);
        const std::string text = goNumber(value);
        m_writer.RawValue(text.data(), text.size(), rapidjson::kNumberType);
    }
    void truth(std::string_view name, bool value) {
        key(name);
        m_writer.Bool(value);
    }
    /// What Go prints for a list that nobody made.
    void null(std::string_view name) {
        key(name);
        m_writer.Null();
    }

    /// With a newline behind it.
    std::string text() const { return withGoEscapes({m_buffer.GetString(), m_buffer.GetSize()}) + '\n'; }

private:
    static rapidjson::SizeType size(std::string_view text) {
        return static_cast<rapidjson::SizeType>(text.size());
    }

    rapidjson::StringBuffer m_buffer;
    Writer m_writer;
};

/// Two blanks a level.
using IndentedReport = JsonReport<rapidjson::PrettyWriter<rapidjson::StringBuffer>>;
using LineReport = JsonReport<rapidjson::Writer<rapidjson::StringBuffer>>;

} // namespace ax::cli
