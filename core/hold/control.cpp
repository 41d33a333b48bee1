// SPDX-License-Identifier: MIT
#include "core/hold/control.h"

#include "core/base/deadline.h"
#include "core/hold/frame_socket.h"

#include <cerrno>
#include <poll.h>
#include <sys/socket.h>
#include <thread>

namespace ax {

namespace {

using namespace std::chrono_literals;

constexpr auto AnswerLimit = 3s;
constexpr auto SendLimit = 5s;
constexpr auto PauseBeforeEnter = 150ms;
constexpr std::size_t Piece = 32 * 1024;

Error noAnswer() {
    return {ErrorCode::Busy, "the session's holder does not answer"};
}

Result<void> sendAll(int holder, std::string_view bytes) {
    const Deadline deadline = deadlineAfter(SendLimit);
    while (!bytes.empty()) {
        const auto count = ::send(holder, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count > 0) {
            bytes.remove_prefix(static_cast<std::size_t>(count));
            continue;
        }
        if (count < 0 && errno != EAGAIN && errno != EINTR)
            return std::unexpected(Error{ErrorCode::NotFound, "the session has ended meanwhile"});
        pollfd wait{.fd = holder, .events = POLLOUT, .revents = 0};
        if (hasPassed(deadline) || ::poll(&wait, 1, pollTimeout(deadline)) == 0)
            return std::unexpected(noAnswer());
    }
    return {};
}

/// The next frame of this type; others are passed over.
Result<Frame> awaitFrame(FrameSocket& holder, FrameType type) {
    const Deadline deadline = deadlineAfter(AnswerLimit);
    while (!hasPassed(deadline)) {
        auto frame = holder.next();
        if (!frame)
            return std::unexpected(frame.error());
        if (*frame && (*frame)->type == type)
            return std::move(**frame);
        if (*frame)
            continue;
        pollfd wait{.fd = holder.descriptor(), .events = POLLIN, .revents = 0};
        if (::poll(&wait, 1, pollTimeout(deadline)) > 0 && !holder.receive())
            break;
    }
    return std::unexpected(noAnswer());
}

} // namespace

Result<HolderControl> HolderControl::open(Descriptor holder) {
    std::string greeting;
    appendFrame(greeting, FrameType::Attach,
                encodeAttach({.protocol = HolderProtocol, .size = std::nullopt}));
    if (auto sent = sendAll(holder.get(), greeting); !sent)
        return std::unexpected(sent.error());
    FrameSocket socket(std::move(holder));
    const auto frame = awaitFrame(socket, FrameType::Hello);
    if (!frame)
        return std::unexpected(frame.error());
    const auto hello = decodeHello(frame->payload);
    if (!hello || hello->protocol != HolderProtocol)
        return std::unexpected(Error{ErrorCode::Unsupported, "the session is held by another version of ax"});
    return HolderControl(std::move(socket), hello->processId);
}

Result<void> HolderControl::type(std::string_view bytes) {
    while (!bytes.empty()) {
        std::string frame;
        appendFrame(frame, FrameType::Input, bytes.substr(0, Piece));
        bytes.remove_prefix(std::min(Piece, bytes.size()));
        if (auto sent = sendAll(m_holder.descriptor(), frame); !sent)
            return sent;
    }
    return {};
}

Result<std::string> HolderControl::screenText() {
    std::string question;
    appendFrame(question, FrameType::Peek, {});
    if (auto sent = sendAll(m_holder.descriptor(), question); !sent)
        return std::unexpected(sent.error());
    auto frame = awaitFrame(m_holder, FrameType::Screen);
    if (!frame)
        return std::unexpected(
            Error{ErrorCode::Unsupported, "this session's holder does not show its screen"});
    return std::move(frame->payload);
}

Result<void> HolderControl::typeText(std::string_view text, Ending ending) {
    Result<void> typed;
    if (text.contains('\n'))
        typed = type("\x1b[200~" + std::string(text) + "\x1b[201~");
    else
        typed = type(text);
    if (!typed || ending == Ending::None)
        return typed;
    std::this_thread::sleep_for(PauseBeforeEnter);
    return type("\r");
}

} // namespace ax
