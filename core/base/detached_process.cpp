// SPDX-License-Identifier: MIT
#include "core/base/detached_process.h"

#include "core/base/process.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#ifdef __APPLE__
#include <cstdint>
#include <mach-o/dyld.h>
#endif

namespace ax {

namespace {

/// Leaves the program to the first process of the system as soon as it runs.
constexpr const char* Launcher = R"("$@" &)";

class FileActions {
public:
    FileActions() { ::posix_spawn_file_actions_init(&m_actions); }
    FileActions(const FileActions&) = delete;
    FileActions& operator=(const FileActions&) = delete;
    ~FileActions() { ::posix_spawn_file_actions_destroy(&m_actions); }
    posix_spawn_file_actions_t* get() { return &m_actions; }

private:
    posix_spawn_file_actions_t m_actions{};
};

class Attributes {
public:
    Attributes() { ::posix_spawnattr_init(&m_attributes); }
    Attributes(const Attributes&) = delete;
    Attributes& operator=(const Attributes&) = delete;
    ~Attributes() { ::posix_spawnattr_destroy(&m_attributes); }
    posix_spawnattr_t* get() { return &m_attributes; }

private:
    posix_spawnattr_t m_attributes{};
};

std::vector<char*> pointersTo(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (std::string& text : texts)
        pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

void setFiles(FileActions& actions, const ProcessSpec& spec, const Descriptor& output) {
    ::posix_spawn_file_actions_addopen(actions.get(), STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_addopen(actions.get(), STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    if (output)
        ::posix_spawn_file_actions_adddup2(actions.get(), output.get(), STDOUT_FILENO);
    else
        ::posix_spawn_file_actions_addopen(actions.get(), STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    if (!spec.workingDirectory.empty())
        ::posix_spawn_file_actions_addchdir_np(actions.get(), spec.workingDirectory.c_str());
}

} // namespace

Result<void> startDetached(const ProcessSpec& spec, const Descriptor& output) {
    if (spec.arguments.empty())
        return std::unexpected(Error{ErrorCode::Invalid, "cannot start a program without a name"});
    std::vector<std::string> words{"/bin/sh", "-c", Launcher, "sh"};
    words.insert(words.end(), spec.arguments.begin(), spec.arguments.end());
    std::vector<std::string> assignments;
    for (const auto& [name, value] : spec.variables)
        assignments.push_back(name + '=' + value);
    FileActions actions;
    setFiles(actions, spec, output);
    Attributes attributes;
    ::posix_spawnattr_setflags(attributes.get(), POSIX_SPAWN_SETSID);

    pid_t launcher = 0;
    const int failure = ::posix_spawn(&launcher, words[0].c_str(), actions.get(), attributes.get(),
                                      pointersTo(words).data(), pointersTo(assignments).data());
    if (failure != 0)
        return std::unexpected(errorFromErrno(
            failure, "start " + spec.arguments[0] +
                         (spec.workingDirectory.empty() ? std::string() : " in " + spec.workingDirectory)));
    int status = 0;
    while (::waitpid(launcher, &status, 0) < 0 && errno == EINTR) {}
    return {};
}

std::string ownProgram() {
    std::error_code error;
#ifdef __APPLE__
    std::array<char, 4096> buffer{};
    std::uint32_t size = buffer.size();
    if (_NSGetExecutablePath(buffer.data(), &size) != 0)
        return {};
    return std::filesystem::canonical(buffer.data(), error).string();
#else
    return std::filesystem::read_symlink("/proc/self/exe", error).string();
#endif
}

} // namespace ax
