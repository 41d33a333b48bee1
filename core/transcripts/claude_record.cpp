// SPDX-License-Identifier: MIT
#include "core/transcripts/claude_record.h"

#include "core/transcripts/claude_text.h"
#include "core/transcripts/json_line.h"
#include "core/transcripts/json_members.h"
#include "core/transcripts/transcript_padding.h"

namespace ax {

namespace {

using simdjson::ondemand::array;
using simdjson::ondemand::object;
using simdjson::ondemand::value;

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

    void addBlock(object block) {
        std::string_view type;
        std::string_view blockText;
        forEachMember(block, [&](std::string_view key, value content) {
            if (key == "type")
                take(type, content);
            else if (key == "text")
                take(blockText, content);
        });
        if (type == "tool_result")
            hasToolResult = true;
        else if (type == "image" || type == "document")
            hasOwnContent = true;
        else
            addText(blockText);
    }

    void addContent(value content) {
        if (const auto whole = escapedText(content))
            return addText(*whole);
        array blocks;
        if (content.get_array().get(blocks) != simdjson::SUCCESS)
            return;
        for (auto element : blocks) {
            object block;
            if (element.get_object().get(block) == simdjson::SUCCESS)
                addBlock(block);
        }
    }
};

void readMessage(ClaudeRecord& record, object message) {
    std::string_view role;
    PromptEvidence evidence;
    forEachMember(message, [&](std::string_view key, value content) {
        if (key == "id")
            take(record.messageId, content);
        else if (key == "role")
            take(role, content);
        else if (key == "model")
            take(record.model, content);
        else if (key == "content" && role != "assistant")
            evidence.addContent(content);
        else if (object members; key == "usage" && content.get_object().get(members) == simdjson::SUCCESS)
            record.usage = claudeUsage(members);
    });
    record.isPrompt = evidence.hasOwnContent && !evidence.hasToolResult;
    record.promptText = evidence.text;
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
    void add(std::string_view key, value content) {
        // Lengths tell nearly all keys apart before a byte is compared.
        switch (key.size()) {
        case 3:
            return addIf(key == "cwd", m_record.directory, content);
        case 4:
            if (key == "type") {
                take(m_type, content);
                m_record.kind = kindOf(m_type);
            }
            return;
        case 6:
            return addIf(key == "isMeta", m_record.isMeta, content);
        case 7:
            return addSevenLetters(key, content);
        case 9:
            if (key == "timestamp")
                return addTime(content);
            if (key == "requestId")
                return take(m_record.requestId, content);
            return addIf(key == "sessionId", m_record.sessionId, content);
        case 11:
            if (key == "isSidechain")
                return take(m_record.isSidechain, content);
            return addIf(key == "customTitle", m_record.customTitle, content);
        case 16:
            return addIf(key == "isCompactSummary", m_record.isCompactSummary, content);
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
    static void addIf(bool matches, Member& into, value content) {
        if (matches)
            take(into, content);
    }

    void addSevenLetters(std::string_view key, value content) {
        object members;
        if (key == "message") {
            // Requests repeat whole conversations under this name; there the type comes first.
            const bool mayTalk = m_type.empty() || m_type == "user" || m_type == "assistant";
            if (mayTalk && content.get_object().get(members) == simdjson::SUCCESS)
                readMessage(m_record, members);
        } else if (key == "version") {
            take(m_record.version, content);
        } else if (key == "aiTitle") {
            take(m_record.generatedTitle, content);
        } else if (key == "summary") {
            take(m_summary, content);
        }
    }

    void addTime(value content) {
        if (const auto text = escapedText(content))
            m_record.time = parseTimestamp(*text);
    }

    ClaudeRecord m_record;
    std::string_view m_type;
    std::string_view m_summary;
};

} // namespace

class ClaudeRecordParser::Private {
public:
    JsonLine line;
    simdjson::ondemand::parser textParser;
};

ClaudeRecordParser::ClaudeRecordParser() : d(std::make_unique<Private>()) {
}
ClaudeRecordParser::~ClaudeRecordParser() = default;

std::optional<ClaudeRecord> ClaudeRecordParser::parse(std::string_view line) {
    static_assert(TranscriptPadding >= simdjson::SIMDJSON_PADDING);
    RecordBuilder builder;
    const bool sound = d->line.visit(line, [&builder](object members) {
        builder = RecordBuilder();
        return forEachMember(members,
                             [&](std::string_view key, value content) { builder.add(key, content); });
    });
    return sound ? std::optional(builder.result()) : std::nullopt;
}

std::string ClaudeRecordParser::unescape(std::string_view escaped) {
    if (!escaped.contains('\\'))
        return std::string(escaped);
    std::string quoted;
    quoted.reserve(escaped.size() + 2 + simdjson::SIMDJSON_PADDING);
    quoted.append(1, '"').append(escaped).append(1, '"');
    simdjson::ondemand::document document;
    std::string_view text;
    constexpr bool ReplaceLoneSurrogates = true;
    if (d->textParser.iterate(quoted).get(document) != simdjson::SUCCESS ||
        document.get_string(ReplaceLoneSurrogates).get(text) != simdjson::SUCCESS)
        return {};
    return std::string(text);
}

} // namespace ax
