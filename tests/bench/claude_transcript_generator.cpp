// SPDX-License-Identifier: MIT
#include "tests/bench/claude_transcript_generator.h"

#include "tests/bench/list_price.h"

#include <array>
#include <format>

namespace ax::bench {

namespace {

/// The system prompt and tools that stand in every session, thirty times over.
const std::string& vendorTools() {
    static const std::string text = [] {
        TextSource source(0x7001);
        std::string tools;
        for (int tool = 0; tool < 24; ++tool)
            tools += std::format(R"({}{{"name":"Tool{}","description":"{}","input_schema":{{"$schema":)"
                                 R"("https://json-schema.org/draft/2020-12/schema","type":"object",)"
                                 R"("properties":{{"path":{{"description":"{}","type":"string"}},)"
                                 R"("limit":{{"type":"number"}}}},"required":["path"]}}}})",
                                 tool ? "," : "", tool, source.prose(1100), source.prose(60));
        return tools;
    }();
    return text;
}

const std::string& vendorPrompt() {
    static const std::string text = TextSource(0x7002).prose(16'000);
    return text;
}

SessionPlan simplePlan(std::uint64_t seed, const std::string& sessionId) {
    SessionPlan plan;
    plan.seed = seed;
    plan.id = sessionId;
    plan.directory = "/home/ann/src/project";
    plan.model = "claude-opus-5-5";
    plan.bytes = 1'000'000;
    plan.startMilliseconds = CorpusEnd - 86'400'000;
    return plan;
}

/// The beginning of an escaped text, cut where no escape or character is.
std::string_view beginning(std::string_view escaped, std::size_t bytes) {
    return escaped.size() <= bytes ? escaped : escaped.substr(0, escaped.rfind(' ', bytes));
}

constexpr std::string_view Usage =
    R"("usage":{{"input_tokens":{},"cache_creation_input_tokens":{},"cache_read_input_tokens":{},)"
    R"("output_tokens":{},"output_tokens_details":{{"thinking_tokens":{}}},"server_tool_use":)"
    R"({{"web_search_requests":0,"web_fetch_requests":0}},"service_tier":"standard","cache_creation":)"
    R"({{"ephemeral_1h_input_tokens":{},"ephemeral_5m_input_tokens":{}}},"inference_geo":"",)"
    R"("iterations":[],"speed":"standard"}})";

std::string usageText(const Tally& usage, bool hourLongCache) {
    return std::format(Usage, usage.input, usage.cacheWrite, usage.cacheRead, usage.output, usage.reasoning,
                       hourLongCache ? usage.cacheWrite : 0, hourLongCache ? 0 : usage.cacheWrite);
}

} // namespace

ClaudeTranscriptGenerator::ClaudeTranscriptGenerator(const SessionPlan& plan, std::string sessionId)
    : m_plan(plan), m_conversation(m_plan), m_clock(plan.startMilliseconds),
      m_sessionId(std::move(sessionId)),
      m_recordsRequests(plan.bytes > 120'000 && plan.startMilliseconds > CorpusEnd - 180 * 86'400'000ULL) {
}

ClaudeTranscriptGenerator::ClaudeTranscriptGenerator(std::uint64_t seed, std::string sessionId)
    : ClaudeTranscriptGenerator(simplePlan(seed, sessionId), sessionId) {
}

void ClaudeTranscriptGenerator::continueFrom(const ClaudeTranscriptGenerator& other) {
    m_parent = other.m_parent;
}

std::string ClaudeTranscriptGenerator::chainBegin() const {
    std::string text =
        std::format(R"({{"parentUuid":{},"isSidechain":{},)", m_parent, m_agentId.empty() ? "false" : "true");
    if (!m_agentId.empty())
        text += std::format(R"("agentId":"{}",)", m_agentId);
    return text;
}

/// The members at the end of a record in the uuid chain.
std::string ClaudeTranscriptGenerator::envelope(std::string_view type) {
    m_clock.advance(40 + m_conversation.text().random().below(4000));
    const std::string id = m_conversation.text().uuid();
    m_parent = '"' + id + '"';
    return std::format(R"("type":"{}","uuid":"{}","timestamp":"{}","userType":"external","entrypoint":"cli",)"
                       R"("cwd":"{}","sessionId":"{}","version":"{}","gitBranch":"main"}})"
                       "\n",
                       type, id, m_clock.text(), m_plan.directory, m_sessionId,
                       m_recordsRequests ? "2.1.329" : "2.0.22");
}

std::string ClaudeTranscriptGenerator::attachment(std::string_view kind, std::string_view content) {
    std::string record = chainBegin();
    record +=
        std::format(R"("attachment":{{"type":"{}","names":["alpha","beta"],"content":"{}"}},"rendered":)"
                    R"([{{"content":"<system-reminder>\n{}\n</system-reminder>"}}],"renderedRole":"system",)",
                    kind, content, content);
    return record + envelope("attachment");
}

std::string ClaudeTranscriptGenerator::prelude() {
    std::string text = std::format(R"({{"type":"mode","mode":"normal","sessionId":"{}"}})"
                                   "\n",
                                   m_sessionId);
    if (!m_recordsRequests)
        return text;
    for (const std::string_view kind :
         {"environment", "model", "skill_listing", "agent_listing_delta", "session_context"})
        text += attachment(kind, beginning(vendorPrompt(), 800));
    text += attachment("prompt_snapshot", vendorPrompt());
    return text + requestShape();
}

std::string ClaudeTranscriptGenerator::requestShape() {
    return std::format(
        R"({{"type":"api-request-shape","sessionId":"{}","shapeHash":"{}","timestamp":"{}",)"
        R"("version":"2.1.329","shape":{{"system":[{{"type":"text","text":"{}"}}],"tools":[{}]}}}})"
        "\n",
        m_sessionId, m_conversation.text().hexadecimal(64), m_clock.text(), vendorPrompt(), vendorTools());
}

/// The records of one request, of which `message` is what is new.
std::string ClaudeTranscriptGenerator::request(std::string_view message) {
    if (!m_recordsRequests)
        return {};
    TextSource& source = m_conversation.text();
    const std::string hash = source.hexadecimal(64);
    std::string text = std::format(R"({{"type":"api-request-blob","sessionId":"{}","hash":"{}","message":)"
                                   R"({{"role":"user","content":[{{"type":"text","text":"{}"}}]}}}})"
                                   "\n",
                                   m_sessionId, hash, message);
    return text +
           std::format(
               R"({{"type":"api-request","sessionId":"{}","id":"{}","timestamp":"{}","version":"2.1.329",)"
               R"("querySource":"repl","params":{{"model":"{}","betas":["interleaved-thinking-2025-05-14"],)"
               R"("max_tokens":32000,"thinking":{{"type":"adaptive"}}}},"keep":2,"tail":["{}"],)"
               R"("cacheControl":[{{"path":["system",0],"value":{{"type":"ephemeral"}}}}],)"
               R"("requestDigest":"{}"}})"
               "\n",
               m_sessionId, source.uuid(), m_clock.text(), m_plan.model, hash, source.hexadecimal(64));
}

std::string ClaudeTranscriptGenerator::prompt(const TurnScript& script) {
    m_promptId = m_conversation.text().uuid();
    std::string text;
    if (m_recordsRequests && m_agentId.empty())
        text = std::format(
            R"({{"type":"queue-operation","operation":"enqueue","timestamp":"{}","sessionId":"{}",)"
            R"("content":"{}"}})"
            "\n",
            m_clock.text(), m_sessionId, script.prompt);
    text += chainBegin();
    text += std::format(
        R"("promptId":"{}","message":{{"role":"user","content":"{}"}},"permissionMode":"default",)",
        m_promptId, script.prompt);
    return text + envelope("user");
}

std::string ClaudeTranscriptGenerator::compaction() {
    std::string text =
        std::format(R"({{"parentUuid":null,"logicalParentUuid":{},"isSidechain":false,)"
                    R"("subtype":"compact_boundary","content":"Conversation compacted",)"
                    R"("compactMetadata":{{"trigger":"auto","preTokens":160000,"postTokens":22000}},)",
                    m_parent);
    text += envelope("system");
    text += chainBegin();
    text += std::format(R"("message":{{"role":"user","content":"{}"}},"isCompactSummary":true,)",
                        m_conversation.text().prose(3000));
    return text + envelope("user");
}

/// Each block of an answer is a record of its own; all repeat the message's id and usage.
std::string ClaudeTranscriptGenerator::assistant(const Step& step, const std::string& messageId,
                                                 const std::string& block, std::size_t blockIndex) {
    std::string text = chainBegin();
    text += std::format(
        R"("message":{{"id":"msg_{}","type":"message","role":"assistant","model":"{}","content":[)",
        messageId, m_plan.model);
    text += block;
    text += std::format(
        R"(],"stop_reason":"{}","stop_sequence":null,{},"stop_details":null}},"apiBlockIndex":{},)"
        R"("requestId":"req_{}","effort":"medium",)",
        step.callsTool ? "tool_use" : "end_turn", usageText(step.usage, m_plan.hourLongCache), blockIndex,
        messageId);
    return text + envelope("assistant");
}

std::string ClaudeTranscriptGenerator::toolUse(const Step& step, const std::string& callId) {
    const std::string_view name =
        std::array{"Bash", "Read", "Edit", "Grep"}[static_cast<std::size_t>(step.tool)];
    std::string input;
    switch (step.tool) {
    case ToolKind::Shell:
        input = std::format(R"("command":"{}","description":"Look")", step.argument);
        break;
    case ToolKind::Read:
        input = std::format(R"("file_path":"{}","limit":400)", step.argument);
        break;
    case ToolKind::Edit:
        input = std::format(R"("replace_all":false,"file_path":"{}","old_string":"{}","new_string":"{}")",
                            step.argument, step.before, step.after);
        break;
    case ToolKind::Search:
        input = std::format(R"("pattern":"{}","output_mode":"content")", step.argument);
        break;
    }
    return std::format(R"({{"type":"tool_use","id":"toolu_{}","name":"{}","input":{{{}}}}})", callId, name,
                       input);
}

/// The result stands there twice: as the model sees it and as the program keeps it.
std::string ClaudeTranscriptGenerator::toolResult(const Step& step, const std::string& callId) {
    std::string text = chainBegin();
    text += std::format(R"("promptId":"{}","message":{{"role":"user","content":[{{"tool_use_id":"toolu_{}",)"
                        R"("type":"tool_result","content":")",
                        m_promptId, callId);
    text += step.output;
    text += std::format(R"(","is_error":{}}}]}},)", step.failed);
    if (step.tool == ToolKind::Read)
        text += std::format(R"("toolUseResult":{{"type":"text","file":{{"filePath":"{}","content":"{}",)"
                            R"("numLines":400,"startLine":1,"totalLines":400}}}},)",
                            step.argument, step.output);
    else if (step.tool == ToolKind::Edit)
        text += std::format(
            R"("toolUseResult":{{"filePath":"{}","oldString":"{}","newString":"{}","userModified":)"
            R"(false,"replaceAll":false}},)",
            step.argument, step.before, step.after);
    else
        text += std::format(
            R"("toolUseResult":{{"stdout":"{}","stderr":"","interrupted":false,"isImage":false}},)",
            step.output);
    return text + envelope("user");
}

