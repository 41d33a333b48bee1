// SPDX-License-Identifier: MIT
#include "core/status/program_status.h"

#include "core/base/base64.h"
#include "core/status/plain_line.h"

#include <charconv>

namespace ax {

namespace {

constexpr std::size_t MaximumText = 2048; ///< code points; Claude Code sends no more bytes than that

/// The values as sent; the last one of a name counts, unknown names are for later versions.
struct Fields {
    std::string_view state;
    std::string_view kind;
    std::string_view program;
    std::string_view message;
    std::string_view title;
    std::string_view progress;
};

void assign(Fields& fields, std::string_view name, std::string_view value) {
    if (name == "state")
        fields.state = value;
    else if (name == "kind")
        fields.kind = value;
    else if (name == "app")
        fields.program = value;
    else if (name == "msg")
        fields.message = value;
    else if (name == "title")
        fields.title = value;
    else if (name == "progress")
        fields.progress = value;
}

Fields fieldsOf(std::string_view payload) {
    Fields fields;
    while (!payload.empty()) {
        const std::string_view field = payload.substr(0, payload.find(':'));
        payload.remove_prefix(std::min(field.size() + 1, payload.size()));
        if (const std::size_t equals = field.find('='); equals != std::string_view::npos)
            assign(fields, field.substr(0, equals), field.substr(equals + 1));
    }
    return fields;
}

std::optional<ProgramState> stateOf(const Fields& fields) {
    if (fields.state == "idle")
        return ProgramState::Idle;
    if (fields.state == "working")
        return ProgramState::Working;
    if (fields.state == "blocked")
        return fields.kind == "permission" ? ProgramState::BlockedOnPermission
                                           : ProgramState::BlockedOnQuestion;
    if (fields.state == "done")
        return ProgramState::Done;
    if (fields.state == "error")
        return ProgramState::Failed;
    if (fields.state == "clear")
        return ProgramState::Cleared;
    return std::nullopt;
}

std::optional<int> percentOf(std::string_view text) {
    int percent = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), percent);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole && percent >= 0 && percent <= 100 ? std::optional(percent) : std::nullopt;
}

} // namespace

std::optional<ProgramStatus> parseProgramStatus(std::string_view payload) {
    if (payload.starts_with('?'))
        return std::nullopt;
    const Fields fields = fieldsOf(payload);
    const auto state = stateOf(fields);
    const auto message = decodeBase64(fields.message);
    const auto title = decodeBase64(fields.title);
    if (!state || !message || !title)
        return std::nullopt;
    return ProgramStatus{.state = *state,
                         .program = plainLine(fields.program, MaximumText),
                         .message = plainLine(*message, MaximumText),
                         .title = plainLine(*title, MaximumText),
                         .progress = percentOf(fields.progress)};
}

} // namespace ax
