// SPDX-License-Identifier: MIT
#include "core/base/process_identity.h"

#include "core/base/process.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <unistd.h>

#ifdef __APPLE__
#include <array>
#include <cstring>
#include <sys/sysctl.h>
#endif

namespace ax {

namespace {

struct Life {
    std::string token;
    Timestamp::duration start{}; ///< since what startTime() knows; zero: not known
    bool hasEnded = false;       ///< and nobody has collected it
    long group = 0;
};

std::vector<std::string> splitAtNul(const std::string& text) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\0', at), text.size());
        words.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

#ifdef __linux__

std::optional<Timestamp> bootTime() {
    std::ifstream file("/proc/stat");
    for (std::string word; file >> word;) {
        long long seconds = 0;
        if (word == "btime" && file >> seconds)
            return Timestamp(std::chrono::seconds(seconds));
    }
    return std::nullopt;
}

/// Fields 3, 5 and 22 of `/proc/PID/stat`. They stand after the program's name, which may hold blanks and
/// brackets itself.
Life lifeOf(long processId) {
    Life life;
    std::ifstream file("/proc/" + std::to_string(processId) + "/stat");
    std::string line;
    std::getline(file, line);
    const std::size_t nameEnd = line.rfind(')');
    if (nameEnd == std::string::npos)
        return life;
    std::istringstream fields(line.substr(nameEnd + 1));
    std::string state;
    std::string skipped;
    fields >> state;
    life.hasEnded = state == "Z" || state == "X";
    fields >> skipped >> life.group;
    for (int number = 6; number < 22; ++number)
        fields >> skipped;
    long long ticks = 0;
    if (!(fields >> ticks))
        return life;
    life.token = "procstat:" + std::to_string(ticks);
    life.start = std::chrono::milliseconds(ticks * 1000 / ::sysconf(_SC_CLK_TCK));
    return life;
}

/// Apart, since to read `/proc/stat` costs four times what all the rest does.
std::optional<Timestamp> startTime(const Life& life) {
    const auto boot = life.start == Timestamp::duration::zero() ? std::nullopt : bootTime();
    return boot ? std::optional(*boot + life.start) : std::nullopt;
}

/// True where it cannot be known.
bool anyLivesIn(long group) {
    std::error_code error;
    std::filesystem::directory_iterator entries("/proc", error);
    bool sawSelf = false;
    for (; !error && entries != std::filesystem::directory_iterator(); entries.increment(error)) {
        const std::string name = entries->path().filename();
        long processId = 0;
        if (std::from_chars(name.data(), name.data() + name.size(), processId).ec != std::errc())
            continue;
        sawSelf |= processId == ::getpid();
        const Life life = lifeOf(processId);
        if (life.group == group && !life.hasEnded)
            return true;
    }
    return !sawSelf; // no /proc, or one that hides things
}

/// The words with a NUL behind each.
std::string readCommandLine(long processId) {
    std::ifstream file("/proc/" + std::to_string(processId) + "/cmdline", std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

#elif defined(__APPLE__)

Life lifeOf(long processId) {
    Life life;
    kinfo_proc process{};
    std::size_t size = sizeof process;
    std::array query{CTL_KERN, KERN_PROC, KERN_PROC_PID, static_cast<int>(processId)};
    if (::sysctl(query.data(), query.size(), &process, &size, nullptr, 0) != 0 || size == 0)
        return life;
    const timeval& start = process.kp_proc.p_starttime;
    life.start = std::chrono::seconds(start.tv_sec) + std::chrono::microseconds(start.tv_usec);
    life.token = "start:" + std::to_string(start.tv_sec * 1'000'000LL + start.tv_usec);
    life.hasEnded = process.kp_proc.p_stat == SZOMB;
    return life;
}

bool anyLivesIn(long) {
    return true; // its first process collects at once
}

std::optional<Timestamp> startTime(const Life& life) {
    return life.start == Timestamp::duration::zero() ? std::nullopt : std::optional(Timestamp(life.start));
}

/// The kernel's copy: the count of words, the program's path, NULs, the words.
std::string readCommandLine(long processId) {
    std::size_t size = 1024 * 1024;
    std::string area(size, '\0');
    std::array query{CTL_KERN, KERN_PROCARGS2, static_cast<int>(processId)};
    int count = 0;
    if (::sysctl(query.data(), query.size(), area.data(), &size, nullptr, 0) != 0 || size < sizeof count)
        return {};
    std::memcpy(&count, area.data(), sizeof count);
    area.resize(size);
    std::size_t start = area.find('\0', sizeof count);
    start = area.find_first_not_of('\0', start);
    std::size_t end = start;
    for (int word = 0; word < count && end != std::string::npos; ++word)
        end = area.find('\0', end) + 1;
    return start == std::string::npos ? std::string() : area.substr(start, end - start);
}

#else
#error "tell here how this system names the start of a process"
#endif

} // namespace

bool isProcessOfRecord(long processId, Timestamp written) {
    if (processId <= 0 || !processExists(processId))
        return false;
    constexpr auto Slack = std::chrono::seconds(5); // the kernel tells the time of boot in whole seconds
    const Life life = lifeOf(processId);
    if (life.hasEnded)
        return false;
    const auto start = startTime(life);
    return !start || *start <= written + Slack;
}

std::optional<Timestamp> processStart(long processId) {
    const Life life = lifeOf(processId);
    return life.hasEnded ? std::nullopt : startTime(life);
}

std::string startToken(long processId) {
    const Life life = lifeOf(processId);
    return life.hasEnded ? std::string() : life.token;
}

bool groupLives(long group) {
    const bool exists = ::kill(static_cast<pid_t>(-group), 0) == 0 || errno == EPERM;
    return exists && anyLivesIn(group);
}

std::vector<std::string> commandLineOf(long processId) {
    return splitAtNul(readCommandLine(processId));
}

} // namespace ax
