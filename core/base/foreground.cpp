// SPDX-License-Identifier: MIT
#include "core/base/foreground.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string_view>

namespace ax {

namespace {

constexpr std::array<std::string_view, 12> Shells = {"sh",   "bash",       "zsh", "fish",  "dash", "ksh",
                                                     "pwsh", "powershell", "nu",  "xonsh", "tcsh", "csh"};

/// Of `/proc/PID/stat`: the name, and fields 5 and 8.
struct ProcessStatus {
    std::string name;
    long group = 0;
    long foregroundGroup = 0;
};

std::optional<ProcessStatus> statusOf(const std::string& processId) {
    std::ifstream file("/proc/" + processId + "/stat");
    std::string line;
    std::getline(file, line);
    const std::size_t nameStart = line.find('(');
    const std::size_t nameEnd = line.rfind(')');
    if (nameStart == std::string::npos || nameEnd == std::string::npos || nameEnd < nameStart)
        return std::nullopt;
    ProcessStatus status{.name = line.substr(nameStart + 1, nameEnd - nameStart - 1)};
    std::istringstream fields(line.substr(nameEnd + 1));
    std::string skipped;
    if (!(fields >> skipped >> skipped >> status.group >> skipped >> skipped >> status.foregroundGroup))
        return std::nullopt;
    return status;
}

} // namespace

long foregroundGroup(long processId) {
    const auto own = statusOf(std::to_string(processId));
    return own && own->foregroundGroup > 0 ? own->foregroundGroup : 0;
}

bool isShellName(std::string_view program) {
    return std::ranges::contains(Shells, program);
}

std::vector<std::string> foregroundPrograms(long processId) {
    std::vector<std::string> names;
    const long group = foregroundGroup(processId);
    if (group == 0)
        return names;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator("/proc", error)) {
        const std::string name = entry.path().filename().string();
        if (!std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; }))
            continue;
        if (const auto status = statusOf(name); status && status->group == group)
            names.push_back(status->name);
    }
    return names;
}

bool isShellInFront(long processId) {
    const auto names = foregroundPrograms(processId);
    return !names.empty() && std::ranges::all_of(names, isShellName);
}

} // namespace ax
