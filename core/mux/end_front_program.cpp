// SPDX-License-Identifier: MIT
#include "core/mux/end_front_program.h"

#include "core/base/deadline.h"
#include "core/base/foreground.h"
#include "core/base/process_identity.h"

#include <cerrno>
#include <csignal>
#include <thread>

namespace ax {

namespace {

using namespace std::chrono_literals;

constexpr auto EndLimit = 8s;
constexpr auto LookAgain = 20ms;

} // namespace

Result<void> endFrontProgram(const MuxWindow& window) {
    const long group = foregroundGroup(window.process);
    if (group == 0)
        return std::unexpected(Error{ErrorCode::Unsupported, "it cannot be told here what runs in " +
                                                                 window.place + ": end it there"});
    if (commandLineOf(group) != window.frontCommand || processStart(group) != window.frontStart)
        return std::unexpected(
            Error{ErrorCode::NotFound, "what ran in " + window.place + " has ended meanwhile"});
    if (::kill(static_cast<pid_t>(-group), SIGTERM) != 0 && errno != ESRCH)
        return std::unexpected(errorFromErrno(errno, "end what runs in " + window.place));
    const Deadline deadline = deadlineAfter(EndLimit);
    while (foregroundGroup(window.process) == group) {
        if (hasPassed(deadline))
            return std::unexpected(
                Error{ErrorCode::Busy, "what runs in " + window.place + " has not ended yet"});
        std::this_thread::sleep_for(LookAgain);
    }
    return {};
}

} // namespace ax
