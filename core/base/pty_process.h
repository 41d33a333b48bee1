// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace ax {

struct TerminalSize {
    std::uint16_t columns = 120;
    std::uint16_t rows = 40;
    friend bool operator==(const TerminalSize&, const TerminalSize&) = default;
};

struct ProcessSpec {
    std::vector<std::string> arguments;           ///< [0] is the program, found on PATH
    std::string workingDirectory;                 ///< empty: the caller's
    std::map<std::string, std::string> variables; ///< the child's whole environment
};

/// How a process ended.
struct ProcessExit {
    int code = 0;              ///< when it exited by itself
    std::optional<int> signal; ///< set when a signal ended it; `code` is then meaningless
};

/// A child that leads a session of its own on a new pseudo-terminal, with a size from its first instruction
/// on (facts: ax-compat §21 trap 23). The child inherits no descriptor but its terminal. The owner reads and
/// writes masterDescriptor() (non-blocking, close-on-exec) and learns of the end from exitDescriptor(), which
/// becomes readable (pidfd on Linux, a kqueue on macOS): the end by a signal counts like any other.
/// Destruction hangs up (SIGHUP to the group) and after a short grace kills. Not thread-safe.
class PtyProcess {
public:
    static Result<std::unique_ptr<PtyProcess>> start(const ProcessSpec& spec, TerminalSize size);
    PtyProcess(const PtyProcess&) = delete;
    PtyProcess& operator=(const PtyProcess&) = delete;
    ~PtyProcess();

    pid_t processId() const { return m_processId; }
    int masterDescriptor() const { return m_master; }
    int exitDescriptor() const { return m_exitDescriptor; }
    Result<void> resize(TerminalSize size);
    /// Collects the end without waiting; nothing while the child runs.
    std::optional<ProcessExit> collectExit();
    /// A signal to the whole process group.
    Result<void> signalGroup(int signalNumber);

private:
    PtyProcess(pid_t processId, int master, int exitDescriptor);

    pid_t m_processId;
    int m_master;
    int m_exitDescriptor;
    std::optional<ProcessExit> m_exit;
};

} // namespace ax
