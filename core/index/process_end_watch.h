// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/descriptor.h"

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace ax {

/// Tells when processes end that are nobody's children here, by sleeping in the kernel until then. What
/// cannot be watched (an old kernel, another user's process) is left out: its end is seen at the next look.
class ProcessEndWatch {
public:
    struct Process {
        long processId = 0;
        std::string tag; ///< handed to the listener
        friend auto operator<=>(const Process&, const Process&) = default;
    };
    /// Called on the watch's own thread, once for each process; must not block.
    using Listener = std::function<void(const std::string& tag)>;

    explicit ProcessEndWatch(Listener listener);
    ProcessEndWatch(const ProcessEndWatch&) = delete;
    ProcessEndWatch& operator=(const ProcessEndWatch&) = delete;
    ~ProcessEndWatch(); ///< waits for the thread

    /// Replaces the set. From any thread.
    void watch(const std::vector<Process>& processes);

private:
    void run();
    void wake();

    Listener m_listener;
    Descriptor m_wakeReader;
    Descriptor m_wakeWriter;
    std::mutex m_mutex;                      ///< guards both below
    std::map<Process, Descriptor> m_watched; ///< without a descriptor: has ended, and was told of
    bool m_stopping = false;
    std::thread m_thread; ///< not before there is something to watch
};

} // namespace ax
