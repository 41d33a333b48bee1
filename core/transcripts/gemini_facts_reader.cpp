// SPDX-License-Identifier: MIT
#include "core/transcripts/gemini_facts_reader.h"

#include "core/transcripts/claude_text.h"
#include "core/transcripts/scanned_member.h"

#include <algorithm>

namespace ax {

/// What makes facts in one message, or in the header, whose members have other names; texts are escaped.
struct GeminiMessage {
    std::string_view id;
    std::string_view type; ///< user, gemini, info, warning, error
    std::optional<Timestamp> time;
    std::string_view model;
    std::string_view text; ///< the first of the content
    TokenCounts tokens;

    std::string_view sessionId;
    std::string_view kind; ///< main or subagent
    std::string_view summary;
    std::optional<Timestamp> started;
    std::optional<Timestamp> updated;
    bool isPatch = false;
};

namespace {

/// `input` is the whole prompt, the cached part included; thoughts and what tools put into the prompt are
/// counted apart.
TokenCounts readTokens(JsonCursor& tokens) {
    TokenCounts counts;
    std::uint64_t thoughts = 0, tool = 0;
    tokens.members([&](std::string_view key, JsonCursor& value) {
        if (key == "input")
            take(counts.input, value);
        else if (key == "output")
            take(counts.output, value);
        else if (key == "cached")
            take(counts.cacheRead, value);
        else if (key == "thoughts")
            take(thoughts, value);
        else if (key == "tool")
            take(tool, value);
    });
    counts.cacheRead = std::min(counts.cacheRead, counts.input);
    counts.input += tool - counts.cacheRead;
    counts.output += thoughts;
    return counts;
}

void readContent(GeminiMessage& message, JsonCursor& content) {
    if (content.kind() == JsonKind::Text)
        return take(message.text, content);
    content.elements([&message](JsonCursor& part) {
        part.members([&message](std::string_view key, JsonCursor& value) {
            if (key == "text" && message.text.empty())
                take(message.text, value);
        });
    });
}

void readMember(GeminiMessage& message, std::string_view key, JsonCursor& value) {
    if (key == "id")
        take(message.id, value);
    else if (key == "type")
        take(message.type, value);
    else if (key == "timestamp")
        take(message.time, value);
    else if (key == "model")
        take(message.model, value);
    else if (key == "content" && message.type != "gemini")
        readContent(message, value);
    else if (key == "tokens")
        message.tokens = readTokens(value);
    else if (key == "sessionId")
        take(message.sessionId, value);
    else if (key == "kind")
        take(message.kind, value);
    else if (key == "summary")
        take(message.summary, value);
    else if (key == "startTime")
        take(message.started, value);
    else if (key == "lastUpdated")
        take(message.updated, value);
}

} // namespace

void GeminiFactsReader::addRecord(std::string_view line) {
    GeminiMessage outer;
    std::vector<GeminiMessage> messages;
    const auto readWithMessages = [&](std::string_view key, JsonCursor& value) {
        if (key != "messages")
            return readMember(outer, key, value);
        value.elements([&messages](JsonCursor& element) {
            GeminiMessage& message = messages.emplace_back();
            element.members([&message](std::string_view inner, JsonCursor& content) {
                readMember(message, inner, content);
            });
        });
    };
    const bool sound = visitJsonObject(line, [&](std::string_view key, JsonCursor& value) {
        outer.isPatch |= key.starts_with('$');
        if (key == "$set")
            value.members(readWithMessages);
        else
            readWithMessages(key, value);
    });
    if (!sound)
        return m_running.countDamaged();
    TranscriptFacts& facts = m_running.facts;
    ++facts.records;
    if (outer.type.empty() && outer.sessionId.empty() && !outer.isPatch)
        ++facts.unknownRecords;
    for (const auto& time : {outer.started, outer.updated})
        m_running.addTime(time);
    keepText(facts.sessionId, outer.sessionId);
    if (outer.kind != "main")
        keepText(facts.agentKind, outer.kind);
    if (!outer.summary.empty())
        m_running.addTitle(TitleKind::Generated, unescapeJson(outer.summary));
    addMessage(outer);
    for (const GeminiMessage& message : messages)
        addMessage(message);
}

void GeminiFactsReader::addMessage(const GeminiMessage& message) {
    TranscriptFacts& facts = m_running.facts;
    m_running.addTime(message.time);
    const std::uint64_t id = message.id.empty() ? 0 : messageIdHash(message.id);
    if (message.type == "user" && isPromptText(message.text)) {
        if (id == 0 || m_prompts.insert(id))
            m_running.addPrompt(message.text);
    } else if (message.type == "gemini") {
        keepText(facts.model, message.model);
        const std::uint64_t context = message.tokens.input + message.tokens.cacheRead;
        if (context > 0)
            facts.contextTokens = context;
        m_running.addAnswer({.id = id,
                             .kind = AnswerKind::Conversation,
                             .time = message.time,
                             .model = message.model,
                             .tokens = message.tokens,
                             .dollars = std::nullopt});
    }
}

void GeminiFactsReader::save(ByteWriter& to) const {
    m_running.save(to);
    m_prompts.save(to);
}

bool GeminiFactsReader::restore(ByteReader& from) {
    return m_running.restore(from) && m_prompts.restore(from);
}

} // namespace ax
