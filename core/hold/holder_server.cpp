// SPDX-License-Identifier: MIT
#include "core/hold/holder_server.h"

#include <algorithm>

namespace ax {

namespace {

constexpr std::size_t OutputPiece = 64 * 1024;

} // namespace

void HolderServer::addToPollSet(std::vector<pollfd>& set) const {
    for (const HolderSocket& socket : m_sockets)
        set.push_back({.fd = socket.descriptor(), .events = POLLIN, .revents = 0});
    for (const auto& client : m_clients) {
        const short events = client->socket().wantsToSend() ? POLLIN | POLLOUT : POLLIN;
        set.push_back({.fd = client->socket().descriptor(), .events = events, .revents = 0});
    }
}

void HolderServer::handle(const pollfd* answers) {
    const pollfd* const clientAnswers = answers + m_sockets.size();
    std::vector<const HolderClient*> gone; // serving one may speak to all: they stay in place until the end
    for (std::size_t i = 0; i < m_clients.size(); ++i) {
        if (!serve(*m_clients[i], clientAnswers[i].revents))
            gone.push_back(m_clients[i].get());
    }
    std::erase_if(m_clients,
                  [&gone](const auto& client) { return std::ranges::contains(gone, client.get()); });
    for (std::size_t i = 0; i < m_sockets.size(); ++i) {
        if ((answers[i].revents & POLLIN) != 0)
            acceptFrom(m_sockets[i]);
    }
}

void HolderServer::acceptFrom(HolderSocket& socket) {
    while (true) {
        auto client = socket.acceptClient();
        if (client)
            m_clients.push_back(std::make_unique<HolderClient>(std::move(*client)));
        else if (client.error().code == ErrorCode::Busy)
            return;
    }
}

/// False when the client goes.
bool HolderServer::serve(HolderClient& client, short events) {
    if ((events & (POLLIN | POLLHUP | POLLERR)) != 0) {
        const bool stays = client.socket().receive();
        while (true) {
            auto frame = client.socket().next();
            if (!frame)
                return false;
            if (!*frame)
                break;
            if (!handleFrame(client, **frame)) {
                client.sendNow();
                return false;
            }
        }
        if (!stays)
            return false;
    }
    if (client.socket().wantsToSend() && !client.sendNow())
        return false;
    if (client.wantsPicture())
        bringUpToDate(client);
    return true;
}

bool HolderServer::handleFrame(HolderClient& client, const Frame& frame) {
    switch (frame.type) {
    case FrameType::Attach:
        return attach(client, frame);
    case FrameType::Input:
        return m_exit || m_session.type(frame.payload);
    case FrameType::Resize:
        if (const auto size = decodeResize(frame.payload);
            size && client.role() == HolderClient::Role::Viewer)
            m_session.resize(*size);
        return true;
    case FrameType::Redraw:
        m_session.redraw();
        return true;
    case FrameType::Peek:
        client.send(FrameType::Screen, std::string_view(m_session.screenText()).substr(0, MostPayload));
        return client.sendNow();
    case FrameType::Detach:
        return false;
    default:
        return true; // of a later protocol
    }
}

bool HolderServer::attach(HolderClient& client, const Frame& frame) {
    const auto message = decodeAttach(frame.payload);
    if (!message)
        return false;
    client.send(FrameType::Hello,
                encodeHello({.protocol = HolderProtocol, .processId = m_session.processId()}));
    if (message->protocol != HolderProtocol)
        return false; // it has been told which one is spoken here
    if (m_exit) {
        if (message->size)
            client.send(FrameType::Backlog, m_session.backlog());
        client.send(FrameType::Exit, encodeExit(*m_exit));
        m_wasEverViewed = true;
        return true;
    }
    if (!message->size) {
        client.setRole(HolderClient::Role::Control);
        return client.sendNow();
    }
    m_session.resize(*message->size); // first: the picture is for this size
    client.setRole(HolderClient::Role::Viewer);
    client.setPictureOf(m_session.screen());
    client.send(FrameType::Backlog, m_session.backlog());
    m_wasEverViewed = true;
    return client.sendNow();
}

void HolderServer::bringUpToDate(HolderClient& client) {
    client.setUpToDate();
    client.setPictureOf(m_session.screen());
    client.send(FrameType::Output, m_session.picture());
    client.sendNow();
}

void HolderServer::output(std::string_view bytes) {
    while (!bytes.empty()) {
        const std::string_view piece = bytes.substr(0, OutputPiece);
        bytes.remove_prefix(piece.size());
        for (const auto& client : m_clients) {
            if (client->role() != HolderClient::Role::Viewer || client->isBehind())
                continue;
            client->send(FrameType::Output, piece);
            client->sendNow(); // one that is gone says so in the next round
        }
    }
}

void HolderServer::leftAlternateScreen() {
    for (const auto& client : m_clients) {
        if (client->pictureOf() == HolderClient::Screen::Alternate && !client->isBehind())
            bringUpToDate(*client);
    }
}

void HolderServer::exited(const ExitMessage& message) {
    m_exit = message;
    for (const auto& client : m_clients) {
        if (client->isBehind())
            client->send(FrameType::Output, m_session.picture());
        client->setUpToDate();
        client->send(FrameType::Exit, encodeExit(message));
        client->sendNow();
    }
}

void HolderServer::advance() {
    for (const auto& client : m_clients) {
        if (client->isCongested() && hasPassed(client->patience()))
            client->fallBehind();
    }
    std::erase_if(m_clients, [](const auto& client) { return hasPassed(client->introduction()); });
}

Deadline HolderServer::nextDeadline() const {
    Deadline next = Never;
    for (const auto& client : m_clients)
        next = std::min({next, client->patience(), client->introduction()});
    return next;
}

bool HolderServer::hasViewers() const {
    return std::ranges::any_of(m_clients, [](const auto& client) {
        return client->role() == HolderClient::Role::Viewer && !client->isBehind();
    });
}

bool HolderServer::isCongested() const {
    return std::ranges::any_of(m_clients, [](const auto& client) { return client->isCongested(); });
}

bool HolderServer::hasUnsent() const {
    return std::ranges::any_of(m_clients, [](const auto& client) { return client->socket().wantsToSend(); });
}

void HolderServer::clear() {
    m_sockets.clear();
    m_clients.clear();
}

} // namespace ax
