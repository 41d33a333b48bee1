// SPDX-License-Identifier: MIT
#pragma once

#include "core/hold/holder_client.h"
#include "core/hold/holder_socket.h"

#include <memory>
#include <poll.h>
#include <string>
#include <string_view>
#include <vector>

namespace ax {

/// The side of a holder that clients see: its sockets (two, once a session has got its true id) and everybody
/// who is attached. Any number may watch and type; the last one to tell a size wins. For the holder's poll
/// loop: pollSet() says what to wait for, handle() does what can be done now. Not thread-safe.
class HolderServer {
public:
    /// What is served.
    class Session {
    public:
        virtual ~Session() = default;
        /// Brings a client's cleared terminal up to now.
        virtual std::string backlog() = 0;
        /// The same for a terminal that shows anything at all.
        virtual std::string picture() = 0;
        virtual HolderClient::Screen screen() const = 0;
        virtual std::string screenText() = 0;
        /// Types into the program; false when it takes no more.
        virtual bool type(std::string_view bytes) = 0;
        virtual void resize(TerminalSize size) = 0;
        /// Makes the program draw itself anew.
        virtual void redraw() = 0;
        virtual std::uint32_t processId() const = 0;
    };

    /// `session` outlives this.
    explicit HolderServer(Session& session) : m_session(session) {}

    void addSocket(HolderSocket socket) { m_sockets.push_back(std::move(socket)); }

    void addToPollSet(std::vector<pollfd>& set) const;
    /// Takes the answers for the entries that addToPollSet() made, from the first of them on.
    void handle(const pollfd* answers);
    /// What is due by the clock.
    void advance();
    Deadline nextDeadline() const;

    /// To everybody who watches.
    void output(std::string_view bytes);
    /// The program left the alternate screen: who came meanwhile sees for the first time what was below.
    void leftAlternateScreen();
    /// The program has ended: tells everybody, and whoever attaches from now on.
    void exited(const ExitMessage& message);

    /// Somebody watches whose terminal answers what the program asks.
    bool hasViewers() const;
    bool wasEverViewed() const { return m_wasEverViewed; }
    bool isCongested() const;
    bool hasUnsent() const;
    void clear();

private:
    void acceptFrom(HolderSocket& socket);
    bool serve(HolderClient& client, short events);
    bool handleFrame(HolderClient& client, const Frame& frame);
    bool attach(HolderClient& client, const Frame& frame);
    void bringUpToDate(HolderClient& client);

    Session& m_session;
    std::vector<HolderSocket> m_sockets;
    std::vector<std::unique_ptr<HolderClient>> m_clients;
    std::optional<ExitMessage> m_exit;
    bool m_wasEverViewed = false;
};

} // namespace ax
