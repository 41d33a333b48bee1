// SPDX-License-Identifier: MIT
#include "core/base/terminal_child.h"

#include "core/base/process.h"
#include "core/base/process_exit.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <termios.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/syscall.h>
#endif

namespace ax {

namespace {

constexpr const char* DefaultSearchPath = "/usr/local/bin:/usr/bin:/bin";

enum class Step : int { OpenTerminal, EnterFolder, Execute };

/// What the child reports when it does not get as far as the program.
struct StartFailure {
    Step step = Step::Execute;
    int errnoValue = 0;
};

struct Terminal {
    Descriptor master;
    Descriptor slave;
};

/// Everything the child needs, laid out before the fork: after it, in a process of many threads, not even
/// memory may be asked for.
struct Preparation {
    std::string program;
    std::vector<std::string> words;
    std::vector<std::string> assignments;
    std::vector<char*> argumentPointers;
    std::vector<char*> environmentPointers;
    std::string folder;
    long mostDescriptors = 0;
};

winsize toKernel(TerminalSize size) {
    winsize kernel{};
    kernel.ws_col = size.columns;
    kernel.ws_row = size.rows;
    return kernel;
}

Result<Terminal> openTerminal(TerminalSize size) {
    const auto failed = [] { return std::unexpected(errorFromErrno(errno, "open a terminal")); };
    Terminal terminal{Descriptor(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)), Descriptor()};
    if (!terminal.master || ::grantpt(terminal.master.get()) != 0 || ::unlockpt(terminal.master.get()) != 0)
        return failed();
#ifdef __linux__
    std::array<char, 128> name{};
    if (::ptsname_r(terminal.master.get(), name.data(), name.size()) != 0)
        return failed();
    terminal.slave = Descriptor(::open(name.data(), O_RDWR | O_NOCTTY | O_CLOEXEC));
#else
    terminal.slave = Descriptor(::open(::ptsname(terminal.master.get()), O_RDWR | O_NOCTTY | O_CLOEXEC));
#endif
    const winsize kernelSize = toKernel(size);
    if (!terminal.slave || ::ioctl(terminal.slave.get(), TIOCSWINSZ, &kernelSize) != 0 ||
        ::fcntl(terminal.master.get(), F_SETFL, O_NONBLOCK) != 0)
        return failed();
    termios modes{};
    if (::tcgetattr(terminal.slave.get(), &modes) == 0) {
        modes.c_iflag |= IUTF8; // or Backspace in a line editor takes half a letter
        ::tcsetattr(terminal.slave.get(), TCSANOW, &modes);
    }
    return terminal;
}

bool holdsNul(const std::string& text) {
    return text.contains('\0');
}

Result<Preparation> prepare(const ProcessSpec& spec) {
    if (spec.arguments.empty() || spec.arguments[0].empty())
        return std::unexpected(Error{ErrorCode::Invalid, "cannot start a program without a name"});
    // The kernel would silently cut the text there.
    if (std::ranges::any_of(spec.arguments, holdsNul) || holdsNul(spec.workingDirectory))
        return std::unexpected(
            Error{ErrorCode::Invalid, "cannot start a program: its command holds a NUL byte"});

    Preparation prepared{.program = spec.arguments[0],
                         .words = spec.arguments,
                         .assignments = {},
                         .argumentPointers = {},
                         .environmentPointers = {},
                         .folder = spec.workingDirectory,
                         .mostDescriptors = 0};
    if (!prepared.program.contains('/')) {
        const auto path = spec.variables.find("PATH");
        prepared.program =
            findProgram(prepared.program, path == spec.variables.end() ? DefaultSearchPath : path->second);
        if (prepared.program.empty())
            return std::unexpected(Error{ErrorCode::NotFound,
                                         "cannot start " + spec.arguments[0] + ": no such program on PATH"});
    }
    for (const auto& [name, value] : spec.variables)
        if (!holdsNul(name) && !holdsNul(value))
            prepared.assignments.push_back(name + '=' + value);
    for (std::string& word : prepared.words)
        prepared.argumentPointers.push_back(word.data());
    prepared.argumentPointers.push_back(nullptr);
    for (std::string& assignment : prepared.assignments)
        prepared.environmentPointers.push_back(assignment.data());
    prepared.environmentPointers.push_back(nullptr);

    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    prepared.mostDescriptors = static_cast<long>(std::min<rlim_t>(limit.rlim_cur, 65536));
    return prepared;
}

// From here to runChild(): between fork and exec, so async-signal-safe calls only.

[[noreturn]] void reportAndLeave(int report, Step step) {
    const StartFailure failure{step, errno};
    [[maybe_unused]] const auto written = ::write(report, &failure, sizeof failure);
    ::_exit(127);
}

void closeFrom(int first, long mostDescriptors) {
#ifdef SYS_close_range
    if (::syscall(SYS_close_range, first, ~0U, 0) == 0)
        return;
#endif
    for (int descriptor = first; descriptor < mostDescriptors; ++descriptor)
        ::close(descriptor);
}

void resetSignals() {
    struct sigaction action{};
    action.sa_handler = SIG_DFL;
    for (int number = 1; number < NSIG; ++number)
        ::sigaction(number, &action, nullptr); // SIGKILL and SIGSTOP refuse, rightly
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

[[noreturn]] void runChild(const Preparation& prepared, int slave, int report) {
    constexpr int ReportSlot = 3;
    resetSignals();
    // Both may sit on numbers that are about to be overwritten: lift them first.
    slave = ::fcntl(slave, F_DUPFD_CLOEXEC, ReportSlot + 1);
    const int lifted = ::fcntl(report, F_DUPFD_CLOEXEC, ReportSlot + 1);
    if (slave < 0 || lifted < 0)
        reportAndLeave(report, Step::OpenTerminal);
    report = lifted;
    if (::setsid() < 0 || ::ioctl(slave, TIOCSCTTY, 0) != 0)
        reportAndLeave(report, Step::OpenTerminal);
    for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (::dup2(slave, standard) < 0)
            reportAndLeave(report, Step::OpenTerminal);
    ::dup2(report, ReportSlot);
    ::fcntl(ReportSlot, F_SETFD, FD_CLOEXEC);
    closeFrom(ReportSlot + 1, prepared.mostDescriptors);
    if (!prepared.folder.empty() && ::chdir(prepared.folder.c_str()) != 0)
        reportAndLeave(ReportSlot, Step::EnterFolder);
    ::execve(prepared.program.c_str(), prepared.argumentPointers.data(), prepared.environmentPointers.data());
    reportAndLeave(ReportSlot, Step::Execute);
}

/// With all signals held back, so that no handler of this process runs in the child before it resets them.
pid_t forkChild(const Preparation& prepared, const Terminal& terminal, int report) {
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before);
    const pid_t processId = ::fork();
    if (processId == 0)
        runChild(prepared, terminal.slave.get(), report);
    const int reason = errno;
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    errno = reason;
    return processId;
}

/// Waits for the exec, which closes the pipe, or for the report of why there is none.
std::optional<StartFailure> readReport(int descriptor) {
    StartFailure failure;
    while (true) {
        const auto count = ::read(descriptor, &failure, sizeof failure);
        if (count == sizeof failure)
            return failure;
        if (count < 0 && errno == EINTR)
            continue;
        return std::nullopt;
    }
}

Error startError(const StartFailure& failure, const ProcessSpec& spec) {
    switch (failure.step) {
    case Step::OpenTerminal:
        return errorFromErrno(failure.errnoValue, "give " + spec.arguments[0] + " a terminal");
    case Step::EnterFolder:
        return errorFromErrno(failure.errnoValue, "enter the folder " + spec.workingDirectory);
    case Step::Execute:
        break;
    }
    return errorFromErrno(failure.errnoValue, "start " + spec.arguments[0]);
}

} // namespace

Result<TerminalChild> startOnTerminal(const ProcessSpec& spec, TerminalSize size) {
    if (size.columns == 0 || size.rows == 0) // agents wait for ever on a terminal of no size
        size = TerminalSize();
    auto prepared = prepare(spec);
    if (!prepared)
        return std::unexpected(prepared.error());
    auto terminal = openTerminal(size);
    if (!terminal)
        return std::unexpected(terminal.error());
    auto report = makePipe();
    if (!report)
        return std::unexpected(report.error());

    const pid_t processId = forkChild(*prepared, *terminal, report->writeEnd.get());
    if (processId < 0)
        return std::unexpected(errorFromErrno(errno, "start " + spec.arguments[0]));
    report->writeEnd.reset();
    terminal->slave.reset();
    auto exitDescriptor = openExitDescriptor(processId);
    if (!exitDescriptor)
        ::kill(processId, SIGKILL);
    const auto failure = readReport(report->readEnd.get());
    if (failure || !exitDescriptor) {
        reapChild(processId);
        return std::unexpected(failure ? startError(*failure, spec) : exitDescriptor.error());
    }
    return TerminalChild{processId, std::move(terminal->master), std::move(*exitDescriptor)};
}

} // namespace ax
