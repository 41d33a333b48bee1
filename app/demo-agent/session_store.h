// SPDX-License-Identifier: MIT
#pragma once

#include "app/demo-agent/options.h"
#include "core/base/clock.h"
#include "core/base/file_system.h"
#include "core/demo/claude_writer.h"
#include "core/transcripts/turn.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ax::demo {

/// Where an agent process lives.
struct Home {
    std::string folder;    ///< $HOME
    std::string directory; ///< the working directory
    long processId = 0;
};

/// What the agent leaves behind below its home, like Claude Code: the transcript, appended record by record,
/// and the state file that lives as long as the process (facts: harnesses §0.2, §3). A disk that is full
/// costs records, not the session: the first failure is kept for takeProblem().
class SessionStore {
public:
    enum class State : std::uint8_t { Idle, Busy, Waiting };

    /// For a new session Busy when its id is taken; for a resumed one NotFound when this folder has none of
    /// it.
    static Result<std::unique_ptr<SessionStore>> open(const FileSystem& files, const Clock& clock, Home home,
                                                      const Options& options, DemoRandom random);
    SessionStore(const SessionStore&) = delete;
    SessionStore& operator=(const SessionStore&) = delete;
    ~SessionStore(); ///< removes the state file

    const std::string& sessionId() const { return m_sessionId; }
    const std::string& directory() const { return m_home.directory; }
    const std::string& model() const { return m_model; }
    /// What was said before a resume, its end.
    std::vector<Turn> earlierTurns() const;

    void recordPrompt(std::string_view text);
    /// A block of an answer; blocks up to a tool use or the next prompt are one message.
    void recordAnswer(WrittenBlock block);
    void recordToolResult(std::string_view toolUseId, std::string_view output, WrittenOutcome outcome);
    void recordInterruption();
    std::string newToolUseId() { return m_writer.toolUseId(); }

    void setState(State state);

    /// The first failure to store something, once; a later success and failure make a new one.
    std::optional<Error> takeProblem();

private:
    struct Start {
        std::string sessionId;
        std::string transcript;
        std::uint64_t contextTokens = 0;
        std::string lastRecord;
    };

    SessionStore(const FileSystem& files, const Clock& clock, Home home, std::string model, Start start,
                 DemoRandom random);
    void append(const std::string& line);
    TokenCounts nextUsage(std::size_t letters);
    std::string stateText(State state) const;
    void note(const Result<void>& result);

    const FileSystem& m_files;
    const Clock& m_clock;
    Home m_home;
    std::string m_model;
    std::string m_sessionId;
    std::string m_transcript;
    std::string m_stateFile;
    Timestamp m_started;
    std::uint64_t m_contextTokens;
    DemoRandom m_random;
    ClaudeWriter m_writer;
    std::optional<State> m_state;            ///< as stored; nothing before the first time
    std::optional<WrittenMessage> m_message; ///< the answer under way
    std::optional<Error> m_problem;
    bool m_isFailing = false;
};

} // namespace ax::demo
