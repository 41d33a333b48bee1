// SPDX-License-Identifier: MIT
#include "core/base/process.h"

#include "core/base/deadline.h"
#include "core/base/descriptor.h"
#include "core/base/paths.h"
#include "core/base/process_exit.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ; // POSIX leaves the declaration to us

namespace ax {

namespace {

constexpr std::size_t MostOutput = 16 * 1024 * 1024;

/// What posix_spawn wants to know, freed with the scope.
class SpawnOptions {
public:
    SpawnOptions(int standardOutput, int standardError) {
        posix_spawn_file_actions_init(&m_actions);
        posix_spawn_file_actions_addopen(&m_actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_adddup2(&m_actions, standardOutput, STDOUT_FILENO);
        posix_spawn_file_actions_adddup2(&m_actions, standardError, STDERR_FILENO);

        posix_spawnattr_init(&m_attributes);
        sigset_t signals;
        sigemptyset(&signals);
        posix_spawnattr_setsigmask(&m_attributes, &signals);
        sigfillset(&signals);
        posix_spawnattr_setsigdefault(&m_attributes, &signals);
        // A group of its own, so that helpers of the helper can be ended with it.
        posix_spawnattr_setflags(&m_attributes,
                                 POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    }
    SpawnOptions(const SpawnOptions&) = delete;
    SpawnOptions& operator=(const SpawnOptions&) = delete;
    ~SpawnOptions() {
        posix_spawn_file_actions_destroy(&m_actions);
        posix_spawnattr_destroy(&m_attributes);
    }
    const posix_spawn_file_actions_t* actions() const { return &m_actions; }
    const posix_spawnattr_t* attributes() const { return &m_attributes; }

private:
    posix_spawn_file_actions_t m_actions;
    posix_spawnattr_t m_attributes;
};

enum class Collected : std::uint8_t { Everything, NothingMoreNow, TooMuch };

Collected collectAvailable(int descriptor, std::string& output) {
    std::array<char, 64 * 1024> buffer;
    while (true) {
        const auto count = ::read(descriptor, buffer.data(), buffer.size());
        if (count == 0)
            return Collected::Everything;
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return Collected::NothingMoreNow;
        output.append(buffer.data(), static_cast<std::size_t>(count));
        if (output.size() > MostOutput)
            return Collected::TooMuch;
    }
}

/// One of the streams a child writes to.
struct Gathered {
    const Descriptor& pipe;
    std::string& output;
    bool isOpen = true;

    Collected collect() {
        const Collected collected = isOpen ? collectAvailable(pipe.get(), output) : Collected::Everything;
        isOpen = collected == Collected::NothingMoreNow;
        return collected;
    }
};

/// Gathers output until the child has ended. A grandchild that keeps a pipe open does not hold us up.
/// False: over the limit of time or bytes.
bool gatherOutput(std::array<Gathered, 2>& streams, int exitDescriptor, Deadline deadline) {
    while (true) {
        std::array<pollfd, 3> waited{pollfd{exitDescriptor, POLLIN, 0}};
        for (std::size_t i = 0; i < streams.size(); ++i) // a negative one is passed over
            waited[i + 1] = {streams[i].isOpen ? streams[i].pipe.get() : -1, POLLIN, 0};
        const int ready = ::poll(waited.data(), waited.size(), pollTimeout(deadline));
        if (ready == 0)
            return false;
        if (ready < 0)
            continue;
        for (Gathered& stream : streams) {
            if (stream.collect() == Collected::TooMuch)
                return false;
        }
        if ((waited[0].revents & POLLIN) != 0)
            return true;
    }
}

} // namespace

Result<ProcessOutput> RealProcessRunner::run(const std::vector<std::string>& arguments,
                                             std::chrono::milliseconds limit) const {
    if (arguments.empty())
        return std::unexpected(Error{ErrorCode::Invalid, "cannot run a program without a name"});
    const Deadline deadline = deadlineAfter(limit);
    auto pipe = makePipe();
    auto errors = makePipe();
    if (!pipe || !errors)
        return std::unexpected((pipe ? errors : pipe).error());
    ::fcntl(pipe->readEnd.get(), F_SETFL, O_NONBLOCK);
    ::fcntl(errors->readEnd.get(), F_SETFL, O_NONBLOCK);

    std::vector<std::string> words = arguments;
    std::vector<char*> pointers;
    for (std::string& word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);

    const SpawnOptions options(pipe->writeEnd.get(), errors->writeEnd.get());
    pid_t processId = 0;
    const int failure = ::posix_spawnp(&processId, words[0].c_str(), options.actions(), options.attributes(),
                                       pointers.data(), environ);
    if (failure != 0)
        return std::unexpected(errorFromErrno(failure, "run " + arguments[0]));
    pipe->writeEnd.reset();
    errors->writeEnd.reset();

    const auto exitDescriptor = openExitDescriptor(processId);
    ProcessOutput output;
    std::array<Gathered, 2> streams{Gathered{.pipe = pipe->readEnd, .output = output.standardOutput},
                                    Gathered{.pipe = errors->readEnd, .output = output.standardError}};
    const bool complete = exitDescriptor && gatherOutput(streams, exitDescriptor->get(), deadline);
    if (!complete)
        ::kill(-processId, SIGKILL);
    const int status = reapChild(processId);
    if (!exitDescriptor)
        return std::unexpected(exitDescriptor.error());
    if (!complete)
        return std::unexpected(Error{ErrorCode::Busy, arguments[0] + " took too long or wrote too much"});
    output.exitCode = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    return output;
}

bool processExists(long processId) {
    if (processId <= 0) // these mean groups
        return false;
    return ::kill(static_cast<pid_t>(processId), 0) == 0 || errno == EPERM;
}

std::string findProgram(const std::string& name, const std::string& searchPath) {
    const auto isProgram = [](const std::string& path) {
        struct stat info{};
        return ::stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode) && ::access(path.c_str(), X_OK) == 0;
    };
    if (name.empty())
        return {};
    if (name.contains('/'))
        return name.starts_with('/') && isProgram(name) ? name : std::string();

    std::string_view rest = searchPath;
    while (!rest.empty()) {
        const std::string_view folder = rest.substr(0, rest.find(':'));
        rest.remove_prefix(std::min(folder.size() + 1, rest.size()));
        // Relative entries would let whatever folder we stand in name the program.
        const std::string candidate = joinPath(folder, name);
        if (folder.starts_with('/') && isProgram(candidate))
            return candidate;
    }
    return {};
}

} // namespace ax
