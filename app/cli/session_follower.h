// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/read_options.h"
#include "app/cli/session_world.h"
#include "app/cli/snapshot_inbox.h"
#include "app/cli/standard_streams.h"
#include "app/cli/turn_text.h"

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace ax::cli {

/// `ax read --follow`: tells what happens in a session, or in all sessions of a run, an event a line (facts:
/// ax-compat §7). The kernel says when a transcript or an agent's state changes; between changes this sleeps.
/// A turn is told once its transcript has been quiet for five seconds. Ends with its session (a run has no
/// end), after --limit events, after --timeout, or when nobody reads any more.
class SessionFollower {
public:
    SessionFollower(const SessionWorld& world, const ReadOptions& options, Output& output,
                    Diagnostics& diagnostics)
        : m_world(world), m_options(options), m_output(output), m_diagnostics(diagnostics) {}

    /// Returns the exit code.
    int run();

private:
    struct Member {
        SessionPointer session;
        SessionMeta meta;
        std::optional<TranscriptTurns> turns;
        FileIdentity identity; ///< of the file that `turns` reads
        std::uint64_t told = 0;
        std::uint64_t count = 0;
        std::optional<Deadline> quietAt; ///< when what is new may be told
        bool wasLive = false;
        Status status = Status::Past;
        bool hasEnded = false;
    };
    enum class Going : std::uint8_t { On, Ended, Failed };

    Going loop(SnapshotInbox& inbox);
    Going take(const Snapshot& snapshot);
    void follow(const SessionPointer& session, SessionMeta meta);
    void countRecords(Member& member);
    void tellStatus(Member& member);
    void tellTurn(Member& member);
    std::optional<RecordTurn> takeNews(Member& member);
    void tell(const Member& member, std::string_view event, std::optional<RecordTurn> turn,
              std::string_view reason = {}, std::string_view hint = {});
    Deadline nextQuiet() const;
    bool isOver() const;

    const SessionWorld& m_world;
    const ReadOptions& m_options;
    Output& m_output;
    Diagnostics& m_diagnostics;
    std::map<std::string, Member> m_members; ///< by key
    std::uint64_t m_events = 0;
    bool m_isFirst = true; ///< no snapshot came yet
    bool m_isLost = false; ///< what was printed did not get out
    bool m_toldOfWaiting = false;
};

} // namespace ax::cli
