// SPDX-License-Identifier: MIT
#include "core/demo/claude_writer.h"

#include "core/base/paths.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <optional>

namespace ax {

namespace {

using JsonWriter = rapidjson::Writer<rapidjson::StringBuffer>;

/// The version whose habits these records follow.
constexpr std::string_view AgentVersion = "2.1.329";

void put(JsonWriter& json, std::string_view text) {
    json.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

void key(JsonWriter& json, std::string_view name) {
    json.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
}

void member(JsonWriter& json, std::string_view name, std::string_view text) {
    key(json, name);
    put(json, text);
}

void member(JsonWriter& json, std::string_view name, std::uint64_t number) {
    key(json, name);
    json.Uint64(number);
}

void flag(JsonWriter& json, std::string_view name, bool value) {
    key(json, name);
    json.Bool(value);
}

void usage(JsonWriter& json, const TokenCounts& tokens) {
    key(json, "usage");
    json.StartObject();
    member(json, "input_tokens", tokens.input);
    member(json, "cache_creation_input_tokens", tokens.cacheWrite);
    member(json, "cache_read_input_tokens", tokens.cacheRead);
    member(json, "output_tokens", tokens.output);
    member(json, "service_tier", "standard");
    json.EndObject();
}

/// One element of an assistant's `content`.
struct BlockWriter {
    JsonWriter& json;

    void operator()(const WrittenText& block) const {
        member(json, "type", "text");
        member(json, "text", block.text);
    }
    void operator()(const WrittenThinking& block) const {
        member(json, "type", "thinking");
        member(json, "thinking", block.text);
        member(json, "signature", "ZGVtbw==");
    }
    void operator()(const WrittenToolUse& block) const {
        member(json, "type", "tool_use");
        member(json, "id", block.id);
        member(json, "name", block.name);
        key(json, "input");
        json.StartObject();
        for (const auto& [name, value] : block.input)
            member(json, name, value);
        json.EndObject();
    }
};

/// A `content` of one block, whose members `fill` writes.
template <class Fill>
void content(JsonWriter& json, Fill fill) {
    key(json, "content");
    json.StartArray();
    json.StartObject();
    fill();
    json.EndObject();
    json.EndArray();
}

/// A record that stands outside of the conversation.
std::string titleRecord(std::string_view type, std::string_view titleKey, std::string_view text,
                        std::string_view sessionId) {
    rapidjson::StringBuffer buffer;
    JsonWriter json(buffer);
    json.StartObject();
    member(json, "type", type);
    member(json, titleKey, text);
    member(json, "sessionId", sessionId);
    json.EndObject();
    return std::string(buffer.GetString(), buffer.GetSize()) + '\n';
}

std::string_view stopReason(const WrittenBlock& block) {
    return std::holds_alternative<WrittenToolUse>(block) ? "tool_use" : "end_turn";
}

} // namespace

/// One record under construction: the members that all records of the conversation have, and `message`
/// between.
class ClaudeWriter::Line {
public:
    Line(ClaudeWriter& writer, std::string_view type, Timestamp at)
        : m_writer(writer), m_json(m_buffer), m_id(writer.m_random.uuid()) {
        const Session& session = writer.m_session;
        m_json.StartObject();
        key(m_json, "parentUuid");
        writer.m_lastRecord.empty() ? static_cast<void>(m_json.Null()) : put(m_json, writer.m_lastRecord);
        flag(m_json, "isSidechain", !session.agentId.empty());
        if (!session.agentId.empty())
            member(m_json, "agentId", session.agentId);
        member(m_json, "userType", "external");
        member(m_json, "entrypoint", "cli");
        member(m_json, "cwd", session.directory);
        member(m_json, "sessionId", session.id);
        member(m_json, "version", AgentVersion);
        member(m_json, "gitBranch", session.branch);
        member(m_json, "type", type);
        member(m_json, "uuid", m_id);
        member(m_json, "timestamp", formatTimestamp(std::chrono::floor<std::chrono::milliseconds>(at)));
    }

