// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/directory_watcher.h"

#include <condition_variable>
#include <mutex>
#include <utility>

namespace ax {

/// In place of the kernel's notices where it gives none: only wake() ends a wait.
class BlindWatcher final : public DirectoryWatcher {
public:
    explicit BlindWatcher(Error reason) : m_reason(std::move(reason)) {}

    Result<void> watch(const std::string&) override { return std::unexpected(m_reason); }
    void unwatch(const std::string&) override {}
    Changes wait(std::optional<std::chrono::milliseconds> timeout) override {
        std::unique_lock lock(m_mutex);
        const auto isWoken = [this] { return m_woken; };
        if (timeout)
            m_wakeUp.wait_for(lock, *timeout, isWoken);
        else
            m_wakeUp.wait(lock, isWoken);
        Changes changes;
        changes.woken = std::exchange(m_woken, false);
        return changes;
    }
    void wake() override {
        const std::lock_guard lock(m_mutex);
        m_woken = true;
        m_wakeUp.notify_one();
    }

private:
    Error m_reason;
    std::mutex m_mutex;
    std::condition_variable m_wakeUp;
    bool m_woken = false;
};

} // namespace ax
