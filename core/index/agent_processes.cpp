// SPDX-License-Identifier: MIT
#include "core/index/agent_processes.h"

#include "core/base/process.h"

#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <unistd.h>

namespace ax {

namespace {

struct Life {
    std::optional<Timestamp> start;
    bool hasEnded = false; ///< and nobody has collected it
};

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

/// Fields 3 and 22 of `/proc/PID/stat`. They stand after the program's name, which may hold blanks and
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
    for (int number = 4; number < 22; ++number)
        fields >> skipped;
    long long ticks = 0;
    if (const auto boot = bootTime(); fields >> ticks && boot)
        life.start = *boot + std::chrono::milliseconds(ticks * 1000 / ::sysconf(_SC_CLK_TCK));
    return life;
}

#else

/// Not told here: the id alone must do.
Life lifeOf(long) {
    return {};
}

#endif

} // namespace

bool isProcessOfRecord(long processId, Timestamp written) {
    if (processId <= 0 || !processExists(processId))
        return false;
    constexpr auto Slack = std::chrono::seconds(5); // the kernel tells the time of boot in whole seconds
    const Life life = lifeOf(processId);
    return !life.hasEnded && (!life.start || *life.start <= written + Slack);
}

} // namespace ax
