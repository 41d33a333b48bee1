// SPDX-License-Identifier: MIT
#include "app/demo-agent/agent.h"

#include "app/demo-agent/text_layout.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ax::demo {

namespace {

using namespace std::chrono_literals;

constexpr auto SecondPressLimit = 2s;
constexpr std::array<std::string_view, 4> Spinner{"◐", "◓", "◑", "◒"};
constexpr std::array<std::string_view, 3> Choices{"1. Yes", "2. Yes, always", "3. No"};
constexpr std::size_t EarlierTurnsShown = 6;

/// How many moments of work a tool or a thought takes, in words.
constexpr int ToolLength = 8;

std::string toolLine(const UseTool& tool) {
    return tool.name + "(" + tool.subject + ")";
}

/// The first of the words of `text`, with the white space before it.
std::string takeWord(std::string& text) {
    const std::size_t begin = std::min(text.find_first_not_of(" \n"), text.size());
    const std::size_t end = std::min(text.find_first_of(" \n", begin), text.size());
    std::string word = text.substr(0, end);
    text.erase(0, end);
    return word;
}

std::string oneLine(std::string text, std::size_t length) {
    std::ranges::replace(text, '\n', ' ');
    return std::string(firstCells(printable(text), static_cast<int>(length)));
}

} // namespace

Agent::Agent(Parts parts, const Options& options)
    : m_parts(parts), m_pace(options.pace),
      m_mayRunAll(options.permissions == Options::Permissions::Granted) {
}

void Agent::begin(const std::string& task) {
    m_parts.screen.showHead({"Demo agent: follows a script, executes nothing",
                             m_parts.store.model() + " · " + m_parts.store.directory()});
    showEarlierTurns();
    m_parts.reporter.setTitle("✳ Demo agent");
    m_parts.reporter.ask();
    m_parts.reporter.report(ProgramReporter::State::Idle);
    if (!task.empty())
        startTurn(task);
    paint();
}

void Agent::showEarlierTurns() {
    const std::vector<Turn> turns = m_parts.store.earlierTurns();
    const std::size_t skipped = turns.size() - std::min(turns.size(), EarlierTurnsShown);
    for (std::size_t i = skipped; i < turns.size(); ++i) {
        const auto tone = turns[i].role == TurnRole::User        ? Screen::Tone::Person
                          : turns[i].role == TurnRole::Assistant ? Screen::Tone::Answer
                                                                 : Screen::Tone::Notice;
        for (const TurnBlock& block : turns[i].blocks) {
            if (const auto* text = std::get_if<TextBlock>(&block))
                m_parts.screen.show(tone, text->markdown);
            else if (const auto* call = std::get_if<ToolCall>(&block))
                m_parts.screen.show(Screen::Tone::Tool, call->name + "(" + call->summary + ")");
        }
    }
}

void Agent::handle(const Key& key) {
    if (hasEnded())
        return;
    if (key.kind == Key::Kind::StatusAnswer)
        return m_parts.reporter.answered();
    if (key.kind == Key::Kind::Interrupt)
        handleInterrupt();
    else if (m_phase == Phase::Idle)
        handleIdle(key);
    else if (m_phase == Phase::Working)
        handleWorking(key);
    else
        handleAsking(key);
    if (!hasEnded())
        paint();
}

void Agent::handleIdle(const Key& key) {
    m_leaveUntil.reset();
    if (key.kind == Key::Kind::Enter)
        submit();
    else if (key.kind == Key::Kind::EndOfText && m_prompt.isEmpty())
        leave();
    else if (key.kind == Key::Kind::Escape)
        m_prompt.clear();
    else
        m_prompt.edit(key);
}

void Agent::handleWorking(const Key& key) {
    if (key.kind == Key::Kind::Escape)
        interrupt();
    else if (key.kind == Key::Kind::Enter)
        submit();
    else
        m_prompt.edit(key);
}

