// SPDX-License-Identifier: MIT
#include "core/demo/demo_session.h"

#include "core/base/paths.h"
#include "core/demo/claude_writer.h"
#include "core/models/model_catalog.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace ax {

namespace {

using Kind = SampleStep::Kind;
using Input = std::vector<std::pair<std::string, std::string>>;

/// What the system prompt, the tools and the project's notes take before anything is said.
constexpr std::uint64_t OpeningTokens = 14'000;
/// For a model that the catalogue does not know.
constexpr std::uint64_t CommonWindow = 200'000;

std::uint64_t windowOf(std::string_view model) {
    const auto info = ModelCatalog::builtIn().find(model);
    return info && info->contextWindow != 0 ? info->contextWindow : CommonWindow;
}

bool isTool(Kind kind) {
    return kind == Kind::Bash || kind == Kind::Read || kind == Kind::Write || kind == Kind::Edit ||
           kind == Kind::Grep || kind == Kind::Agent;
}

bool isAnswer(Kind kind) {
    return isTool(kind) || kind == Kind::Say || kind == Kind::Thinking;
}

/// Where the steps of the sub-agent end that `start` orders: its Report, or the last step.
std::size_t endOfSubAgent(std::span<const SampleStep> steps, std::size_t start) {
    std::size_t end = start + 1;
    while (end < steps.size() && steps[end].kind != Kind::Report)
        ++end;
    return std::min(end, steps.size() - 1);
}

/// How many answers of the model a conversation takes, its sub-agents' not counted: thinking, text and the
/// tool use after them are one.
std::uint64_t countAnswers(std::span<const SampleStep> steps) {
    std::uint64_t count = 0;
    bool underWay = false;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        count += isAnswer(steps[i].kind) && !underWay ? 1 : 0;
        underWay = isAnswer(steps[i].kind) && !isTool(steps[i].kind);
        if (steps[i].kind == Kind::Agent)
            i = endOfSubAgent(steps, i);
    }
    return count;
}

std::string_view toolName(Kind kind) {
    switch (kind) {
    case Kind::Bash:
        return "Bash";
    case Kind::Read:
        return "Read";
    case Kind::Write:
        return "Write";
    case Kind::Edit:
        return "Edit";
    case Kind::Grep:
        return "Grep";
    default:
        return "Agent";
    }
}

/// Writes one conversation, a session's or a sub-agent's, and hands the sub-agents' steps to one of its own
/// kind.
class Conversation {
public:
    /// `contextTokens` is what the conversation has grown to at its end.
    Conversation(const SampleSession& sample, ClaudeWriter::Session session, std::uint64_t contextTokens,
                 DemoRandom& random)
        : m_sample(sample), m_session(session), m_writer(std::move(session), random), m_random(random),
          m_contextAtEnd(contextTokens) {}

    void write(std::span<const SampleStep> steps, Timestamp first, Timestamp last) {
        const std::size_t gaps = std::max<std::size_t>(steps.size() - 1, 1);
        m_gap = (last - first) / static_cast<std::int64_t>(gaps);
        m_answersLeft = countAnswers(steps);
        m_context = std::min(OpeningTokens, m_contextAtEnd / 2);
        for (std::size_t i = 0; i < steps.size(); ++i) {
            // Every other moment is a little off the even pace; the last one is exact.
            const auto jitter = i == 0 || i + 1 == steps.size() ? m_gap * 0 : shareOfGap(30);
            const Timestamp at = last - m_gap * static_cast<std::int64_t>(steps.size() - 1 - i) - jitter;
            if (steps[i].kind == Kind::Agent)
                i = delegate(steps, i, at);
            else
                writeStep(steps[i], at);
        }
    }

    std::string takeTranscript() { return std::move(m_transcript); }
    std::vector<DemoFile> takeSubAgents() { return std::move(m_subAgents); }

private:
    void writeStep(const SampleStep& step, Timestamp at) {
        switch (step.kind) {
        case Kind::Prompt:
            m_message.reset();
            m_transcript += m_writer.prompt(step.body, at);
            return;
        case Kind::Say:
            return say(WrittenText{step.body}, step.body.size(), at);
        case Kind::Thinking:
            return say(WrittenThinking{step.body}, step.body.size(), at);
        case Kind::Interrupted:
            m_message.reset();
            m_transcript += m_writer.interruption(at);
            return;
        case Kind::Error:
            m_message.reset();
            m_transcript += m_writer.apiError(step.body, at);
            return;
        default:
            return useTool(step, at);
        }
    }

    void useTool(const SampleStep& step, Timestamp at) {
        WrittenToolUse use{m_writer.toolUseId(), std::string(toolName(step.kind)), inputOf(step)};
        const std::string id = use.id;
        say(std::move(use), step.body.size() + step.replacement.size(), at - shareOfGap(20));
        m_message.reset();
        const bool written = step.kind == Kind::Write || step.kind == Kind::Edit;
        const std::string output =
            written ? "The file " + path(step.subject) + " has been updated." : step.body;
        const auto outcome = step.failed ? WrittenOutcome::Failed : WrittenOutcome::Succeeded;
        m_transcript += m_writer.toolResult(id, output, outcome, at);
    }