std::string ClaudeTranscriptGenerator::answer(const Step& step) {
    const std::string messageId = "01" + m_conversation.text().base62(22);
    const std::string callId = "01" + m_conversation.text().base62(22);
    std::string text;
    std::size_t blockIndex = 0;
    if (!step.thinking.empty())
        text += assistant(step, messageId,
                          std::format(R"({{"type":"thinking","thinking":"{}","signature":"{}"}})",
                                      step.thinking, m_conversation.text().base62(120)),
                          blockIndex++);
    if (!step.text.empty())
        text += assistant(step, messageId, std::format(R"({{"type":"text","text":"{}"}})", step.text),
                          blockIndex++);
    if (step.callsTool) {
        text += assistant(step, messageId, toolUse(step, callId), blockIndex);
        text += toolResult(step, callId);
    }
    return text;
}

std::string ClaudeTranscriptGenerator::turn() {
    const TurnScript script = m_conversation.turn();
    std::string text = script.compactedBefore && m_agentId.empty() ? compaction() : std::string();
    text += prompt(script);
    const std::string* newest = &script.prompt;
    for (const Step& step : script.steps) {
        text += request(beginning(*newest, 4000));
        text += answer(step);
        newest = &step.output;
    }
    if (m_agentId.empty())
        text += std::format(R"({{"type":"last-prompt","lastPrompt":"{}","leafUuid":{},"sessionId":"{}"}})"
                            "\n",
                            script.prompt, m_parent, m_sessionId);
    return text;
}

