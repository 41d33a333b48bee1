// SPDX-License-Identifier: MIT
#include "core/state/heartbeat.h"

#include "core/base/process_identity.h"
#include "core/state/session_meta.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <format>
#include <sys/stat.h>
#include <tuple>
#include <vector>

namespace ax {

namespace {

constexpr std::uint64_t LargestHeartbeat = 1 << 20;

template <class Number>
std::optional<Number> number(std::string_view text) {
    Number value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

/// At most four fields: the command may hold tabs.
std::vector<std::string_view> splitFields(std::string_view text) {
    std::vector<std::string_view> fields;
    while (fields.size() < 3) {
        const std::size_t tab = text.find('\t');
        if (tab == std::string_view::npos)
            break;
        fields.push_back(text.substr(0, tab));
        text.remove_prefix(tab + 1);
    }
    fields.push_back(text);
    return fields;
}

std::string pathOf(const Paths& paths, std::string_view sessionId) {
    return joinPath(heartbeatFolder(paths), sessionId);
}

/// Where there is no `/proc`, upstream's `ax` writes what `ps` prints, which depends on time zone and
/// language: then the words of the process must do.
bool isComparable(std::string_view token) {
    return !token.empty() && !token.starts_with("pslstart:");
}

/// `ax`, `ax.exe`, `ax-1.2`: what upstream takes for the program.
bool isNameOfAx(std::string_view word) {
    const std::string_view name = fileName(word);
    return name == "ax" || name.starts_with("ax.") || name.starts_with("ax-");
}

} // namespace

std::optional<Heartbeat> parseHeartbeat(std::string_view text, Timestamp beat) {
    const auto fields = splitFields(text);
    const auto lastOutput = number<std::int64_t>(fields[0]);
    constexpr std::int64_t LatestSecond = 9'000'000'000;
    if (fields.size() < 2 || !lastOutput || *lastOutput < 0 || *lastOutput > LatestSecond)
        return std::nullopt;
    Heartbeat heartbeat{.lastOutput = Timestamp(std::chrono::seconds(*lastOutput)),
                        .holder = 0,
                        .token = {},
                        .command = std::string(fields.back()),
                        .beat = beat};
    if (fields.size() > 2) {
        const auto holder = number<long>(fields[1]);
        if (!holder || *holder < 0)
            return std::nullopt;
        heartbeat.holder = *holder;
    }
    if (fields.size() > 3)
        heartbeat.token = fields[2];
    return heartbeat;
}

std::string heartbeatText(const Heartbeat& heartbeat) {
    const auto seconds =
        std::chrono::floor<std::chrono::seconds>(heartbeat.lastOutput).time_since_epoch().count();
    return std::format("{}\t{}\t{}\t{}", seconds, heartbeat.holder, heartbeat.token, heartbeat.command);
}

std::string heartbeatFolder(const Paths& paths) {
    return joinPath(paths.stateDirectory, "live");
}

std::optional<Heartbeat> readHeartbeat(const FileSystem& files, const Paths& paths,
                                       std::string_view sessionId) {
    if (!isSidecarName(sessionId))
        return std::nullopt;
    const std::string path = pathOf(paths, sessionId);
    const auto status = files.status(path);
    const auto text = readWholeFile(files, path, LargestHeartbeat);
    if (!status || !text)
        return std::nullopt;
    return parseHeartbeat(*text, Timestamp(std::chrono::nanoseconds(status->modifiedNanoseconds)));
}

std::map<std::string, Heartbeat> readHeartbeats(const FileSystem& files, const Paths& paths) {
    std::map<std::string, Heartbeat> heartbeats;
    const auto entries = files.list(heartbeatFolder(paths));
    if (!entries)
        return heartbeats;
    for (const DirectoryEntry& entry : *entries) {
        if (auto heartbeat = readHeartbeat(files, paths, entry.name))
            heartbeats.emplace(entry.name, std::move(*heartbeat));
    }
    return heartbeats;
}

Result<void> writeHeartbeat(const FileSystem& files, const Paths& paths, std::string_view sessionId,
                            const Heartbeat& heartbeat) {
    if (!isSidecarName(sessionId))
        return std::unexpected(Error{ErrorCode::Invalid, "not a session id: " + std::string(sessionId)});
    if (auto made = files.makeDirectories(heartbeatFolder(paths)); !made)
        return made;
    return files.writeCache(pathOf(paths, sessionId), heartbeatText(heartbeat));
}

Result<void> touchHeartbeat(const Paths& paths, std::string_view sessionId) {
    const std::string path = pathOf(paths, sessionId);
    if (::utimensat(AT_FDCWD, path.c_str(), nullptr, 0) != 0)
        return std::unexpected(errorFromErrno(errno, "touch " + path));
    return {};
}

void removeHeartbeat(const FileSystem& files, const Paths& paths, std::string_view sessionId) {
    if (isSidecarName(sessionId))
        std::ignore = files.remove(pathOf(paths, sessionId));
}

bool looksLikeHolder(std::span<const std::string> commandLine) {
    for (std::size_t i = 0; i + 1 < commandLine.size(); ++i) {
        if (!isNameOfAx(commandLine[i]) || commandLine[i + 1] != "run")
            continue;
        std::size_t at = i + 2;
        if (at < commandLine.size() && commandLine[at] == "--hold")
            ++at;
        if (at < commandLine.size() && commandLine[at] == "--adopt")
            at += 2;
        if (at < commandLine.size() && (!commandLine[at].starts_with('-') || commandLine[at] == "--cmd-file"))
            return true;
    }
    return false;
}

bool isHolderOf(const Heartbeat& heartbeat) {
    if (heartbeat.holder <= 0)
        return false;
    if (isComparable(heartbeat.token) && startToken(heartbeat.holder) != heartbeat.token)
        return false;
    return looksLikeHolder(commandLineOf(heartbeat.holder));
}

bool isRunning(const Heartbeat& heartbeat, Timestamp now) {
    if (now - heartbeat.beat > HeartbeatFreshness)
        return false;
    return heartbeat.holder == 0 || isHolderOf(heartbeat);
}

bool hasFreshOutput(const Heartbeat& heartbeat, Timestamp now) {
    const auto age = now - heartbeat.lastOutput;
    return age <= OutputFreshness && age >= -OutputFreshness;
}

} // namespace ax
