// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

#include <cstdint>
#include <functional>
#include <stop_token>
#include <thread>

namespace ax::desktop {

/// One piece of long work on a thread of its own, with progress and a way to stop it. What the work reports
/// arrives in the GUI thread, in order, and no more once it was cancelled or the object is gone; that waits
/// for the work to notice.
class BackgroundTask final : public QObject {
    Q_OBJECT

public:
    explicit BackgroundTask(QObject* parent = nullptr) : QObject(parent) {}
    ~BackgroundTask() override { cancel(); }

    /// Replaces what was going on. `work` runs on the thread; deliver() is how it speaks to the GUI.
    class Work {
    public:
        Work(BackgroundTask& task, std::stop_token stop) : m_task(task), m_stop(std::move(stop)) {}
        const std::stop_token& stop() const { return m_stop; }
        void deliver(std::function<void()> message) const;

    private:
        BackgroundTask& m_task;
        std::stop_token m_stop;
    };
    void start(std::function<void(const Work&)> work);
    void cancel();

private:
    std::jthread m_thread;
};

} // namespace ax::desktop
