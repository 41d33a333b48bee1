// SPDX-License-Identifier: MIT
#include "core/base/signal_pipe.h"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace ax {

namespace {

std::atomic<int> writeEnd = -1;

void passOn(int number) {
    const int before = errno;
    const auto byte = static_cast<unsigned char>(number);
    [[maybe_unused]] const auto written = ::write(writeEnd, &byte, 1);
    errno = before;
}

} // namespace

Result<SignalPipe> SignalPipe::open(std::initializer_list<int> signals) {
    auto pipe = makePipe();
    if (!pipe)
        return std::unexpected(pipe.error());
    ::fcntl(pipe->readEnd.get(), F_SETFL, O_NONBLOCK);
    ::fcntl(pipe->writeEnd.get(), F_SETFL, O_NONBLOCK);
    writeEnd = pipe->writeEnd.get();
    struct sigaction action{};
    action.sa_handler = passOn;
    action.sa_flags = SA_RESTART;
    for (const int number : signals)
        ::sigaction(number, &action, nullptr);
    return SignalPipe(std::move(*pipe));
}

int SignalPipe::take() const {
    unsigned char number = 0;
    return ::read(m_pipe.readEnd.get(), &number, 1) == 1 ? number : 0;
}

} // namespace ax
