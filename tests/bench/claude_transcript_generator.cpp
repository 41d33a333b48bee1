// SPDX-License-Identifier: MIT
#include "tests/bench/claude_transcript_generator.h"

#include <array>
#include <format>
#include <string_view>

namespace ax::bench {

namespace {

constexpr std::array<std::string_view, 16> Words = {"the",   "reader", "keeps", "a",     "small",  "state",
                                                    "and",   "every",  "line",  "costs", "itself", "while",
                                                    "files", "grow",   "over",  "time"};
constexpr std::array<std::string_view, 6> CodeLines = {
    R"(    const auto value = table.find(\"key\");\n)", R"(\tif (value == table.end()) {\n)",
    R"(        return fail(\"missing: \" + name);\n)",  R"(    }\n)",
    R"(    // the caller checked the range\n)",         R"(    total += value->second * 2;\n)"};

} // namespace

/// SplitMix64: tiny, and the same everywhere.
std::uint64_t ClaudeTranscriptGenerator::random(std::uint64_t below) {
    m_state += 0x9E3779B97F4A7C15;
    std::uint64_t mixed = m_state;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
    return (mixed ^ (mixed >> 31)) % below;
}

std::string ClaudeTranscriptGenerator::identifier() {
    return std::format("{:08x}-{:04x}-4{:03x}-8{:03x}-{:012x}", random(1ULL << 32), random(1 << 16),
                       random(1 << 12), random(1 << 12), random(1ULL << 48));
}

std::string ClaudeTranscriptGenerator::timestamp() {
    m_milliseconds += 40 + random(4000);
    const std::uint64_t seconds = m_milliseconds / 1000;
    return std::format("2026-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", 1 + seconds / 2'419'200 % 12,
                       1 + seconds / 86'400 % 28, seconds / 3600 % 24, seconds / 60 % 60, seconds % 60,
                       m_milliseconds % 1000);
}

std::string ClaudeTranscriptGenerator::prose(std::size_t bytes) {
    std::string text;
    while (text.size() < bytes) {
        text += Words[random(Words.size())];
        text += random(12) == 0 ? R"(.\n)" : " ";
    }
    return text;
}

std::string ClaudeTranscriptGenerator::code(std::size_t bytes) {
    std::string text;
    while (text.size() < bytes) {
        text += std::format("{:5}\\u2192", ++m_counter % 900);
        text += CodeLines[random(CodeLines.size())];
    }
    return text;
}

/// The members at the end of a record in the uuid chain.
std::string ClaudeTranscriptGenerator::envelope(const std::string& type) {
    const std::string id = identifier();
    m_parent = '"' + id + '"';
    return std::format(R"("type":"{}","uuid":"{}","timestamp":"{}","userType":"external","entrypoint":"cli",)"
                       R"("cwd":"/home/ann/src/project","sessionId":"{}","version":"2.1.329",)"
                       R"("gitBranch":"main"}})"
                       "\n",
                       type, id, timestamp(), m_sessionId);
}

std::string ClaudeTranscriptGenerator::attachment(const std::string& kind, std::size_t bytes) {
    std::string record = std::format(R"({{"parentUuid":{},"isSidechain":false,"attachment":{{"type":"{}",)"
                                     R"("names":["alpha","beta","gamma"],"text":"{}"}},"rendered":)"
                                     R"([{{"content":"<system-reminder>\n{}\n</system-reminder>"}}],)"
                                     R"("renderedRole":"system",)",
                                     m_parent, kind, prose(bytes / 2), prose(bytes / 2));
    return record + envelope("attachment");
}

std::string ClaudeTranscriptGenerator::prelude() {
    std::string text = std::format(R"({{"type":"mode","mode":"normal","sessionId":"{}"}})"
                                   "\n",
                                   m_sessionId);
    for (const char* kind :
         {"environment", "model", "skill_listing", "agent_listing_delta", "session_context"})
        text += attachment(kind, 1200);
    text += attachment("prompt_snapshot", 30'000);

    std::string tools;
    for (int tool = 0; tool < 30; ++tool)
        tools += std::format(R"({}{{"name":"Tool{}","description":"{}","input_schema":{{"type":"object",)"
                             R"("properties":{{"path":{{"type":"string","description":"{}"}},)"
                             R"("limit":{{"type":"number"}}}},"required":["path"]}}}})",
                             tool ? "," : "", tool, prose(1500), prose(60));
    text += std::format(R"({{"type":"api-request-shape","sessionId":"{}","shapeHash":"{:064x}",)"
                        R"("timestamp":"{}","version":"2.1.329","shape":{{"system":[{{"type":"text",)"
                        R"("text":"{}"}}],"tools":[{}]}}}})"
                        "\n",
                        m_sessionId, random(UINT64_MAX), timestamp(), prose(20'000), tools);
    return text;
}

std::string ClaudeTranscriptGenerator::prompt(const std::string& text) {
    return std::format(R"({{"parentUuid":{},"isSidechain":false,"promptId":"{}","message":{{"role":"user",)"
                       R"("content":"{}"}},"permissionMode":"default",)",
                       m_parent, identifier(), text) +
           envelope("user");
}

std::string ClaudeTranscriptGenerator::request() {
    std::string text =
        std::format(R"({{"type":"api-request-blob","sessionId":"{}","hash":"{:064x}",)"
                    R"("message":{{"role":"user","content":[{{"type":"text","text":"{}"}}]}}}})"
                    "\n",
                    m_sessionId, random(UINT64_MAX), prose(900));
    return text +
           std::format(R"({{"type":"api-request","sessionId":"{}","id":"{}","timestamp":"{}",)"
                       R"("version":"2.1.329","params":{{"model":"claude-opus-5-5",)"
                       R"("max_tokens":32000,"stream":true}},"keep":[1,2,3],"requestDigest":"{:064x}"}})"
                       "\n",
                       m_sessionId, identifier(), timestamp(), random(UINT64_MAX));
}

std::string ClaudeTranscriptGenerator::assistant(const std::string& messageId, const std::string& block,
                                                 std::uint64_t outputTokens) {
    return std::format(
               R"({{"parentUuid":{},"isSidechain":false,"message":{{"id":"{}","type":"message",)"
               R"("role":"assistant","model":"claude-opus-5-5","content":[{}],"stop_reason":"tool_use",)"
               R"("stop_sequence":null,"usage":{{"input_tokens":12,"cache_creation_input_tokens":{},)"
               R"("cache_read_input_tokens":{},"output_tokens":{},"output_tokens_details":)"
               R"({{"thinking_tokens":0}},"server_tool_use":{{"web_search_requests":0}},)"
               R"("service_tier":"standard","cache_creation":{{"ephemeral_1h_input_tokens":0,)"
               R"("ephemeral_5m_input_tokens":200}},"iterations":[],"speed":"standard"}},)"
               R"("stop_details":null}},"apiBlockIndex":0,"requestId":"req_{}","effort":"medium",)",
               m_parent, messageId, block, random(4000), 20'000 + random(100'000), outputTokens,
               ++m_counter) +
           envelope("assistant");
}

std::string ClaudeTranscriptGenerator::toolUse() {
    const std::string messageId = std::format("msg_{:016x}", random(UINT64_MAX));
    const std::string callId = std::format("toolu_{:016x}", random(UINT64_MAX));
    const std::uint64_t output = 20 + random(900);
    std::string text =
        assistant(messageId, std::format(R"({{"type":"text","text":"{}"}})", prose(200)), output);
    text += assistant(messageId,
                      std::format(R"({{"type":"tool_use","id":"{}","name":"Read","input":{{"file_path":)"
                                  R"("/home/ann/src/project/file{}.cpp","limit":400}}}})",
                                  callId, random(500)),
                      output);
    const std::string result = random(3) == 0 ? code(14'000) : prose(1500);
    text +=
        std::format(R"({{"parentUuid":{},"isSidechain":false,"message":{{"role":"user","content":)"
                    R"([{{"tool_use_id":"{}","type":"tool_result","content":"{}"}}]}},)"
                    R"("toolUseResult":{{"type":"text","file":{{"filePath":"/home/ann/src/project/x.cpp",)"
                    R"("content":"{}","numLines":400}}}},)",
                    m_parent, callId, result, result);
    return text + envelope("user");
}

std::string ClaudeTranscriptGenerator::turn() {
    std::string text = prompt(prose(20 + random(400)));
    text += attachment("total_tokens_reminder", 300);
    const std::uint64_t steps = 1 + random(12);
    for (std::uint64_t step = 0; step < steps; ++step)
        text += request() + toolUse();
    text += request() + assistant(std::format("msg_{:016x}", random(UINT64_MAX)),
                                  std::format(R"({{"type":"text","text":"{}"}})", prose(1200)), 300);
    return text + std::format(R"({{"type":"last-prompt","lastPrompt":"{}","sessionId":"{}"}})"
                              "\n",
                              prose(60), m_sessionId);
}

std::string ClaudeTranscriptGenerator::transcript(std::size_t bytes) {
    std::string text = prelude();
    while (text.size() < bytes)
        text += turn();
    return text;
}

} // namespace ax::bench
