// SPDX-License-Identifier: MIT
#include "core/index/process_end_watch.h"

#include "core/base/process_exit.h"

#include <algorithm>
#include <array>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>
#include <utility>

namespace ax {

ProcessEndWatch::ProcessEndWatch(Listener listener) : m_listener(std::move(listener)) {
    std::array<int, 2> ends{-1, -1};
    if (::pipe(ends.data()) != 0)
        return; // nothing will be watched
    m_wakeReader = Descriptor(ends[0]);
    m_wakeWriter = Descriptor(ends[1]);
    for (const int end : ends) {
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
        ::fcntl(end, F_SETFL, O_NONBLOCK);
    }
}

ProcessEndWatch::~ProcessEndWatch() {
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    wake();
    if (m_thread.joinable())
        m_thread.join();
}

void ProcessEndWatch::wake() {
    // A full pipe wakes as well.
    [[maybe_unused]] const auto written = ::write(m_wakeWriter.get(), "x", 1);
}

void ProcessEndWatch::watch(const std::vector<Process>& processes) {
    if (!m_wakeReader)
        return;
    const std::lock_guard lock(m_mutex);
    const auto isUnwanted = [&](const auto& watched) {
        return !std::ranges::contains(processes, watched.first);
    };
    bool changed = std::erase_if(m_watched, isUnwanted) > 0;
    for (const Process& process : processes) {
        if (m_watched.contains(process))
            continue;
        if (auto descriptor = openExitDescriptor(static_cast<pid_t>(process.processId))) {
            m_watched.emplace(process, std::move(*descriptor));
            changed = true;
        }
    }
    if (!m_watched.empty() && !m_thread.joinable())
        m_thread = std::thread([this] { run(); });
    else if (changed)
        wake();
}

void ProcessEndWatch::run() {
    while (true) {
        std::vector<pollfd> descriptors{{m_wakeReader.get(), POLLIN, 0}};
        std::vector<Process> processes;
        {
            const std::lock_guard lock(m_mutex);
            if (m_stopping)
                return;
            for (const auto& [process, descriptor] : m_watched) {
                if (!descriptor)
                    continue;
                // A descriptor of our own: the set may drop its one while we sleep.
                descriptors.push_back({::dup(descriptor.get()), POLLIN, 0});
                processes.push_back(process);
            }
        }
        ::poll(descriptors.data(), descriptors.size(), -1);
        std::array<char, 64> drained;
        while (::read(m_wakeReader.get(), drained.data(), drained.size()) > 0) {}
        for (std::size_t index = 0; index < processes.size(); ++index) {
            const pollfd& polled = descriptors[index + 1];
            ::close(polled.fd);
            if (polled.revents == 0)
                continue;
            {
                // Kept while it is wanted: nobody may have collected the process yet, and then its id still
                // stands for something that has ended.
                const std::lock_guard lock(m_mutex);
                const auto watched = m_watched.find(processes[index]);
                if (watched == m_watched.end())
                    continue; // nobody wants to know any more
                watched->second.reset();
            }
            m_listener(processes[index].tag);
        }
    }
}

} // namespace ax
