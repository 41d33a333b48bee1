// SPDX-License-Identifier: MIT
#include "core/state/log.h"

#include <array>
#include <ctime>

namespace ax {

namespace {

constexpr std::uint64_t LargestLog = 1024 * 1024;

std::string localTime(Timestamp time) {
    const std::time_t seconds =
        std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
    std::tm parts{};
    localtime_r(&seconds, &parts);
    std::array<char, 32> text{};
    const std::size_t length = std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S", &parts);
    return {text.data(), length};
}

/// Two programs may come here at once: then one of them finds nothing to move, and that is as good.
void rotate(const FileSystem& files, const std::string& log) {
    const auto status = files.status(log);
    if (!status || status->size <= LargestLog)
        return;
    const std::string previous = log + ".1";
    (void)files.remove(previous);
    (void)files.moveWithoutReplacing(log, previous);
}

} // namespace

Result<void> appendLog(const FileSystem& files, const Paths& paths, const Clock& clock,
                       std::string_view text) {
    std::string line = localTime(clock.now()) + ' ';
    for (const char c : text)
        line += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
    line += '\n';

    if (auto made = files.makeDirectories(paths.stateDirectory); !made)
        return made;
    const std::string log = joinPath(paths.stateDirectory, "log");
    rotate(files, log);
    return files.append(log, line);
}

} // namespace ax
