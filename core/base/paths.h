// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/environment.h"

#include <string>
#include <string_view>

namespace ax {

/// Where things of ours and of the user live, by the XDG base directory rules (manual, "Local State";
/// facts: ax-compat §2 and §16). Paths are bytes as the kernel has them: not necessarily UTF-8.
struct Paths {
    std::string home;
    std::string configFile;     ///< $AX_CONFIG, else $XDG_CONFIG_HOME/ax/config.toml
    std::string stateDirectory; ///< $XDG_STATE_HOME/ax: sidecars, shared with upstream's `ax`
    std::string cacheDirectory; ///< $XDG_CACHE_HOME/ax: ours alone, may be deleted at any time
    std::string dataDirectory;  ///< $XDG_DATA_HOME/ax: what a person would miss: the kept transcripts

    static Paths from(const Environment& environment);
};

/// Replaces a leading `~` or `~/` by the home folder.
std::string expandHome(std::string_view path, std::string_view home);

/// The opposite, for people: `/home/ann/src/x` becomes `~/src/x`.
std::string abbreviateHome(std::string_view path, std::string_view home);

/// Joins with exactly one slash; an absolute `name` wins.
std::string joinPath(std::string_view folder, std::string_view name);

/// The last component, without a trailing slash.
std::string_view fileName(std::string_view path);

/// What stands before the last component; `/` for a file in the root, "." for a bare name.
std::string_view parentFolder(std::string_view path);

} // namespace ax