void Agent::handleAsking(const Key& key) {
    switch (key.kind) {
    case Key::Kind::Escape:
        return interrupt();
    case Key::Kind::Enter:
        return answer(m_choice);
    case Key::Kind::Up:
        m_choice = (m_choice + Choices.size() - 1) % Choices.size();
        return;
    case Key::Kind::Down:
        m_choice = (m_choice + 1) % Choices.size();
        return;
    case Key::Kind::Text:
        if (key.text.size() == 1 && key.text.front() >= '1' && key.text.front() <= '3')
            answer(static_cast<std::size_t>(key.text.front() - '1'));
        return;
    default:
        return;
    }
}

/// Ctrl+C stops what goes on; twice in a row it ends the program.
void Agent::handleInterrupt() {
    const Timestamp now = m_parts.clock.now();
    if (m_leaveUntil && now < *m_leaveUntil)
        return leave();
    if (m_phase != Phase::Idle)
        interrupt();
    m_prompt.clear();
    m_leaveUntil = now + SecondPressLimit;
}

void Agent::submit() {
    std::string prompt = m_prompt.take();
    if (prompt.find_first_not_of(" \n\t") == std::string::npos)
        return;
    if (prompt == "/exit" || prompt == "/quit")
        leave();
    else if (m_phase == Phase::Working)
        m_queue.push_back(std::move(prompt));
    else
        startTurn(prompt);
}

void Agent::startTurn(const std::string& prompt) {
    m_parts.screen.show(Screen::Tone::Person, prompt);
    m_parts.store.recordPrompt(prompt);
    m_parts.reporter.setTitle("◐ " + oneLine(prompt, 60));
    m_script = replyTo(prompt, m_parts.store.directory(), m_turns++);
    m_step = 0;
    m_phase = Phase::Working;
    work("Thinking");
    // A moment goes by before the first word, as with a real one.
    waitUntil(m_pace * ToolLength);
}

void Agent::startStep() {
    if (const auto* thought = std::get_if<Think>(&m_script[m_step])) {
        m_parts.store.recordAnswer(WrittenThinking{thought->text});
        waitUntil(m_pace * ToolLength);
        ++m_step;
    } else if (const auto* text = std::get_if<Say>(&m_script[m_step])) {
        m_unsaid = text->text;
        m_parts.screen.beginStream(Screen::Tone::Answer);
        work("Writing");
        speak();
    } else {
        startTool(std::get<UseTool>(m_script[m_step]));
    }
}

void Agent::startTool(const UseTool& tool) {
    m_toolUseId = m_parts.store.newToolUseId();
    m_parts.store.recordAnswer(WrittenToolUse{m_toolUseId, tool.name, tool.input});
    m_parts.screen.show(Screen::Tone::Tool, toolLine(tool));
    if (tool.permission == UseTool::Permission::NotNeeded || m_mayRunAll) {
        work("Using " + tool.name);
        waitUntil(m_pace * ToolLength);
        return;
    }
    m_phase = Phase::Asking;
    m_choice = 0;
    m_next.reset();
    m_parts.store.setState(SessionStore::State::Waiting);
    m_parts.reporter.report(ProgramReporter::State::BlockedOnPermission,
                            "approve " + tool.name + ": " + tool.subject);
}

void Agent::answer(std::size_t choice) {
    m_phase = Phase::Working;
    if (choice == 2)
        return decline();
    m_mayRunAll = m_mayRunAll || choice == 1;
    work("Using " + std::get<UseTool>(m_script[m_step]).name);
    waitUntil(m_pace * ToolLength);
}

void Agent::decline() {
    const std::string instead = std::get<UseTool>(m_script[m_step]).whenDeclined;
    m_parts.store.recordToolResult(std::exchange(m_toolUseId, {}), "The user did not allow this command.",
                                   WrittenOutcome::Failed);
    m_parts.screen.show(Screen::Tone::Outcome, "not allowed");
    m_script = {Say{instead}};
    m_step = 0;
    work("Thinking");
    waitUntil(m_pace);
}

void Agent::finishTool() {
    const auto& tool = std::get<UseTool>(m_script[m_step]);
    m_parts.store.recordToolResult(std::exchange(m_toolUseId, {}), tool.output, WrittenOutcome::Succeeded);
    m_parts.screen.show(Screen::Tone::Outcome, tool.output);
    ++m_step;
}

