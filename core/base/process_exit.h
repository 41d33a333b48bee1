// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/descriptor.h"
#include "core/base/error.h"

#include <chrono>
#include <sys/types.h>

namespace ax {

/// A descriptor that becomes readable when the child ends and stays so: a pidfd on Linux, a kqueue elsewhere.
/// The child must not have been reaped yet. Unsupported on kernels without (Linux before 5.3).
Result<Descriptor> openExitDescriptor(pid_t processId);

/// Waits until a descriptor is readable; false when the time passed first.
bool waitReadable(int descriptor, std::chrono::milliseconds limit);

/// Reaps a child that has ended or is about to; the raw wait status.
int reapChild(pid_t processId);

} // namespace ax
