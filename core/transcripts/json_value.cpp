// SPDX-License-Identifier: MIT
#include "core/transcripts/json_value.h"

#include "core/transcripts/json_line.h"
#include "core/transcripts/json_members.h"

#include <ranges>

namespace ax {

namespace {

/// No agent nests what people read deeper; what lies below is left out.
constexpr int MaximumDepth = 24;

} // namespace

const JsonValue& JsonValue::operator[](std::string_view name) const {
    static const JsonValue Missing;
    for (const auto& [key, value] : m_members | std::views::reverse) {
        if (key == name)
            return value;
    }
    return Missing;
}

std::uint64_t JsonValue::count() const {
    constexpr double Largest = 1e15;
    return number() > 0 && number() < Largest ? static_cast<std::uint64_t>(number()) : 0;
}

class JsonReader::Private {
public:
    using object = simdjson::ondemand::object;
    using array = simdjson::ondemand::array;
    using value = simdjson::ondemand::value;

    static bool fill(JsonValue& into, object members, int depth) {
        into.m_type = JsonValue::Type::Object;
        return forEachMember(members, [&into, depth](std::string_view key, value content) {
            into.m_members.emplace_back(key, valueOf(content, depth - 1));
        });
    }

    static JsonValue valueOf(value content, int depth) {
        JsonValue result;
        simdjson::ondemand::json_type type{};
        if (content.type().get(type) != simdjson::SUCCESS)
            return result;
        switch (type) {
        case simdjson::ondemand::json_type::string:
            take(result.m_text, content);
            result.m_type = JsonValue::Type::Text;
            break;
        case simdjson::ondemand::json_type::number:
            if (content.get_double().get(result.m_number) == simdjson::SUCCESS)
                result.m_type = JsonValue::Type::Number;
            break;
        case simdjson::ondemand::json_type::boolean: {
            bool given = false;
            take(given, content);
            result.m_number = given ? 1 : 0;
            result.m_type = JsonValue::Type::Flag;
            break;
        }
        case simdjson::ondemand::json_type::object:
            if (object members; depth > 0 && content.get_object().get(members) == simdjson::SUCCESS) {
                fill(result, members, depth);
                finish(result, members);
            }
            break;
        case simdjson::ondemand::json_type::array:
            if (array elements; depth > 0 && content.get_array().get(elements) == simdjson::SUCCESS) {
                result.m_type = JsonValue::Type::Array;
                for (auto element : elements) {
                    value inner;
                    if (element.get(inner) != simdjson::SUCCESS)
                        break;
                    result.m_elements.push_back(valueOf(inner, depth - 1));
                }
                finish(result, elements);
            }
            break;
        default:
            break;
        }
        return result;
    }

    JsonLine line;
    std::string copy;

private:
    /// Going over it once more, without building, tells where it ends.
    template <class Container>
    static void finish(JsonValue& result, Container& container) {
        bool again = false;
        std::string_view raw;
        if (container.reset().get(again) == simdjson::SUCCESS &&
            container.raw_json().get(raw) == simdjson::SUCCESS)
            result.m_raw = raw;
    }
};

JsonReader::JsonReader() : d(std::make_unique<Private>()) {
}
JsonReader::~JsonReader() = default;

std::optional<JsonValue> JsonReader::read(std::string_view record) {
    JsonValue root;
    const bool sound = d->line.visit(record, [&root](simdjson::ondemand::object members) {
        root = JsonValue();
        return Private::fill(root, members, MaximumDepth);
    });
    return sound ? std::optional(std::move(root)) : std::nullopt;
}

std::optional<JsonValue> JsonReader::readCopy(std::string_view text) {
    d->copy.clear();
    d->copy.reserve(text.size() + simdjson::SIMDJSON_PADDING);
    d->copy = text;
    return read(d->copy);
}

} // namespace ax