std::string ClaudeTranscriptGenerator::delegation(const std::string& agentId, const Tally& used) {
    const std::string messageId = "01" + m_conversation.text().base62(22);
    const std::string callId = "01" + m_conversation.text().base62(22);
    Step step;
    step.callsTool = true;
    const std::string task = m_conversation.text().prose(200), report = m_conversation.text().prose(900);
    std::string text = assistant(step, messageId,
                                 std::format(R"({{"type":"tool_use","id":"toolu_{}","name":"Agent","input":)"
                                             R"({{"description":"Delegated work","prompt":"{}",)"
                                             R"("subagent_type":"general-purpose"}}}})",
                                             callId, task),
                                 0);
    text += chainBegin();
    text += std::format(
        R"("message":{{"role":"user","content":[{{"tool_use_id":"toolu_{}","type":"tool_result",)"
        R"("content":[{{"type":"text","text":"{}"}}]}}]}},"toolUseResult":{{"status":"completed",)"
        R"("prompt":"{}","agentId":"{}","agentType":"general-purpose","content":[{{"type":"text",)"
        R"("text":"{}"}}],"totalTokens":{},{}}},)",
        callId, report, task, agentId, report, used.prompt() + used.output,
        usageText(used, m_plan.hourLongCache));
    return text + envelope("user");
}

