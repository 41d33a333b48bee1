// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/environment.h"
#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/base/paths.h"
#include "core/launch/launch.h"

#include <string>

namespace ax {

/// The `ax` that holds sessions for this process: itself, the one that lies beside the window's program, the
/// one that $AX names, or the one on PATH. Empty when there is none.
std::string holderProgram(const Environment& environment);

/// Starts `ax run` for this session, detached from everything: it lives on when the caller ends (facts:
/// ax-compat §8, step 18). A harness that mints its own ids is held under `placeholder` until its store tells
/// the true one. Returns once the holder is on its way; that it listens shows at its socket.
Result<void> startHolder(const FileSystem& files, const Paths& paths, const Environment& environment,
                         const LaunchSpec& spec, const std::string& placeholder);

} // namespace ax
