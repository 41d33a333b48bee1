// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/base/environment.h"
#include "core/base/file_system.h"
#include "core/base/paths.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ax {

/// A private world to try the program in: nothing in it belongs to the user, and nothing outside of it is
/// read or written by what runs with its environment.
struct DemoWorld {
    Environment environment; ///< for this program and for every agent that it starts
    Paths paths;
    std::vector<std::string> projects; ///< the sample folders, absolute; all of them exist
};

/// Fills `folder` (which exists, is empty and private) with a home, sample projects, about two dozen sessions
/// whose ages count back from `clock`, and a config.toml whose `claude` is the scripted agent at
/// `agentProgram`; the other harnesses cannot be started there. The environment is `base` with its own HOME
/// and XDG folders and without the variables that lead agents elsewhere. The same seed and time give the same
/// bytes. NoSpace, Denied and the like as the file system says.
Result<DemoWorld> createDemoWorld(const FileSystem& files, const Clock& clock, const Environment& base,
                                  const std::string& folder, const std::string& agentProgram,
                                  std::uint64_t seed = 1);

} // namespace ax
