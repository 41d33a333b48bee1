// SPDX-License-Identifier: MIT
#pragma once

#include "app/demo-agent/key_decoder.h"
#include "app/demo-agent/options.h"
#include "app/demo-agent/program_reporter.h"
#include "app/demo-agent/prompt_line.h"
#include "app/demo-agent/screen.h"
#include "app/demo-agent/script.h"
#include "app/demo-agent/session_store.h"
#include "core/base/clock.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <string>

namespace ax::demo {

/// The agent itself: keys and moments in; screen, transcript, state file and reports out. It waits for
/// nothing: whoever drives it calls handle() for each key and advance() at each nextMoment(), until
/// hasEnded().
class Agent {
public:
    /// What it is made of outlives it.
    struct Parts {
        const Clock& clock;
        SessionStore& store;
        ProgramReporter& reporter;
        Screen& screen;
    };

    Agent(Parts parts, const Options& options);

    /// The first screen, and the task that was given on the command line.
    void begin(const std::string& task);
    void handle(const Key& key);
    void advance();
    void resize(TerminalSize size);
    /// Last words to the terminal; the end of the process by a signal counts as well.
    void end();

    /// Nothing: only a key goes on from here.
    std::optional<Timestamp> nextMoment() const;
    bool hasEnded() const { return m_phase == Phase::Ended; }

private:
    enum class Phase : std::uint8_t { Idle, Working, Asking, Ended };

    void showEarlierTurns();
    void handleIdle(const Key& key);
    void handleWorking(const Key& key);
    void handleAsking(const Key& key);
    void handleInterrupt();

    void submit();
    void startTurn(const std::string& prompt);
    void startStep();
    void startTool(const UseTool& tool);
    void finishTool();
    void speak();
    void finishText();
    void answer(std::size_t choice);
    void decline();
    void nextStep();
    void finishTurn();
    void interrupt();
    void leave();

    void work(std::string activity);
    void waitUntil(std::chrono::milliseconds from) { m_next = m_parts.clock.now() + from; }
    void reportProblem();
    void paint();

    Parts m_parts;
    std::chrono::milliseconds m_pace;
    bool m_mayRunAll;
    Phase m_phase = Phase::Idle;
    PromptLine m_prompt;
    std::deque<std::string> m_queue; ///< prompts that came while it worked

    unsigned m_turns = 0;
    Script m_script;
    std::size_t m_step = 0;
    std::string m_unsaid;    ///< rest of the text that is being said
    std::string m_said;      ///< what of it is on the screen
    std::string m_toolUseId; ///< of the tool under way, else empty
    std::string m_activity;
    unsigned m_ticks = 0;
    std::size_t m_choice = 0;
    std::optional<Timestamp> m_next;
    std::optional<Timestamp> m_leaveUntil; ///< a second Ctrl+C until then ends it
};

} // namespace ax::demo
