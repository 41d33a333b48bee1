// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/base/environment.h"
#include "core/base/file_system.h"
#include "core/base/paths.h"
#include "core/base/process.h"
#include "core/config/config.h"
#include "core/models/model_catalog.h"

#include <vector>

namespace ax::desktop {

/// The world as this window sees it: the user's own, or the demo's private one. Made once by main(), outlives
/// everything else.
struct DesktopContext {
    const FileSystem& files;
    const Clock& clock;
    const ProcessRunner& programs;
    Environment environment; ///< of the agents that are started here
    Paths paths;
    const ModelCatalog& models = ModelCatalog::builtIn();
    Config config;
    std::vector<ConfigProblem> configProblems;
    enum class World { Users, Demo } world = World::Users;
};

} // namespace ax::desktop
