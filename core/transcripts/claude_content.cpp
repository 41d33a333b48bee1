// SPDX-License-Identifier: MIT
#include "core/transcripts/claude_content.h"

#include "core/base/base64.h"
#include "core/transcripts/json_line.h"
#include "core/transcripts/json_members.h"

namespace ax {

namespace {

using simdjson::ondemand::array;
using simdjson::ondemand::object;
using simdjson::ondemand::value;

/// Tool results hold blocks, and those could hold results again: a record nested deeper than this is a trap.
constexpr int MaximumDepth = 4;

std::vector<ClaudeBlock> contentOf(value content, int depth);

std::string decodedImage(value content) {
    const auto text = escapedText(content);
    constexpr std::size_t MaximumText = MaximumImage / 3 * 4 + 4;
    if (!text || text->size() > MaximumText)
        return {};
    return decodeBase64(*text).value_or(std::string());
}

void readSource(ClaudeBlock& block, object source) {
    forEachMember(source, [&](std::string_view key, value content) {
        if (key == "media_type")
            take(block.mediaType, content);
        else if (key == "data")
            block.data = decodedImage(content);
    });
}

ClaudeBlock blockOf(object members, int depth) {
    ClaudeBlock block;
    forEachMember(members, [&](std::string_view key, value content) {
        object source;
        std::string_view input;
        if (key == "type")
            take(block.type, content);
        else if (key == "text" || key == "thinking")
            take(block.text, content);
        else if (key == "id" || key == "tool_use_id")
            take(block.id, content);
        else if (key == "name")
            take(block.name, content);
        else if (key == "is_error")
            take(block.isError, content);
        else if (key == "content" && depth > 0)
            block.content = contentOf(content, depth - 1);
        else if (key == "source" && content.get_object().get(source) == simdjson::SUCCESS)
            readSource(block, source);
        else if (key == "input" && content.raw_json().get(input) == simdjson::SUCCESS)
            block.input = input;
    });
    return block;
}

std::vector<ClaudeBlock> contentOf(value content, int depth) {
    std::vector<ClaudeBlock> blocks;
    if (auto text = plainText(content)) {
        blocks.emplace_back().type = "text";
        blocks.back().text = std::move(*text);
        return blocks;
    }
    array elements;
    if (content.get_array().get(elements) != simdjson::SUCCESS)
        return blocks;
    for (auto element : elements) {
        object members;
        if (element.get_object().get(members) == simdjson::SUCCESS)
            blocks.push_back(blockOf(members, depth));
    }
    return blocks;
}

void readMessage(ClaudeTurnRecord& record, object message) {
    forEachMember(message, [&](std::string_view key, value content) {
        object members;
        if (key == "id")
            take(record.messageId, content);
        else if (key == "model")
            take(record.model, content);
        else if (key == "content")
            record.content = contentOf(content, MaximumDepth);
        else if (key == "usage" && content.get_object().get(members) == simdjson::SUCCESS)
            record.usage = claudeUsage(members);
    });
}

void readError(ClaudeTurnRecord& record, object error) {
    std::string formatted;
    std::string message;
    forEachMember(error, [&](std::string_view key, value content) {
        if (key == "formatted")
            take(formatted, content);
        else if (key == "message")
            take(message, content);
    });
    record.errorText = formatted.empty() ? message : formatted;
}

void readCompaction(ClaudeTurnRecord& record, object metadata) {
    forEachMember(metadata, [&](std::string_view key, value content) {
        if (key == "trigger")
            take(record.compactTrigger, content);
        else if (key == "preTokens")
            take(record.compactedTokens, content);
    });
}

void readFlags(ClaudeTurnRecord& record, std::string_view key, value content) {
    if (key == "isSidechain")
        take(record.isSidechain, content);
    else if (key == "isMeta")
        take(record.isMeta, content);
    else if (key == "isCompactSummary")
        take(record.isCompactSummary, content);
    else if (key == "isApiErrorMessage")
        take(record.isApiError, content);
    else if (key == "retryAttempt")
        take(record.retryAttempt, content);
}

void readMember(ClaudeTurnRecord& record, std::string_view key, value content) {
    object members;
    if (key == "type")
        take(record.type, content);
    else if (key == "subtype")
        take(record.subtype, content);
    else if (key == "uuid")
        take(record.uuid, content);
    else if (const auto text = key == "timestamp" ? escapedText(content) : std::nullopt)
        record.time = parseTimestamp(*text);
    else if (key == "message" && content.get_object().get(members) == simdjson::SUCCESS)
        readMessage(record, members);
    else if (key == "error" && content.get_object().get(members) == simdjson::SUCCESS)
        readError(record, members);
    else if (key == "compactMetadata" && content.get_object().get(members) == simdjson::SUCCESS)
        readCompaction(record, members);
    else
        readFlags(record, key, content);
}

} // namespace

class ClaudeTurnParser::Private {
public:
    JsonLine line;
};

ClaudeTurnParser::ClaudeTurnParser() : d(std::make_unique<Private>()) {
}
ClaudeTurnParser::~ClaudeTurnParser() = default;

std::optional<ClaudeTurnRecord> ClaudeTurnParser::parse(std::string_view line) {
    ClaudeTurnRecord record;
    const bool sound = d->line.visit(line, [&record](object members) {
        record = ClaudeTurnRecord();
        return forEachMember(members,
                             [&](std::string_view key, value content) { readMember(record, key, content); });
    });
    return sound ? std::optional(std::move(record)) : std::nullopt;
}

} // namespace ax