    Input inputOf(const SampleStep& step) const {
        switch (step.kind) {
        case Kind::Bash:
            return {{"command", step.subject}};
        case Kind::Read:
            return {{"file_path", path(step.subject)}};
        case Kind::Write:
            return {{"file_path", path(step.subject)}, {"content", step.body + '\n'}};
        case Kind::Edit:
            return {{"file_path", path(step.subject)},
                    {"old_string", step.body},
                    {"new_string", step.replacement}};
        case Kind::Grep:
            return {{"pattern", step.subject}, {"path", path(step.detail)}, {"output_mode", "content"}};
        default:
            return {{"description", step.detail}, {"prompt", step.body}, {"subagent_type", step.subject}};
        }
    }

    std::string path(std::string_view relative) const { return joinPath(m_session.directory, relative); }

    /// A block of an answer. Blocks up to and including a tool use are one message.
    void say(const WrittenBlock& block, std::size_t letters, Timestamp at) {
        if (!m_message)
            m_message = {m_writer.messageId(), m_sample.model, nextUsage(letters)};
        m_transcript += m_writer.answer(*m_message, block, at);
    }

    /// The context grows evenly, so that it is what the sample wants when the last answer comes. All but the
    /// last few tokens come out of the prompt cache or go into it.
    TokenCounts nextUsage(std::size_t letters) {
        TokenCounts usage;
        usage.cacheRead = m_context;
        m_context += (m_contextAtEnd - m_context) / std::max<std::uint64_t>(m_answersLeft--, 1);
        usage.input = std::min<std::uint64_t>(4 + m_random.below(9), m_context - usage.cacheRead);
        usage.cacheWrite = m_context - usage.cacheRead - usage.input;
        usage.output = letters / 3 + 20 + m_random.below(60);
        return usage;
    }

    /// Gives the steps between an Agent step and its Report to a sub-agent; where the Report stands.
    std::size_t delegate(std::span<const SampleStep> steps, std::size_t start, Timestamp at) {
        const SampleStep& order = steps[start];
        const std::size_t end = endOfSubAgent(steps, start);
        WrittenToolUse use{m_writer.toolUseId(), std::string(toolName(order.kind)), inputOf(order)};
        const std::string toolUseId = use.id;
        say(std::move(use), order.body.size(), at);
        m_message.reset();
        const Timestamp done = at + m_gap * static_cast<std::int64_t>(end - start) / 2;
        writeSubAgent(order, steps.subspan(start + 1, end - start), toolUseId, at, done);
        m_transcript += m_writer.toolResult(toolUseId, steps[end].body, WrittenOutcome::Succeeded, done);
        return end;
    }

    void writeSubAgent(const SampleStep& order, std::span<const SampleStep> work, std::string_view toolUseId,
                       Timestamp first, Timestamp last) {
        std::vector<SampleStep> steps{order};
        steps.front().kind = Kind::Prompt;
        steps.insert(steps.end(), work.begin(), work.end());
        steps.back().kind = Kind::Say;

        ClaudeWriter::Session session = m_session;
        session.agentId = "a" + m_random.hexDigits(16);
        const std::string stem = session.id + "/subagents/agent-" + session.agentId;
        Conversation conversation(m_sample, session, OpeningTokens * 2, m_random);
        conversation.write(steps, first, last);
        m_subAgents.push_back({stem + ".jsonl", conversation.takeTranscript(), last});
        m_subAgents.push_back({stem + ".meta.json",
                               subAgentMeta(order.subject, order.detail, toolUseId, m_sample.model), last});
    }

    std::chrono::nanoseconds shareOfGap(std::uint64_t atMostPercent) {
        return m_gap * static_cast<std::int64_t>(m_random.below(atMostPercent)) / 100;
    }

    const SampleSession& m_sample;
    ClaudeWriter::Session m_session;
    ClaudeWriter m_writer;
    DemoRandom& m_random;
    std::uint64_t m_contextAtEnd;
    std::uint64_t m_context = 0;
    std::uint64_t m_answersLeft = 0;
    std::chrono::nanoseconds m_gap{};
    std::optional<WrittenMessage> m_message; ///< the answer under way
    std::string m_transcript;
    std::vector<DemoFile> m_subAgents; ///< paths relative to the project's folder of transcripts
};

} // namespace

std::vector<DemoFile> demoSessionFiles(const SampleSession& sample, std::string_view home, Timestamp now,
                                       DemoRandom& random) {
    const ClaudeWriter::Session session{
        .id = random.uuid(),
        .directory = joinPath(home, sample.project),
        .branch = sample.branch,
        .agentId = {},
    };
    const Timestamp last = now - sample.age;
    const auto contextTokens =
        static_cast<std::uint64_t>(sample.contextShare * static_cast<double>(windowOf(sample.model)));
    Conversation conversation(sample, session, contextTokens, random);
    conversation.write(sample.steps, last - sample.length, last);

    std::string transcript = conversation.takeTranscript();
    const ClaudeWriter titles(session, random);
    if (!sample.title.empty())
        transcript += titles.title(sample.title);
    if (!sample.name.empty())
        transcript += titles.name(sample.name);

    std::vector<DemoFile> files{{session.id + ".jsonl", std::move(transcript), last}};
    std::ranges::move(conversation.takeSubAgents(), std::back_inserter(files));
    const std::string folder = claudeProjectFolder(home, session.directory);
    for (DemoFile& file : files)
        file.path = joinPath(folder, file.path);
    return files;
}

} // namespace ax
