// SPDX-License-Identifier: MIT
#include "core/hold/holder_client.h"

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

void HolderClient::send(FrameType type, std::string_view payload) {
    m_socket.send(type, payload);
    if (isCongested() && m_patience == Never)
        m_patience = deadlineAfter(Patience);
}

bool HolderClient::sendNow() {
    const std::size_t before = m_socket.waiting();
    const bool stays = m_socket.sendNow();
    if (m_socket.waiting() < before) // it reads, if slowly
        m_patience = isCongested() ? deadlineAfter(Patience) : Never;
    return stays;
}

bool HolderClient::isCongested() const {
    return m_socket.waiting() > CongestedAt;
}

void HolderClient::fallBehind() {
    m_socket.discardWaiting();
    m_patience = Never;
    m_isBehind = true;
}

} // namespace ax
