// SPDX-License-Identifier: MIT
#include "tests/bench/codex_transcript_generator.h"

#include <format>

namespace ax::bench {

namespace {

const std::string& vendorInstructions() {
    static const std::string text = TextSource(0xC0DE).prose(12'000);
    return text;
}

} // namespace

CodexTranscriptGenerator::CodexTranscriptGenerator(const SessionPlan& plan)
    : m_plan(plan), m_conversation(m_plan), m_clock(plan.startMilliseconds) {
}

void CodexTranscriptGenerator::forkFrom(const CodexTranscriptGenerator& parent, std::size_t parentBytes) {
    m_forkMembers = std::format(R"("forked_from_id":"{}","forked_from_ordinal_exclusive":{},)",
                                parent.m_plan.id, parent.m_ordinal);
    m_ordinal = parent.m_ordinal;
    m_sequence = parent.m_sequence;
    m_thread = parent.m_thread;
    m_forkMembers += std::format(R"("history_base":{{"thread_id":"{}","end_ordinal_exclusive":{},)"
                                 R"("end_byte_offset":{}}},)",
                                 parent.m_plan.id, parent.m_ordinal, parentBytes);
}

std::string CodexTranscriptGenerator::record(std::string_view type, std::string_view payload,
                                             std::string_view metadata) {
    m_clock.advance(5 + m_conversation.text().random().below(2500));
    std::string text = std::format(R"({{"timestamp":"{}","ordinal":{},"type":"{}","payload":{{)",
                                   m_clock.text(), m_ordinal++, type);
    text += payload;
    text += "}";
    text += metadata;
    text += "}\n";
    return text;
}

std::string CodexTranscriptGenerator::sessionMeta() {
    const std::string source =
        m_spawnedBy.empty()
            ? R"("cli","thread_source":"user")"
            : std::format(R"({{"subagent":{{"thread_spawn":{{"parent_thread_id":"{}","depth":1,)"
                          R"("agent_path":null,"agent_nickname":"Planck","agent_role":null}}}}}},)"
                          R"("thread_source":"subagent","agent_nickname":"Planck")",
                          m_spawnedBy);
    const std::string parent =
        m_spawnedBy.empty() ? std::string() : std::format(R"("parent_thread_id":"{}",)", m_spawnedBy);
    return record(
        "session_meta",
        std::format(R"("account_scoped":true,"session_id":"{}","id":"{}",{}{}"timestamp":"{}","cwd":"{}",)"
                    R"("runtime_workspace_roots":["{}"],"originator":"codex-tui","cli_version":"0.169.0",)"
                    R"("source":{},"model_provider":"openai","base_instructions":{{"text":"{}"}},)"
                    R"("history_mode":"paginated","git":{{}})",
                    m_spawnedBy.empty() ? m_plan.id : m_spawnedBy, m_plan.id, m_forkMembers, parent,
                    m_clock.text(), m_plan.directory, m_plan.directory, source,
                    m_plan.bytes > 60'000 ? std::string_view(vendorInstructions()) : "Be helpful."));
}

std::string CodexTranscriptGenerator::turnContext() {
    return record(
        "turn_context",
        std::format(R"("turn_id":"{0}","root_turn_id":"{0}","disabled_plugin_ids":[],"cwd":"{1}",)"
                    R"("approval_policy":"on-request","permission_profile":{{"type":"managed","file_system":)"
                    R"({{"type":"restricted","entries":[{{"path":{{"type":"special","value":)"
                    R"({{"kind":"root"}}}},"access":"read"}},{{"path":{{"type":"path","path":"{1}"}},)"
                    R"("access":"write"}}]}},"network":"restricted"}},"model":"{2}","summary":"auto")",
                    m_turnId, m_plan.directory, m_plan.model));
}

std::string CodexTranscriptGenerator::message(std::string_view role, std::string_view kind,
                                              const std::string& text) {
    return record(
        "response_item",
        std::format(R"("type":"message","id":"msg_{}","role":"{}","content":[{{"type":"{}","text":"{}"}}],)"
                    R"("internal_chat_message_metadata_passthrough":{{"turn_id":"{}"}})",
                    m_conversation.text().hexadecimal(24), role, kind, text, m_turnId),
        std::format(R"(,"metadata":{{"history_sequence":{},"client_authored":false}})", ++m_sequence));
}

std::string CodexTranscriptGenerator::item(const std::string& item) {
    return record("event_msg",
                  std::format(R"("type":"item_completed","thread_id":"{}","turn_id":"{}","item":{{{}}},)"
                              R"("started_at_ms":{},"completed_at_ms":{})",
                              m_plan.id, m_turnId, item, m_clock.milliseconds(), m_clock.milliseconds()));
}

std::string CodexTranscriptGenerator::counts(const Tally& tally) {
    return std::format(R"({{"input_tokens":{},"cached_input_tokens":{},"cache_write_input_tokens":{},)"
                       R"("output_tokens":{},"reasoning_output_tokens":{},"total_tokens":{}}})",
                       tally.prompt(), tally.cacheRead, tally.cacheWrite, tally.output, tally.reasoning,
                       tally.prompt() + tally.output);
}

std::string CodexTranscriptGenerator::usage(const Tally& request) {
    m_thread += request;
    m_turnTotal += request;
    std::string text = record(
        "token_usage_record",
        std::format(
            R"("thread_id":"{0}","turn_id":"{1}","session_id":"{0}","root_turn_id":"{1}","response_id":)"
            R"("resp_{2}","usage":{3},"turn_token_usage":{4},"thread_token_usage":{5})",
            m_plan.id, m_turnId, m_conversation.text().hexadecimal(32), counts(request), counts(m_turnTotal),
            counts(m_thread)));
    return text +
           record("event_msg",
                  std::format(R"("type":"token_count","info":{{"total_token_usage":{},"last_token_usage":{},)"
                              R"("last_usage_includes_reasoning":false,"model_context_window":258400}},)"
                              R"("rate_limits":{{"limit_id":"codex","primary":null,"secondary":null}})",
                              counts(m_thread), counts(request)));
}

std::string CodexTranscriptGenerator::toolCall(const Step& step) {
    const std::string callId = "call_" + m_conversation.text().base62(24);
    const bool edits = step.tool == ToolKind::Edit;
    const std::string call =
        edits ? std::format(
                    R"("type":"custom_tool_call","id":"ctc_{0}","status":"completed","call_id":"{0}",)"
                    R"("name":"exec","input":"*** Begin Patch\n*** Update File: {1}\n-{2}\n+{3}\n*** End)"
                    R"( Patch")",
                    callId, step.argument, step.before, step.after)
              : std::format(
                    R"("type":"function_call","status":"completed","id":"fc_{0}","name":"exec_command",)"
                    R"("arguments":"{{\"cmd\":\"{1}\"}}","call_id":"{0}")",
                    callId, step.argument);
    std::string text = record("response_item", call);
    text += usage(step.usage);
    if (!edits)
        text += item(
            std::format(R"("type":"CommandExecution","id":"{}","command":["/bin/bash","-lc","{}"],"cwd":)"
                        R"("file://{}","source":"unified_exec_startup","status":"completed",)"
                        R"("aggregated_output":"{}","exit_code":{},"duration":{{"secs":0,"nanos":6850}})",
                        callId, step.argument, m_plan.directory, step.output, step.failed ? 1 : 0));
    return text +
           record("response_item",
                  std::format(R"("type":"{}_output","id":"fco_{}","call_id":"{}","output":"{}{}")",
                              edits ? "custom_tool_call" : "function_call", callId, callId,
                              R"(Chunk ID: 7d3e9e\nWall time: 0.0000 seconds\nOutput:\n)", step.output));
}

std::string CodexTranscriptGenerator::step(const Step& step) {
    std::string text;
    if (!step.thinking.empty())
        text += record("response_item", std::format(R"("type":"reasoning","id":"rs_{}","summary":[{{"type":)"
                                                    R"("summary_text","text":"{}"}}],"content":null,)"
                                                    R"("encrypted_content":"{}")",
                                                    m_conversation.text().hexadecimal(24), step.thinking,
                                                    m_conversation.text().base62(400)));
    if (!step.text.empty()) {
        text += item(
            std::format(R"("type":"AgentMessage","id":"item_{}","content":[{{"type":"Text","text":"{}"}}])",
                        m_sequence, step.text));
        text += message("assistant", "output_text", step.text);
    }
    return text + (step.callsTool ? toolCall(step) : usage(step.usage));
}

std::string CodexTranscriptGenerator::turn() {
    const TurnScript script = m_conversation.turn();
    m_turnId = m_conversation.text().uuid();
    m_turnTotal = {};
    std::string text;
    if (script.compactedBefore)
        text += record("compacted", std::format(R"("message":"{}")", m_conversation.text().prose(2000)));
    text += record("event_msg",
                   std::format(R"("type":"task_started","turn_id":"{0}","root_turn_id":"{0}",)"
                               R"("model_context_window":258400,"collaboration_mode_kind":"default")",
                               m_turnId));
    text += turnContext();
    text += message("user", "input_text", script.prompt);
    text += item(std::format(R"("type":"UserMessage","id":"{}","content":[{{"type":"text","text":"{}",)"
                             R"("text_elements":[]}}])",
                             m_conversation.text().uuid(), script.prompt));
    for (const Step& each : script.steps)
        text += step(each);
    return text +
           record("event_msg", std::format(R"("type":"task_complete","root_turn_id":"{0}","turn_id":"{0}",)"
                                           R"("last_agent_message":"{1}","duration_ms":{2})",
                                           m_turnId, script.steps.back().text, 238));
}

std::string CodexTranscriptGenerator::transcript(std::size_t bytes) {
    std::string text = sessionMeta();
    SizeGoal goal(bytes);
    goal.wantsMore(text.size());
    do
        text += turn();
    while (goal.wantsMore(text.size()));
    return text;
}

} // namespace ax::bench
