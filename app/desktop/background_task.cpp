// SPDX-License-Identifier: MIT
#include "app/desktop/background_task.h"

#include <utility>

namespace ax::desktop {

void BackgroundTask::start(std::function<void(const Work&)> work) {
    cancel();
    m_thread = std::jthread(
        [this, work = std::move(work)](const std::stop_token& stop) { work(Work(*this, stop)); });
}

void BackgroundTask::cancel() {
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
}

void BackgroundTask::Work::deliver(std::function<void()> message) const {
    QMetaObject::invokeMethod(
        &m_task,
        [message = std::move(message), stop = m_stop] {
            if (!stop.stop_requested())
                message();
        },
        Qt::QueuedConnection);
}

} // namespace ax::desktop
