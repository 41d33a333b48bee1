// SPDX-License-Identifier: MIT
#include "core/base/thread_priority.h"

#ifdef __APPLE__
#include <pthread/qos.h>
#include <sys/resource.h>
#else
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace ax {

// Failing costs politeness and nothing else.
void yieldToOtherWork() {
#ifdef __APPLE__
    (void)::pthread_set_qos_class_self_np(QOS_CLASS_BACKGROUND, 0);
    (void)::setiopolicy_np(IOPOL_TYPE_DISK, IOPOL_SCOPE_THREAD, IOPOL_THROTTLE);
#else
    const auto thread = static_cast<id_t>(::syscall(SYS_gettid));
    constexpr int Lowest = 19;
    (void)::setpriority(PRIO_PROCESS, thread, Lowest);
    // include/uapi/linux/ioprio.h, which older headers lack: one process, class "idle".
    constexpr int WhoProcess = 1;
    constexpr int IdleClass = 3 << 13;
    (void)::syscall(SYS_ioprio_set, WhoProcess, thread, IdleClass);
#endif
}

} // namespace ax
