// SPDX-License-Identifier: MIT
#include "core/transcripts/claude_record.h"

#include "core/transcripts/claude_text.h"
#include "core/transcripts/json_scan.h"
#include "core/transcripts/scanned_member.h"

#include <algorithm>

namespace ax {

namespace {

/// Gathers what decides whether a user record is a prompt, block by block.
struct PromptEvidence {
    bool hasToolResult = false;
    bool hasOwnContent = false;
    std::string_view text;

    void addText(std::string_view escaped) {
        if (!isPromptText(escaped))
            return;
        hasOwnContent = true;
        if (text.empty())
            text = escaped;
    }

    void addBlock(JsonCursor& block) {
        std::string_view type;
        std::string_view blockText;
        block.members([&](std::string_view key, JsonCursor& value) {
            if (key == "type")
                take(type, value);
            else if (key == "text")
                take(blockText, value);
        });
        if (type == "tool_result")
            hasToolResult = true;
        else if (type == "image" || type == "document")
            hasOwnContent = true;
        else
            addText(blockText);
    }

    void addContent(JsonCursor& content) {
        if (content.kind() == JsonKind::Text)
            addText(content.text().value_or(std::string_view()));
        else
            content.elements([this](JsonCursor& block) { addBlock(block); });
    }
};

TokenCounts readUsage(JsonCursor& usage) {
    TokenCounts counts;
    usage.members([&counts](std::string_view key, JsonCursor& value) {
        if (key == "input_tokens")
            take(counts.input, value);
        else if (key == "output_tokens")
            take(counts.output, value);
        else if (key == "cache_read_input_tokens")
            take(counts.cacheRead, value);
        else if (key == "cache_creation_input_tokens")
            take(counts.cacheWrite, value);
        else if (key == "cache_creation")
            value.members([&counts](std::string_view lifetime, JsonCursor& tokens) {
                if (lifetime == "ephemeral_1h_input_tokens")
                    take(counts.cacheWriteHour, tokens);
            });
    });
    counts.cacheWriteHour = std::min(counts.cacheWriteHour, counts.cacheWrite);
    return counts;
}

ClaudeRecord::Kind kindOf(std::string_view type) {
    if (type == "user")
        return ClaudeRecord::Kind::User;
    if (type == "assistant")
        return ClaudeRecord::Kind::Assistant;
    return isKnownClaudeType(type) ? ClaudeRecord::Kind::Other : ClaudeRecord::Kind::Unknown;
}

/// Collects a record's members in whatever order they come.
class RecordBuilder {
public:
    void add(std::string_view key, JsonCursor& value) {
        // Lengths tell nearly all keys apart before a byte is compared.
        switch (key.size()) {
        case 3:
            return addIf(key == "cwd", m_record.directory, value);
        case 4:
            return addType(key, value);
        case 6:
            return addIf(key == "isMeta", m_record.isMeta, value);
        case 7:
            return addSevenLetters(key, value);
        case 9:
            return addNineLetters(key, value);
        case 11:
            if (key == "isSidechain")
                return take(m_record.isSidechain, value);
            return addIf(key == "customTitle", m_record.customTitle, value);
        case 16:
            return addIf(key == "isCompactSummary", m_record.isCompactSummary, value);
        default:
            return;
        }
    }

    ClaudeRecord result() {
        if (m_type == "summary")
            m_record.generatedTitle = m_summary;
        if (m_record.kind != ClaudeRecord::Kind::User || m_record.isMeta || m_record.isCompactSummary)
            m_record.isPrompt = false;
        return m_record;
    }

private:
    template <class Member>
    static void addIf(bool matches, Member& into, JsonCursor& value) {
        if (matches)
            take(into, value);
    }

    void addType(std::string_view key, JsonCursor& value) {
        if (key != "type")
            return;
        take(m_type, value);
        m_record.kind = kindOf(m_type);
    }

    void addSevenLetters(std::string_view key, JsonCursor& value) {
        if (key == "message") {
            // Requests repeat whole conversations under this name; there the type comes first.
            if (m_type.empty() || m_type == "user" || m_type == "assistant")
                addMessage(value);
        } else if (key == "version") {
            take(m_record.version, value);
        } else if (key == "aiTitle") {
            take(m_record.generatedTitle, value);
        } else if (key == "summary") {
            take(m_summary, value);
        }
    }

    void addNineLetters(std::string_view key, JsonCursor& value) {
        if (key == "timestamp")
            return take(m_record.time, value);
        if (key == "requestId")
            return take(m_record.requestId, value);
        addIf(key == "sessionId", m_record.sessionId, value);
    }

    void addMessage(JsonCursor& message) {
        std::string_view role;
        PromptEvidence evidence;
        message.members([&](std::string_view key, JsonCursor& value) {
            if (key == "id")
                take(m_record.messageId, value);
            else if (key == "role")
                take(role, value);
            else if (key == "model")
                take(m_record.model, value);
            else if (key == "content" && role != "assistant")
                evidence.addContent(value);
            else if (key == "usage" && value.kind() == JsonKind::Object)
                m_record.usage = readUsage(value);
        });
        m_record.isPrompt = evidence.hasOwnContent && !evidence.hasToolResult;
        m_record.promptText = evidence.text;
    }

    ClaudeRecord m_record;
    std::string_view m_type;
    std::string_view m_summary;
};

} // namespace

std::optional<ClaudeRecord> parseClaudeRecord(std::string_view line) {
    RecordBuilder builder;
    if (!visitJsonObject(line, [&](std::string_view key, JsonCursor& value) { builder.add(key, value); }))
        return std::nullopt;
    return builder.result();
}

} // namespace ax
