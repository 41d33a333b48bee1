// SPDX-License-Identifier: MIT
#include "core/transcripts/codex_record.h"

#include "core/transcripts/scanned_member.h"

#include <algorithm>

namespace ax {

namespace {

/// `input_tokens` is the whole prompt, with what came from and went into the cache; reasoning is part of the
/// output.
std::optional<TokenCounts> readUsage(JsonCursor& usage) {
    TokenCounts counts;
    const bool isUsage = usage.members([&counts](std::string_view key, JsonCursor& value) {
        if (key == "input_tokens")
            take(counts.input, value);
        else if (key == "cached_input_tokens")
            take(counts.cacheRead, value);
        else if (key == "cache_write_input_tokens")
            take(counts.cacheWrite, value);
        else if (key == "output_tokens")
            take(counts.output, value);
    });
    if (!isUsage)
        return std::nullopt;
    counts.cacheRead = std::min(counts.cacheRead, counts.input);
    counts.cacheWrite = std::min(counts.cacheWrite, counts.input - counts.cacheRead);
    counts.input -= counts.cacheRead + counts.cacheWrite;
    return counts;
}

void readContent(CodexRecord& record, JsonCursor& content) {
    content.elements([&record](JsonCursor& block) {
        block.members([&record](std::string_view key, JsonCursor& value) {
            if (key == "text" && record.text.empty())
                take(record.text, value);
            else if (key == "image_url")
                record.hasImage = true;
        });
    });
}

void readItem(CodexRecord& record, JsonCursor& item) {
    item.members([&record](std::string_view key, JsonCursor& value) {
        if (key == "type")
            take(record.itemType, value);
        else if (key == "content")
            readContent(record, value);
    });
}

void readTokenCount(CodexRecord& record, JsonCursor& info) {
    info.members([&record](std::string_view key, JsonCursor& value) {
        if (key == "last_token_usage")
            record.lastUsage = readUsage(value);
        else if (key == "total_token_usage")
            record.totalUsage = readUsage(value);
        else if (key == "model_context_window")
            take(record.contextWindow, value);
    });
}

/// `"exec"`, or `{"subagent":"review"}`, or `{"subagent":{"thread_spawn":{"parent_thread_id":…}}}`.
void readSource(CodexRecord& record, JsonCursor& source) {
    std::string_view role, name;
    const auto readSpawn = [&](std::string_view key, JsonCursor& value) {
        if (key == "parent_thread_id")
            take(record.parentId, value);
        else if (key == "agent_role")
            take(role, value);
        else if (key == "agent_nickname")
            take(name, value);
    };
    source.members([&](std::string_view key, JsonCursor& value) {
        if (key != "subagent")
            return;
        if (value.kind() == JsonKind::Text)
            return take(record.agentKind, value);
        value.members([&](std::string_view, JsonCursor& spawn) {
            if (spawn.kind() == JsonKind::Text)
                take(record.agentKind, spawn);
            else
                spawn.members(readSpawn);
        });
    });
    if (!role.empty() || !name.empty())
        record.agentKind = role.empty() ? name : role;
}

bool readObject(CodexRecord& record, std::string_view key, JsonCursor& value) {
    if (key == "content")
        readContent(record, value);
    else if (key == "item")
        readItem(record, value);
    else if (key == "info")
        readTokenCount(record, value);
    else if (key == "usage")
        record.usage = readUsage(value);
    else if (key == "source")
        readSource(record, value);
    else
        return false;
    return true;
}

void readMember(CodexRecord& record, std::string_view key, JsonCursor& value) {
    struct Member {
        std::string_view key;
        std::string_view CodexRecord::* into;
    };
    static constexpr Member Members[] = {
        {"id", &CodexRecord::id},
        {"cwd", &CodexRecord::directory},
        {"role", &CodexRecord::role},
        {"model", &CodexRecord::model},
        {"message", &CodexRecord::text},
        {"turn_id", &CodexRecord::turnId},
        {"thread_id", &CodexRecord::threadId},
        {"cli_version", &CodexRecord::version},
        {"response_id", &CodexRecord::responseId},
        {"thread_name", &CodexRecord::threadName},
        {"forked_from_id", &CodexRecord::forkedFrom},
        {"parent_thread_id", &CodexRecord::parentId},
    };
    if (value.kind() != JsonKind::Text) {
        if (!readObject(record, key, value) && key == "model_context_window")
            take(record.contextWindow, value);
        return;
    }
    const auto member = std::ranges::find(Members, key, &Member::key);
    if (member != std::end(Members))
        take(record.*(member->into), value);
}

} // namespace

std::optional<CodexRecord> parseCodexRecord(std::string_view line) {
    CodexRecord record;
    bool hasPayload = false;
    const bool sound = visitJsonObject(line, [&](std::string_view key, JsonCursor& value) {
        if (key == "timestamp")
            return take(record.time, value);
        if (key == "type")
            return take(record.type, value);
        if (key != "payload")
            return readMember(record, key, value);
        hasPayload = true;
        value.members([&record](std::string_view inner, JsonCursor& content) {
            if (inner == "type")
                take(record.kind, content);
            else
                readMember(record, inner, content);
        });
    });
    if (!sound)
        return std::nullopt;
    if (!hasPayload) { // before there were envelopes
        record.kind = record.type;
        record.type = record.type.empty() && !record.id.empty() ? "session_meta" : "response_item";
    }
    return record;
}

} // namespace ax
