// SPDX-License-Identifier: MIT
#include "app/cli/ask_watch.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <tuple>
#include <unistd.h>
#include <utility>

namespace ax::cli {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds UnwatchedPause = 500ms;
constexpr std::chrono::milliseconds WatchedPause =
    10s; ///< for network folders, of whose changes the kernel does not hear

/// A job in the background of a script must not end by the Ctrl-C for another one.
Result<SignalPipe> catchSignals() {
    constexpr std::array Signals = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
    std::array<bool, Signals.size()> isIgnored{};
    std::ranges::transform(Signals, isIgnored.begin(), [](int number) {
        struct sigaction action{};
        return ::sigaction(number, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
    });
    auto pipe = SignalPipe::open({SIGINT, SIGTERM, SIGHUP, SIGQUIT});
    for (std::size_t i = 0; i < Signals.size(); ++i) {
        if (isIgnored[i])
            std::signal(Signals[i], SIG_IGN);
    }
    return pipe;
}

} // namespace

Result<std::unique_ptr<AskWatch>> AskWatch::begin(const std::string& folder, int output) {
    auto signals = catchSignals();
    if (!signals)
        return std::unexpected(signals.error());
    auto changes = makePipe();
    if (!changes)
        return std::unexpected(changes.error());
    // A full pipe says "look again" as well as one more byte would.
    ::fcntl(changes->readEnd.get(), F_SETFL, O_NONBLOCK);
    ::fcntl(changes->writeEnd.get(), F_SETFL, O_NONBLOCK);
    auto watcher = DirectoryWatcher::create();
    const bool isWatched = watcher && (*watcher)->watch(folder);
    return std::unique_ptr<AskWatch>(new AskWatch(std::move(*signals), std::move(*changes),
                                                  isWatched ? std::move(*watcher) : nullptr, output));
}

AskWatch::AskWatch(SignalPipe signals, Pipe changes, std::unique_ptr<DirectoryWatcher> watcher, int output)
    : m_signals(std::move(signals)), m_changes(std::move(changes)), m_watcher(std::move(watcher)),
      m_output(output) {
    if (!m_watcher)
        return;
    m_thread = std::jthread([this](const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            m_watcher->wait(std::nullopt);
            std::ignore = ::write(m_changes.writeEnd.get(), "c", 1);
        }
    });
}

AskWatch::~AskWatch() {
    if (!m_watcher)
        return;
    m_thread.request_stop();
    m_watcher->wake();
}

AskWatch::Event AskWatch::wait(Deadline deadline) {
    const Deadline until = std::min(deadline, deadlineAfter(m_watcher ? WatchedPause : UnwatchedPause));
    while (true) {
        std::array<pollfd, 3> waited{pollfd{m_signals.descriptor(), POLLIN, 0},
                                     pollfd{m_changes.readEnd.get(), POLLIN, 0}, pollfd{m_output, 0, 0}};
        if (::poll(waited.data(), waited.size(), pollTimeout(until)) < 0)
            continue; // a signal, which is in the pipe now
        std::array<char, 64> marks;
        std::ignore = ::read(m_changes.readEnd.get(), marks.data(), marks.size());
        return {.signal = m_signals.take(), .readerIsGone = (waited[2].revents & (POLLERR | POLLHUP)) != 0};
    }
}

} // namespace ax::cli
