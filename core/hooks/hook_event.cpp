// SPDX-License-Identifier: MIT
#include "core/hooks/hook_event.h"

#include <rapidjson/document.h>

#include <array>
#include <utility>

namespace ax {

namespace {

constexpr std::size_t LongestQuestion = 400; ///< bytes

constexpr std::array<std::pair<std::string_view, HookEvent::Kind>, 4> Words = {{
    {"working", HookEvent::Kind::Working},
    {"idle", HookEvent::Kind::Idle},
    {"blocked", HookEvent::Kind::Blocked},
    {"stop", HookEvent::Kind::Stop},
}};

std::string textOf(const rapidjson::Value& object, const char* key) {
    if (!object.IsObject())
        return {};
    const auto member = object.FindMember(key);
    if (member == object.MemberEnd() || !member->value.IsString())
        return {};
    return {member->value.GetString(), member->value.GetStringLength()};
}

/// The first line, not too long.
std::string shortened(std::string text) {
    text = text.substr(0, text.find('\n'));
    if (text.size() > LongestQuestion) {
        text.resize(LongestQuestion);
        while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0) == 0x80)
            text.pop_back();
        if (!text.empty() && (static_cast<unsigned char>(text.back()) & 0x80) != 0)
            text.pop_back();
    }
    return text;
}

/// "Bash: make test", "AskUserQuestion", or the notification's own sentence.
std::string questionOf(const rapidjson::Value& payload) {
    const std::string tool = textOf(payload, "tool_name");
    if (tool.empty())
        return shortened(textOf(payload, "message"));
    const auto input = payload.FindMember("tool_input");
    if (input != payload.MemberEnd()) {
        for (const char* key : {"command", "file_path", "url", "pattern", "description"}) {
            if (std::string what = textOf(input->value, key); !what.empty())
                return shortened(tool + ": " + what);
        }
    }
    return shortened(tool);
}

/// Notifications that ask nothing.
bool saysNothing(const rapidjson::Value& payload) {
    const std::string type = textOf(payload, "notification_type");
    return type == "idle_prompt" || type == "auth_success" || type == "agent_completed";
}

} // namespace

std::optional<HookEvent> readHookEvent(std::string_view word, std::string_view payload,
                                       const Environment& environment) {
    const auto* const known = std::ranges::find(Words, word, &decltype(Words)::value_type::first);
    if (known == Words.end())
        return std::nullopt;
    HookEvent event{.sessionId = {}, .kind = known->second, .question = {}};
    rapidjson::Document document;
    document.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(payload.data(),
                                                                                           payload.size());
    if (!document.HasParseError() && document.IsObject()) {
        event.sessionId = textOf(document, "session_id");
        if (event.kind == HookEvent::Kind::Blocked) {
            if (saysNothing(document))
                return std::nullopt;
            event.question = questionOf(document);
        }
    }
    if (event.sessionId.empty())
        event.sessionId = environment.value("AX_SESSION_ID").value_or("");
    return event.sessionId.empty() ? std::nullopt : std::optional(event);
}

HookWord hookWordOf(const HookEvent& event, Task task) {
    switch (event.kind) {
    case HookEvent::Kind::Working:
        return HookWord::Working;
    case HookEvent::Kind::Blocked:
        return HookWord::Blocked;
    case HookEvent::Kind::Stop:
        return task == Task::Given ? HookWord::Done : HookWord::Idle;
    case HookEvent::Kind::Idle:
        break;
    }
    return HookWord::Idle;
}

} // namespace ax
