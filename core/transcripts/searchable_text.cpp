// SPDX-License-Identifier: MIT
#include "core/transcripts/searchable_text.h"

#include "core/transcripts/json_line.h"
#include "core/transcripts/json_members.h"

#include <vector>

namespace ax {

namespace {

using simdjson::ondemand::array;
using simdjson::ondemand::object;
using simdjson::ondemand::value;

struct Found {
    std::vector<SpokenText> texts;
    Speaker speaker = Speaker::User;
    bool counts = false;
};

void addContent(Found& found, value content, Speaker speaker, int depth);

void addBlock(Found& found, object members, Speaker speaker, int depth) {
    std::string_view type;
    forEachMember(members, [&](std::string_view key, value content) {
        if (key == "type")
            take(type, content);
        else if (key == "text" && (type == "text" || type == "input_text" || type == "output_text"))
            addContent(found, content, speaker, 0);
        else if (key == "content" && type == "tool_result" && depth > 0)
            addContent(found, content, Speaker::Tool, depth - 1);
    });
}

void addContent(Found& found, value content, Speaker speaker, int depth) {
    if (const auto text = escapedText(content)) {
        found.texts.push_back({speaker, *text});
        return;
    }
    array elements;
    if (content.get_array().get(elements) != simdjson::SUCCESS)
        return;
    for (auto element : elements) {
        object members;
        if (element.get_object().get(members) == simdjson::SUCCESS)
            addBlock(found, members, speaker, depth);
    }
}

void addMessage(Found& found, object members) {
    std::string_view role;
    std::string_view type;
    forEachMember(members, [&](std::string_view key, value content) {
        if (key == "role")
            take(role, content);
        else if (key == "type")
            take(type, content);
        else if (key == "content")
            addContent(found, content, role == "assistant" ? Speaker::Assistant : role == "toolResult" ? Speaker::Tool : Speaker::User, 4);
        else if (key == "output" && type.ends_with("_call_output"))
            addContent(found, content, Speaker::Tool, 4);
    });
    found.counts = role == "user" || role == "assistant" || role == "toolResult" || type.ends_with("_call_output");
}

} // namespace

void forEachSpokenText(std::string_view, std::string_view record,
                       const std::function<void(const SpokenText&)>& visit) {
    thread_local JsonLine line;
    Found found;
    line.visit(record, [&](object members) {
        found = {};
        std::string_view type;
        bool isMeta = false;
        const bool sound = forEachMember(members, [&](std::string_view key, value content) {
            object message;
            if (key == "type")
                take(type, content);
            else if (key == "isMeta")
                take(isMeta, content);
            else if ((key == "message" || key == "payload") && type != "event_msg" &&
                     content.get_object().get(message) == simdjson::SUCCESS)
                addMessage(found, message);
        });
        found.counts = found.counts && !isMeta;
        return sound;
    });
    if (!found.counts)
        return;
    for (const SpokenText& text : found.texts)
        visit(text);
}

} // namespace ax
