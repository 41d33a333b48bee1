// SPDX-License-Identifier: MIT
#include "core/hold/attach.h"

#include "core/base/deadline.h"
#include "core/base/signal_pipe.h"
#include "core/hold/attach_scrubber.h"
#include "core/hold/terminal_modes.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

namespace ax {

namespace {

using namespace std::chrono_literals;

constexpr auto GreetingLimit = 3s;
/// Beyond this the terminal is too slow: the holder is not read until it has caught up.
constexpr std::size_t MostUnwritten = 1024 * 1024;

/// The terminal of this process, raw for as long as this lives.
class RawTerminal {
public:
    RawTerminal() : m_isTerminal(::tcgetattr(STDIN_FILENO, &m_before) == 0) {
        if (!m_isTerminal)
            return;
        termios raw = m_before;
        ::cfmakeraw(&raw); // without flow control too: Ctrl-S is the program's
        raw.c_iflag &= ~static_cast<tcflag_t>(IXON | IXOFF);
        ::tcsetattr(STDIN_FILENO, TCSANOW, &raw);
    }
    RawTerminal(const RawTerminal&) = delete;
    RawTerminal& operator=(const RawTerminal&) = delete;
    ~RawTerminal() {
        if (m_isTerminal)
            ::tcsetattr(STDIN_FILENO, TCSANOW, &m_before);
    }

private:
    termios m_before{};
    bool m_isTerminal;
};

TerminalSize ownSize() {
    winsize size{};
    for (const int descriptor : {STDOUT_FILENO, STDIN_FILENO}) {
        if (::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 && size.ws_row > 0)
            return {.columns = size.ws_col, .rows = size.ws_row};
    }
    return {.columns = 80, .rows = 24};
}

class Attachment {
public:
    Attachment(Descriptor holder, const Chords& chords, const SignalPipe& signals)
        : m_holder(std::move(holder)), m_chords(chords), m_signals(signals), m_modes(ownSize()) {}

    Result<AttachEnd> run();

private:
    Result<void> turn();
    void onSignal();
    void onTyped();
    Result<void> onFrames();
    void onFrame(const Frame& frame);
    void show(std::string_view bytes);
    void writeOut();
    std::string farewell() const;