std::string ClaudeTranscriptGenerator::end() {
    // With a longer cache or long prompts the agent's sum has other prices.
    if (!m_recordsRequests || m_plan.hourLongCache || m_plan.longContext || m_plan.subAgents > 0)
        return {};
    const Tally& sum = total();
    const std::string dollars = dollarText(nanodollars(m_plan.model, sum));
    return std::format(R"({{"type":"cost-state","sessionId":"{}","totalCostUSD":{},"totalAPIDuration":1000,)"
                       R"("startTime":{},"modelUsage":{{"{}":{{"inputTokens":{},"outputTokens":{},)"
                       R"("cacheReadInputTokens":{},"cacheCreationInputTokens":{},"costUSD":{}}}}},)"
                       R"("hasUnknownModelCost":false}})"
                       "\n",
                       m_sessionId, dollars, m_plan.startMilliseconds, m_plan.model, sum.input, sum.output,
                       sum.cacheRead, sum.cacheWrite, dollars);
}

std::string ClaudeTranscriptGenerator::transcript(std::size_t bytes) {
    std::string text = prelude();
    SizeGoal goal(bytes);
    goal.wantsMore(text.size());
    do
        text += turn();
    while (goal.wantsMore(text.size()));
    return text;
}

} // namespace ax::bench
