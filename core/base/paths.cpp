// SPDX-License-Identifier: MIT
#include "core/base/paths.h"

#include <array>
#include <pwd.h>
#include <unistd.h>

namespace ax {

namespace {

std::string homeFromAccount() {
    std::array<char, 4096> buffer;
    passwd account{};
    passwd* found = nullptr;
    if (getpwuid_r(getuid(), &account, buffer.data(), buffer.size(), &found) != 0 || found == nullptr)
        return "/";
    return found->pw_dir;
}

/// The XDG rules: a relative value is as good as none.
std::string baseDirectory(const Environment& environment, std::string_view variable, const std::string& home,
                          std::string_view fallback) {
    const auto value = environment.value(variable);
    return value && value->starts_with('/') ? *value : joinPath(home, fallback);
}

std::string_view withoutTrailingSlashes(std::string_view path) {
    while (path.size() > 1 && path.ends_with('/'))
        path.remove_suffix(1);
    return path;
}

} // namespace

Paths Paths::from(const Environment& environment) {
    Paths paths;
    paths.home = environment.value("HOME").value_or(homeFromAccount());
    const std::string config = baseDirectory(environment, "XDG_CONFIG_HOME", paths.home, ".config");
    const std::string state = baseDirectory(environment, "XDG_STATE_HOME", paths.home, ".local/state");
    const std::string cache = baseDirectory(environment, "XDG_CACHE_HOME", paths.home, ".cache");
    const std::string data = baseDirectory(environment, "XDG_DATA_HOME", paths.home, ".local/share");
    paths.configFile = environment.value("AX_CONFIG").value_or(joinPath(config, "ax/config.toml"));
    paths.stateDirectory = joinPath(state, "ax");
    paths.cacheDirectory = joinPath(cache, "ax");
    paths.dataDirectory = joinPath(data, "ax");
    return paths;
}

std::string expandHome(std::string_view path, std::string_view home) {
    if (path == "~")
        return std::string(home);
    if (path.starts_with("~/"))
        return joinPath(home, path.substr(2));
    return std::string(path);
}

std::string abbreviateHome(std::string_view path, std::string_view home) {
    home = withoutTrailingSlashes(home);
    if (home.empty() || home == "/" || !path.starts_with(home))
        return std::string(path);
    const std::string_view rest = path.substr(home.size());
    if (!rest.empty() && rest.front() != '/')
        return std::string(path); // /home/anna is not below /home/ann
    return '~' + std::string(rest);
}

std::string joinPath(std::string_view folder, std::string_view name) {
    if (folder.empty() || name.starts_with('/'))
        return std::string(name);
    folder = withoutTrailingSlashes(folder);
    std::string joined(folder);
    if (!joined.ends_with('/'))
        joined += '/';
    return joined.append(name);
}

std::string_view fileName(std::string_view path) {
    path = withoutTrailingSlashes(path);
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos || path == "/" ? path : path.substr(slash + 1);
}

std::string_view parentFolder(std::string_view path) {
    path = withoutTrailingSlashes(path);
    const auto slash = path.rfind('/');
    if (slash == std::string_view::npos)
        return ".";
    return slash == 0 ? path.substr(0, 1) : withoutTrailingSlashes(path.substr(0, slash));
}

} // namespace ax
