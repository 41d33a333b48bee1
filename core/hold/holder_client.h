// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/deadline.h"
#include "core/hold/frame_socket.h"

namespace ax {

/// One client of a holder, as the holder sees it. A client that does not take its output (stopped, or its
/// window is away) falls behind: what waits for it is thrown away, and it gets a fresh picture when it reads
/// again. The program never waits for it longer than a moment. Not thread-safe.
class HolderClient {
public:
    explicit HolderClient(Descriptor socket);

    FrameSocket& socket() { return m_socket; }
    const FrameSocket& socket() const { return m_socket; }

    enum class Role {
        Unknown, ///< it has not said what it is
        Control, ///< types only
        Viewer,
    };
    Role role() const { return m_role; }
    void setRole(Role role) { m_role = role; }

    void send(FrameType type, std::string_view payload);
    /// Writes what the socket takes. False when the client is gone.
    bool sendNow();

    /// So much waits that the holder does well to read no more output for now.
    bool isCongested() const;
    /// Until when the holder may wait for it.
    Deadline patience() const { return m_patience; }
    /// Throws the waiting output away.
    void fallBehind();
    bool isBehind() const { return m_isBehind; }
    /// It has read all and wants a fresh picture.
    bool wantsPicture() const { return m_isBehind && !m_socket.wantsToSend(); }
    void setUpToDate() { m_isBehind = false; }

    /// Until when it has to say what it is.
    Deadline introduction() const { return m_role == Role::Unknown ? m_introduction : Never; }
    enum class Screen { Main, Alternate };
    /// What its picture was of: on the alternate screen it has never seen what lies below.
    Screen pictureOf() const { return m_pictureOf; }
    void setPictureOf(Screen screen) { m_pictureOf = screen; }

private:
    FrameSocket m_socket;
    Role m_role = Role::Unknown;
    bool m_isBehind = false;
    Screen m_pictureOf = Screen::Main;
    Deadline m_patience = Never;
    Deadline m_introduction;
};

} // namespace ax
