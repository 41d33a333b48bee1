// SPDX-License-Identifier: MIT
#include "core/hold/holder_client.h"

#include <array>
#include <cerrno>
#include <sys/socket.h>
#include <utility>

namespace ax {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t CongestedAt = 256 * 1024;
constexpr auto Patience = 250ms;
constexpr auto IntroductionLimit = 10s;

} // namespace

HolderClient::HolderClient(Descriptor socket)
    : m_socket(std::move(socket)), m_introduction(deadlineAfter(IntroductionLimit)) {
}

bool HolderClient::receive() {
    std::array<char, 16 * 1024> buffer;
    while (true) {
        const auto count = ::recv(m_socket.get(), buffer.data(), buffer.size(), 0);
        if (count > 0) {
            m_reader.feed({buffer.data(), static_cast<std::size_t>(count)});
            return true; // the poll loop comes again; others are served in between
        }
        if (count < 0 && errno == EINTR)
            continue;
        return count < 0 && errno == EAGAIN;
    }
}

void HolderClient::send(FrameType type, std::string_view payload) {
    std::string frame;
    frame.reserve(payload.size() + 8);
    appendFrame(frame, type, payload);
    m_waitingBytes += frame.size();
    m_waiting.push_back(std::move(frame));
    if (isCongested() && m_patience == Never)
        m_patience = deadlineAfter(Patience);
}

bool HolderClient::sendNow() {
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
        noteProgress();
    }
    return true;
}

void HolderClient::noteProgress() {
    m_patience = isCongested() ? deadlineAfter(Patience) : Never;
}

bool HolderClient::isCongested() const {
    return m_waitingBytes - m_sent > CongestedAt;
}

void HolderClient::fallBehind() {
    // A frame that has begun must end.
    m_waiting.resize(m_sent > 0 ? 1 : 0);
    m_waitingBytes = m_waiting.empty() ? 0 : m_waiting.front().size();
    m_patience = Never;
    m_isBehind = true;
}

} // namespace ax
