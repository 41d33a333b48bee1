// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"

#include <chrono>
#include <string>
#include <vector>

namespace ax {

struct ProcessOutput {
    int exitCode = 0; ///< 128 + n when signal n ended it
    std::string standardOutput;
    std::string standardError = {}; ///< what it said of a failure
};

/// Short-lived helper programs (zoxide, git, tmux): run, collect, bounded in time and bytes.
class ProcessRunner {
public:
    virtual ~ProcessRunner() = default;
    /// NotFound when the program is not on PATH; Busy when `limit` passed (the child is then killed).
    virtual Result<ProcessOutput> run(const std::vector<std::string>& arguments,
                                      std::chrono::milliseconds limit) const = 0;
};

class RealProcessRunner final : public ProcessRunner {
public:
    Result<ProcessOutput> run(const std::vector<std::string>& arguments,
                              std::chrono::milliseconds limit) const override;
};

/// Whether a process with this id exists (signal 0; EPERM counts as yes).
bool processExists(long processId);

/// The absolute path of a program on the given PATH value, or empty.
std::string findProgram(const std::string& name, const std::string& searchPath);

} // namespace ax
