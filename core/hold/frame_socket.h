// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/descriptor.h"
#include "core/hold/frame.h"

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

namespace ax {

/// Frames over a connected socket, either side, without ever waiting: what does not go out at once is queued.
/// For a poll loop or a QSocketNotifier on descriptor(). Not thread-safe.
class FrameSocket {
public:
    explicit FrameSocket(Descriptor socket) : m_socket(std::move(socket)) {}

    int descriptor() const { return m_socket.get(); }

    /// Takes what has arrived into next(), a piece at a time so that others are served in between. False when
    /// the other side is gone; frames it sent before may still wait.
    bool receive();
    /// The next frame; an error when it is none.
    Result<std::optional<Frame>> next() { return m_reader.next(); }

    void send(FrameType type, std::string_view payload);
    bool wantsToSend() const { return !m_waiting.empty(); }
    /// Bytes that wait to be sent.
    std::size_t waiting() const { return m_waitingBytes - m_sent; }
    /// Writes what the socket takes. False when the other side is gone.
    bool sendNow();
    /// Forgets what waits, but for a frame that has begun: it must end.
    void discardWaiting();

private:
    Descriptor m_socket;
    FrameReader m_reader;
    std::deque<std::string> m_waiting; ///< encoded
    std::size_t m_waitingBytes = 0;
    std::size_t m_sent = 0; ///< of the first one
};

} // namespace ax
