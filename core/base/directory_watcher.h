// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ax {

/// Tells which entries of which folders changed, from the kernel (inotify on Linux, kqueue on macOS): a
/// program that waits here costs nothing. One thread calls wait(); any thread may call wake(). A folder that
/// goes away is forgotten.
class DirectoryWatcher {
public:
    struct Changes {
        std::vector<std::string> paths; ///< changed, created or removed entries: full paths, no duplicates
        bool overflowed = false;        ///< the kernel lost events: rescan everything
        bool woken = false;             ///< wake() was called
    };

    static Result<std::unique_ptr<DirectoryWatcher>> create();
    virtual ~DirectoryWatcher() = default;

    /// Idempotent. NotFound when the folder is missing; NoSpace when the kernel's limit of watches is reached
    /// (the message then names the setting to raise).
    virtual Result<void> watch(const std::string& folder) = 0;
    virtual void unwatch(const std::string& folder) = 0;
    /// Blocks until something changed, wake() was called, or `timeout` passed (none: for ever).
    virtual Changes wait(std::optional<std::chrono::milliseconds> timeout) = 0;
    virtual void wake() = 0;
};

} // namespace ax
