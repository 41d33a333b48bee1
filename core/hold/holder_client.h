// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/deadline.h"
#include "core/base/descriptor.h"
#include "core/hold/frame.h"

#include <deque>
#include <optional>
#include <string>
#include <string_view>

namespace ax {

/// One client of a holder, as the holder sees it: frames in, frames out, neither ever waited for. A client
/// that does not take its output (stopped, or its window is away) falls behind: what waits for it is thrown
/// away, and it gets a fresh picture when it reads again. The program never waits for it longer than a
/// moment. Not thread-safe.
class HolderClient {
public:
    explicit HolderClient(Descriptor socket);

    int descriptor() const { return m_socket.get(); }
    enum class Role {
        Unknown, ///< it has not said what it is
        Control, ///< types only
        Viewer,
    };
    Role role() const { return m_role; }
    void setRole(Role role) { m_role = role; }

    /// Takes what has arrived into next(). False when the client is gone.
    bool receive();
    /// The next frame; an error when it is none.
    Result<std::optional<Frame>> next() { return m_reader.next(); }

    void send(FrameType type, std::string_view payload);
    bool wantsToSend() const { return !m_waiting.empty(); }
    /// Writes what the socket takes. False when the client is gone.
    bool sendNow();

    /// So much waits that the holder does well to read no more output for now.
    bool isCongested() const;
    /// Until when the holder may wait for it.
    Deadline patience() const { return m_patience; }
    /// Throws the waiting output away.
    void fallBehind();
    /// It has read all and wants a fresh picture.
    bool wantsPicture() const { return m_isBehind && m_waiting.empty(); }
    void setUpToDate() { m_isBehind = false; }
    bool isBehind() const { return m_isBehind; }

    /// Until when it has to say what it is.
    Deadline introduction() const { return m_role == Role::Unknown ? m_introduction : Never; }
    /// The alternate screen was up when it attached: it has never seen what lies below.
    bool hasMissedMainScreen = false;

private:
    void noteProgress();

    Descriptor m_socket;
    FrameReader m_reader;
    Role m_role = Role::Unknown;
    std::deque<std::string> m_waiting; ///< encoded frames
    std::size_t m_waitingBytes = 0;
    std::size_t m_sent = 0; ///< of the first one
    bool m_isBehind = false;
    Deadline m_patience = Never;
    Deadline m_introduction;
};

} // namespace ax
