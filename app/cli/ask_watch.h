// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/deadline.h"
#include "core/base/descriptor.h"
#include "core/base/directory_watcher.h"
#include "core/base/signal_pipe.h"

#include <memory>
#include <string>
#include <thread>

namespace ax::cli {

/// What can end the wait for an answer: the folder of questions changed, a signal came, or whoever reads our
/// output is gone and no answer could reach it (an agent that ended its tool the hard way). Until then it
/// costs nothing. Signals that this process was started to ignore stay ignored. One at a time.
class AskWatch {
public:
    /// `folder` exists. Where the kernel cannot watch it, it is looked at twice a second, as upstream does.
    static Result<std::unique_ptr<AskWatch>> begin(const std::string& folder, int output);
    ~AskWatch();

    struct Event {
        int signal = 0; ///< SIGINT, SIGTERM, SIGHUP, SIGQUIT; 0: none
        bool readerIsGone = false;
    };
    /// With neither there may be something new in the folder, or the deadline has passed.
    Event wait(Deadline deadline);

private:
    AskWatch(SignalPipe signals, Pipe changes, std::unique_ptr<DirectoryWatcher> watcher, int output);

    SignalPipe m_signals;
    Pipe m_changes; ///< a byte for "look again"
    std::unique_ptr<DirectoryWatcher> m_watcher;
    int m_output;
    std::jthread m_thread; ///< waits for the kernel; last, since it uses the others
};

} // namespace ax::cli
