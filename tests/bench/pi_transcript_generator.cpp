// SPDX-License-Identifier: MIT
#include "tests/bench/pi_transcript_generator.h"

#include "tests/bench/list_price.h"

#include <array>
#include <format>

namespace ax::bench {

PiTranscriptGenerator::PiTranscriptGenerator(const SessionPlan& plan)
    : m_plan(plan), m_conversation(m_plan), m_clock(plan.startMilliseconds),
      m_provider(plan.model.starts_with("gpt-") ? "openai" : "anthropic") {
}

std::string PiTranscriptGenerator::header(const std::string& parentFile) const {
    std::string text = std::format(R"({{"type":"session","version":3,"id":"{}","timestamp":"{}","cwd":"{}")",
                                   m_plan.id, RecordClock(m_plan.startMilliseconds).text(), m_plan.directory);
    if (!parentFile.empty())
        text += std::format(R"(,"parentSession":"{}")", parentFile);
    return text + "}\n";
}

std::string PiTranscriptGenerator::entry(const std::string& type, const std::string& members) {
    m_clock.advance(20 + m_conversation.text().random().below(3000));
    const std::string id = m_conversation.text().hexadecimal(8);
    std::string text = std::format(R"({{"type":"{}","id":"{}","parentId":{},"timestamp":"{}",)", type, id,
                                   m_parent, m_clock.text());
    m_parent = '"' + id + '"';
    text += members;
    text += "}\n";
    return text;
}

std::string PiTranscriptGenerator::usage(const Tally& request) {
    const auto part = [&](const Tally& tally) {
        return dollarText(ax::bench::nanodollars(m_plan.model, tally));
    };
    m_nanodollars += ax::bench::nanodollars(m_plan.model, request);
    return std::format(
        R"("usage":{{"input":{},"output":{},"cacheRead":{},"cacheWrite":{},"reasoning":{},"totalTokens":{},"cost":)"
        R"({{"input":{},"output":{},"cacheRead":{},"cacheWrite":{},"total":{}}}}})",
        request.input, request.output, request.cacheRead, request.cacheWrite, request.reasoning,
        request.prompt() + request.output, part({.input = request.input}), part({.output = request.output}),
        part({.cacheRead = request.cacheRead}), part({.cacheWrite = request.cacheWrite}), part(request));
}

std::string PiTranscriptGenerator::answer(const Step& step) {
    std::string content;
    const auto add = [&](const std::string& block) { content += (content.empty() ? "" : ",") + block; };
    if (!step.thinking.empty())
        add(std::format(R"({{"type":"thinking","thinking":"{}","thinkingSignature":"reasoning_content"}})",
                        step.thinking));
    if (!step.text.empty())
        add(std::format(R"({{"type":"text","text":"{}"}})", step.text));
    const std::string callId = "call_" + m_conversation.text().base62(24);
    if (step.callsTool) {
        const std::string arguments =
            step.tool == ToolKind::Shell ? std::format(R"("command":"{}")", step.argument)
            : step.tool == ToolKind::Edit
                ? std::format(R"("path":"{}","edits":[{{"oldText":"{}","newText":"{}"}}])", step.argument,
                              step.before, step.after)
                : std::format(R"("path":"{}")", step.argument);
        const std::string_view name =
            std::array{"bash", "read", "edit", "grep"}[static_cast<std::size_t>(step.tool)];
        add(std::format(R"({{"type":"toolCall","id":"{}","name":"{}","arguments":{{{}}}}})", callId, name,
                        arguments));
    }
    const std::string costs = usage(step.usage);
    std::string text = entry(
        "message",
        std::format(R"("message":{{"role":"assistant","content":[{}],"api":"{}","provider":"{}","model":)"
                    R"("{}",{},"stopReason":"{}","timestamp":{},"responseId":"resp-{}"}})",
                    content, m_provider == "openai" ? "openai-responses" : "anthropic-messages", m_provider,
                    m_plan.model, costs, step.callsTool ? "toolUse" : "stop", m_clock.milliseconds(),
                    m_conversation.text().hexadecimal(16)));
    return step.callsTool ? text + toolResult(step, callId) : text;
}

std::string PiTranscriptGenerator::toolResult(const Step& step, const std::string& callId) {
    const std::string_view name =
        std::array{"bash", "read", "edit", "grep"}[static_cast<std::size_t>(step.tool)];
    return entry("message",
                 std::format(R"("message":{{"role":"toolResult","toolCallId":"{}","toolName":"{}",)"
                             R"("content":[{{"type":"text","text":"{}"}}],"isError":{},"timestamp":{}}})",
                             callId, name, step.output, step.failed, m_clock.milliseconds()));
}

std::string PiTranscriptGenerator::entries(std::size_t bytes) {
    std::string text =
        entry("model_change", std::format(R"("provider":"{}","modelId":"{}")", m_provider, m_plan.model));
    text += entry("thinking_level_change", R"("thinkingLevel":"medium")");
    text += entry("message",
                  std::format(R"("message":{{"role":"system","content":"","sections":{{"preamble":"{}",)"
                              R"("cwd":"<cwd>\n{}\n</cwd>"}},"timestamp":{}}})",
                              m_conversation.text().prose(3000), m_plan.directory, m_clock.milliseconds()));
    SizeGoal goal(bytes);
    goal.wantsMore(text.size());
    do {
        const TurnScript script = m_conversation.turn();
        text += entry("message",
                      std::format(R"("message":{{"role":"user","content":[{{"type":"text","text":"{}"}}],)"
                                  R"("timestamp":{}}})",
                                  script.prompt, m_clock.milliseconds()));
        for (const Step& step : script.steps)
            text += answer(step);
    } while (goal.wantsMore(text.size()));
    return text;
}

} // namespace ax::bench
