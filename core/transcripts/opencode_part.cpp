// SPDX-License-Identifier: MIT
#include "core/transcripts/opencode_part.h"

#include "core/transcripts/json_line.h"
#include "core/transcripts/json_members.h"

namespace ax {

namespace {

using simdjson::ondemand::object;
using simdjson::ondemand::value;

/// Calls `visit(key, value)` for each member of a text that is one JSON object.
template <class Visitor>
bool visitObject(std::string_view text, Visitor visit) {
    std::string padded;
    padded.reserve(text.size() + simdjson::SIMDJSON_PADDING);
    padded = text;
    JsonLine line;
    return line.visit(padded, [&visit](object members) { return forEachMember(members, visit); });
}

} // namespace

OpencodePart readOpencodePart(std::string_view data) {
    OpencodePart part;
    const bool sound = visitObject(data, [&part](std::string_view key, value content) {
        bool flag = false;
        if (key == "type")
            take(part.type, content);
        else if (key == "text")
            take(part.text, content);
        else if (key == "synthetic" || key == "ignored")
            take(flag, content);
        part.isWrittenByProgram |= flag;
    });
    return sound ? part : OpencodePart();
}

std::string modelOfSession(std::string_view model) {
    if (!model.starts_with('{'))
        return repairUtf8(model);
    std::string id;
    visitObject(model, [&id](std::string_view key, value content) {
        if (key == "id" || key == "modelID")
            take(id, content);
    });
    return id;
}

std::optional<Timestamp> timeOfMilliseconds(std::int64_t milliseconds) {
    constexpr std::int64_t Latest = 9'200'000'000'000; // more does not fit into nanoseconds
    if (milliseconds <= 0 || milliseconds > Latest)
        return std::nullopt;
    return Timestamp(std::chrono::milliseconds(milliseconds));
}

} // namespace ax