    JsonWriter& json() { return m_json; }

    void beginMessage(std::string_view role) {
        key(m_json, "message");
        m_json.StartObject();
        member(m_json, "role", role);
    }
    void endMessage() { m_json.EndObject(); }

    std::string finish() {
        m_json.EndObject();
        m_writer.m_lastRecord = m_id;
        return std::string(m_buffer.GetString(), m_buffer.GetSize()) + '\n';
    }

private:
    ClaudeWriter& m_writer;
    rapidjson::StringBuffer m_buffer;
    JsonWriter m_json;
    std::string m_id;
};

std::string ClaudeWriter::prompt(std::string_view text, Timestamp at) {
    Line line(*this, "user", at);
    line.beginMessage("user");
    member(line.json(), "content", text);
    line.endMessage();
    return line.finish();
}

std::string ClaudeWriter::answer(const WrittenMessage& message, const WrittenBlock& block, Timestamp at) {
    Line line(*this, "assistant", at);
    JsonWriter& json = line.json();
    line.beginMessage("assistant");
    member(json, "id", message.id);
    member(json, "type", "message");
    member(json, "model", message.model);
    content(json, [&] { std::visit(BlockWriter{json}, block); });
    member(json, "stop_reason", stopReason(block));
    usage(json, message.usage);
    line.endMessage();
    return line.finish();
}

std::string ClaudeWriter::toolResult(std::string_view toolUseId, std::string_view output,
                                     WrittenOutcome outcome, Timestamp at) {
    Line line(*this, "user", at);
    JsonWriter& json = line.json();
    line.beginMessage("user");
    content(json, [&] {
        member(json, "tool_use_id", toolUseId);
        member(json, "type", "tool_result");
        member(json, "content", output);
        flag(json, "is_error", outcome == WrittenOutcome::Failed);
    });
    line.endMessage();
    return line.finish();
}

std::string ClaudeWriter::interruption(Timestamp at) {
    Line line(*this, "user", at);
    JsonWriter& json = line.json();
    line.beginMessage("user");
    content(json, [&] { BlockWriter{json}(WrittenText{"[Request interrupted by user]"}); });
    line.endMessage();
    return line.finish();
}

std::string ClaudeWriter::apiError(std::string_view text, Timestamp at) {
    Line line(*this, "assistant", at);
    JsonWriter& json = line.json();
    line.beginMessage("assistant");
    member(json, "id", m_random.uuid());
    member(json, "model", "<synthetic>");
    content(json, [&] { BlockWriter{json}(WrittenText{std::string(text)}); });
    usage(json, {});
    line.endMessage();
    flag(json, "isApiErrorMessage", true);
    return line.finish();
}

std::string ClaudeWriter::title(std::string_view text) const {
    return titleRecord("ai-title", "aiTitle", text, m_session.id);
}

std::string ClaudeWriter::name(std::string_view text) const {
    return titleRecord("custom-title", "customTitle", text, m_session.id);
}

std::string subAgentMeta(std::string_view kind, std::string_view description, std::string_view toolUseId,
                         std::string_view model) {
    rapidjson::StringBuffer buffer;
    JsonWriter json(buffer);
    json.StartObject();
    member(json, "agentType", kind);
    member(json, "description", description);
    member(json, "toolUseId", toolUseId);
    member(json, "spawnDepth", std::uint64_t{1});
    member(json, "model", model);
    flag(json, "finished", true);
    json.EndObject();
    return std::string(buffer.GetString(), buffer.GetSize());
}

std::string claudeProjectFolder(std::string_view home, std::string_view directory) {
    std::string name(directory);
    for (char& c : name) {
        const bool keeps = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        c = keeps ? c : '-';
    }
    return joinPath(joinPath(home, ".claude/projects"), name);
}

} // namespace ax