void Agent::speak() {
    std::string word = takeWord(m_unsaid);
    m_parts.screen.stream(word);
    m_said += word;
    waitUntil(m_pace);
}

/// What was said so far goes into the transcript; after an interruption that is less than was to be said.
void Agent::finishText() {
    m_parts.screen.endStream();
    if (!m_said.empty())
        m_parts.store.recordAnswer(WrittenText{std::exchange(m_said, {})});
    m_unsaid.clear();
}

void Agent::advance() {
    if (hasEnded())
        return;
    const Timestamp now = m_parts.clock.now();
    if (m_leaveUntil && now >= *m_leaveUntil)
        m_leaveUntil.reset();
    if (m_next && now >= *m_next) {
        ++m_ticks;
        nextStep();
    }
    paint();
}

void Agent::nextStep() {
    if (!m_unsaid.empty())
        return speak();
    if (!m_said.empty()) {
        finishText();
        ++m_step;
    } else if (!m_toolUseId.empty()) {
        finishTool();
    }
    if (m_step < m_script.size())
        startStep();
    else
        finishTurn();
}

void Agent::finishTurn() {
    m_phase = Phase::Idle;
    m_next.reset();
    m_activity.clear();
    m_parts.store.setState(SessionStore::State::Idle);
    m_parts.reporter.report(ProgramReporter::State::Done);
    m_parts.reporter.setTitle("✳ Demo agent");
    if (m_queue.empty())
        return;
    const std::string prompt = std::move(m_queue.front());
    m_queue.pop_front();
    startTurn(prompt);
}

void Agent::interrupt() {
    finishText();
    if (!m_toolUseId.empty())
        m_parts.store.recordToolResult(std::exchange(m_toolUseId, {}), "Interrupted.",
                                       WrittenOutcome::Failed);
    m_parts.store.recordInterruption();
    m_parts.screen.show(Screen::Tone::Notice, "Interrupted. What should be done instead?");
    m_phase = Phase::Idle;
    m_next.reset();
    m_activity.clear();
    m_queue.clear();
    m_parts.store.setState(SessionStore::State::Idle);
    m_parts.reporter.report(ProgramReporter::State::Idle);
    m_parts.reporter.setTitle("✳ Demo agent");
}

void Agent::leave() {
    if (m_phase != Phase::Idle)
        interrupt();
    m_phase = Phase::Ended;
}

void Agent::work(std::string activity) {
    m_activity = std::move(activity);
    m_parts.store.setState(SessionStore::State::Busy);
    m_parts.reporter.report(ProgramReporter::State::Working);
}

void Agent::resize(TerminalSize size) {
    m_parts.screen.resize(size);
    paint();
}

void Agent::end() {
    m_phase = Phase::Ended;
    m_parts.screen.leave();
    m_parts.reporter.clear();
    m_parts.reporter.setTitle("");
}

std::optional<Timestamp> Agent::nextMoment() const {
    if (m_next && m_leaveUntil)
        return std::min(*m_next, *m_leaveUntil);
    return m_next ? m_next : m_leaveUntil;
}

void Agent::reportProblem() {
    if (const auto problem = m_parts.store.takeProblem())
        m_parts.screen.show(Screen::Tone::Notice, "This is not saved: " + problem->message);
}

void Agent::paint() {
    reportProblem();
    Screen::Region region;
    if (m_phase == Phase::Asking) {
        const auto& tool = std::get<UseTool>(m_script[m_step]);
        region.question = {"Do you want to run: " + tool.subject + "?"};
        region.question.insert(region.question.end(), Choices.begin(), Choices.end());
        region.choice = m_choice + 1;
        region.hint = "1-3 or Enter to answer · Esc to cancel";
    } else {
        if (!m_activity.empty())
            region.activity = std::string(Spinner[m_ticks % Spinner.size()]) + " " + m_activity + "…";
        region.prompt = m_prompt.text();
        region.cursor = m_prompt.cursor();
        region.hint = m_leaveUntil ? "Press Ctrl+C again to exit"
                      : m_phase == Phase::Working
                          ? "Esc to interrupt"
                          : "Enter to send · Shift+Enter for a new line · /exit to leave";
    }
    m_parts.screen.paint(region);
}

} // namespace ax::demo
