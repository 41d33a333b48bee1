// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/base/environment.h"
#include "core/base/file_system.h"
#include "core/base/paths.h"
#include "core/hold/held_program.h"
#include "core/hold/holder_server.h"
#include "core/hold/query_stripper.h"
#include "core/hold/session_sidecars.h"
#include "core/hold/session_terminal.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ax {

struct HeldSessionSpec {
    std::string sessionId;
    std::string command;                          ///< shell text, for the heartbeat and the log
    std::vector<std::string> arguments;           ///< the shell with it
    std::string directory;                        ///< empty: the caller's
    std::map<std::string, std::string> variables; ///< the program's whole environment
};

/// How the session ended.
struct HeldSessionEnd {
    int code = 0;              ///< for whoever started the holder: 0 also when it was asked to end
    std::optional<int> signal; ///< that ended the program
    std::chrono::milliseconds runtime{0};
    std::string lastLine; ///< of its output
    bool wasAskedToEnd = false;
};

/// A session with its holder: the program on a terminal of its own, everybody who is attached, and the files
/// that tell of it (facts: ax-compat §9 and §13). One process runs one of these for as long as the session
/// lasts and does nothing else. Idle, it wakes up for its heartbeat alone.
class HeldSession final : private HolderServer::Session {
public:
    /// Descriptors that the loop minds beside its own; -1 for none.
    struct Signals {
        int terminate = -1; ///< readable: end the program
        int trueId = -1;    ///< a line from it is the id that the program gave its session
    };

    /// Starts the program and listens. What is passed outlives this.
    static Result<std::unique_ptr<HeldSession>> start(const FileSystem& files, const Paths& paths,
                                                      const Environment& environment, const Clock& clock,
                                                      const HeldSessionSpec& spec);
    /// Runs until the program has ended; `conclude` is called then, after the heartbeat is gone and before
    /// clients hear of the end.
    HeldSessionEnd run(Signals signals, const std::function<void(const HeldSessionEnd&)>& conclude);
    /// The id as it is now.
    const std::string& sessionId() const { return m_sidecars.sessionId(); }
    /// Called with the old id once the true one is known, when files beside the holder's own have to follow.
    std::function<void(const std::string& before, const std::string& now)> onRenamed;

private:
    HeldSession(const Paths& paths, const Environment& environment, SessionSidecars sidecars,
                HeldProgram program);

    std::string backlog() override;
    std::string picture() override;
    std::string screenText() override;
    HolderClient::Screen screen() const override;
    bool type(std::string_view bytes) override;
    void resize(TerminalSize size) override;
    void redraw() override;
    std::uint32_t processId() const override { return static_cast<std::uint32_t>(m_program.processId()); }

    void turn(Signals& signals);
    void readOutput();
    void digest();
    void act();
    void adopt(Signals& signals);
    HeldSessionEnd endOf(const ProcessExit& exit) const;
    void linger(const HeldSessionEnd& end);
    Deadline nextDeadline() const;

    const Paths& m_paths;
    const Environment& m_environment;
    HeldProgram m_program;
    SessionTerminal m_terminal;
    QueryStripper m_stripper;
    SessionSidecars m_sidecars;
    HolderServer m_server;
    std::string m_output; ///< of one read
    std::string m_trueId;
    std::vector<pollfd> m_pollSet;
    Deadline m_started;
    Deadline m_digestDue = Never; ///< output has come that was not emulated yet
    bool m_isHungUp = false;
    bool m_wasAskedToEnd = false;
    bool m_wasAlternate = false;
};

/// The code that a holder's own process ends with (facts: ax-compat §9): a program that was told to end by a
/// signal ended well.
int exitCodeOf(const ProcessExit& exit);

} // namespace ax