    FrameSocket m_holder;
    ChordFilter m_chords;
    const SignalPipe& m_signals;
    AttachScrubber m_scrubber;
    TerminalModes m_modes; ///< what this terminal has been put into
    std::string m_unwritten;
    Deadline m_greeting = deadlineAfter(GreetingLimit);
    bool m_isGreeted = false;
    std::optional<AttachEnd> m_end;
};

Result<AttachEnd> Attachment::run() {
    m_holder.send(FrameType::Attach, encodeAttach({.protocol = HolderProtocol, .size = ownSize()}));
    while (!m_end) {
        if (auto done = turn(); !done) {
            show(m_isGreeted ? farewell() : std::string());
            writeOut();
            return std::unexpected(done.error());
        }
    }
    m_holder.sendNow();
    m_unwritten += farewell();
    writeOut();
    return *m_end;
}

Result<void> Attachment::turn() {
    const short holderEvents = static_cast<short>((m_unwritten.size() < MostUnwritten ? POLLIN : 0) |
                                                  (m_holder.wantsToSend() ? POLLOUT : 0));
    std::array<pollfd, 4> set{
        {{.fd = STDIN_FILENO, .events = POLLIN, .revents = 0},
         {.fd = m_holder.descriptor(), .events = holderEvents, .revents = 0},
         {.fd = m_signals.descriptor(), .events = POLLIN, .revents = 0},
         {.fd = m_unwritten.empty() ? -1 : STDOUT_FILENO, .events = POLLOUT, .revents = 0}}};
    if (::poll(set.data(), set.size(), pollTimeout(m_isGreeted ? Never : m_greeting)) < 0)
        return {};
    if (set[2].revents != 0)
        onSignal();
    if (set[0].revents != 0 && !m_end)
        onTyped();
    Result<void> done;
    if (set[1].revents != 0 && !m_end)
        done = onFrames();
    if (!m_isGreeted && done && !m_end && hasPassed(m_greeting))
        done = std::unexpected(Error{ErrorCode::Busy, "the session's holder does not answer"});
    writeOut();
    return done;
}

void Attachment::onSignal() {
    while (const int number = m_signals.take()) {
        if (number == SIGWINCH) {
            m_modes.resize(ownSize());
            m_holder.send(FrameType::Resize, encodeResize(ownSize()));
        } else {
            m_end = AttachEnd();
        }
    }
}

void Attachment::onTyped() {
    std::array<char, 4096> buffer;
    const auto count = ::read(STDIN_FILENO, buffer.data(), buffer.size());
    if (count < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    if (count <= 0) {
        m_end = AttachEnd();
        return;
    }
    const auto keys = m_chords.feed({buffer.data(), static_cast<std::size_t>(count)});
    if (!keys.typed.empty())
        m_holder.send(FrameType::Input, keys.typed);
    if (keys.action == ChordFilter::Action::Detach) {
        m_holder.send(FrameType::Detach, {});
        m_end = AttachEnd();
    }
}

Result<void> Attachment::onFrames() {
    const bool isThere = m_holder.receive() && m_holder.sendNow();
    while (!m_end) {
        auto frame = m_holder.next();
        if (!frame)
            return std::unexpected(frame.error());
        if (!*frame)
            break;
        if ((*frame)->type == FrameType::Hello) {
            const auto hello = decodeHello((*frame)->payload);
            if (!hello || hello->protocol != HolderProtocol)
                return std::unexpected(
                    Error{ErrorCode::Unsupported,
                          "the session is held by another version of ax: attach with that one"});
            m_isGreeted = true;
        }
        onFrame(**frame);
    }
    if (!isThere && !m_end)
        m_end = AttachEnd{.way = AttachEnd::Way::Lost, .exit = std::nullopt};
    return {};
}

void Attachment::onFrame(const Frame& frame) {
    if (frame.type == FrameType::Backlog) {
        show("\x1b[m\x1b[H\x1b[2J");
        show(frame.payload);
    } else if (frame.type == FrameType::Output) {
        show(frame.payload);
    } else if (frame.type == FrameType::Exit) {
        m_end = AttachEnd{.way = AttachEnd::Way::Exited, .exit = decodeExit(frame.payload)};
    }
}

void Attachment::show(std::string_view bytes) {
    const std::string passed = m_scrubber.feed(bytes);
    m_modes.feed(passed);
    m_unwritten += passed;
}

void Attachment::writeOut() {
    while (!m_unwritten.empty()) {
        const auto count = ::write(STDOUT_FILENO, m_unwritten.data(), m_unwritten.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0 && errno != EAGAIN)
            m_end = m_end.value_or(AttachEnd()); // nobody looks any more
        if (count <= 0)
            return;
        m_unwritten.erase(0, static_cast<std::size_t>(count));
    }
}

/// Puts the terminal back, its cursor below the picture.
std::string Attachment::farewell() const {
    std::string out = "\x18";
    if (m_modes.alternateScreen())
        out += "\x1b[?1049l";
    else
        out += "\x1b[r\x1b[" + std::to_string(ownSize().rows) + ";1H\r\n";
    return out + "\x1b[m\x1b[?1l\x1b>\x1b[?7h\x1b[?25h\x1b[0 "
                 "q\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1004l"
                 "\x1b[?2004l\x1b[?9001l\x1b[>4;0m\x1b[<u";
}

} // namespace

Result<AttachEnd> attachTo(Descriptor holder, const Chords& chords) {
    const auto signals = SignalPipe::open({SIGWINCH, SIGTERM, SIGHUP, SIGQUIT});
    if (!signals)
        return std::unexpected(signals.error());
    std::signal(SIGPIPE, SIG_IGN);
    const RawTerminal raw;
    return Attachment(std::move(holder), chords, *signals).run();
}

} // namespace ax
