// SPDX-License-Identifier: MIT
#include "core/hold/frame_socket.h"

#include <array>
#include <cerrno>
#include <sys/socket.h>
#include <utility>

namespace ax {

bool FrameSocket::receive() {
    std::array<char, 64 * 1024> buffer;
    while (true) {
        const auto count = ::recv(m_socket.get(), buffer.data(), buffer.size(), 0);
        if (count > 0) {
            m_reader.feed({buffer.data(), static_cast<std::size_t>(count)});
            return true;
        }
        if (count < 0 && errno == EINTR)
            continue;
        return count < 0 && errno == EAGAIN;
    }
}

void FrameSocket::send(FrameType type, std::string_view payload) {
    std::string frame;
    frame.reserve(payload.size() + 8);
    appendFrame(frame, type, payload);
    m_waitingBytes += frame.size();
    m_waiting.push_back(std::move(frame));
}

bool FrameSocket::sendNow() {
    while (!m_waiting.empty()) {
        const std::string& frame = m_waiting.front();
        const auto count = ::send(m_socket.get(), frame.data() + m_sent, frame.size() - m_sent, MSG_NOSIGNAL);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return errno == EAGAIN;
        m_sent += static_cast<std::size_t>(count);
        if (m_sent == frame.size()) {
            m_waitingBytes -= frame.size();
            m_waiting.pop_front();
            m_sent = 0;
        }
    }
    return true;
}

void FrameSocket::discardWaiting() {
    m_waiting.resize(m_sent > 0 ? 1 : 0);
    m_waitingBytes = m_waiting.empty() ? 0 : m_waiting.front().size();
}

} // namespace ax
