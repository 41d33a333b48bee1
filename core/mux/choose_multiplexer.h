// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/environment.h"
#include "core/base/process.h"
#include "core/config/config.h"
#include "core/mux/multiplexer.h"

#include <memory>

namespace ax {

/// The multiplexer in which windows of sessions are to be looked for: the configured one, or, where none is
/// configured, the one in which this process runs. Null where there is neither. `runner` must outlive it.
std::unique_ptr<Multiplexer> multiplexerToSearch(const Config& config, const Environment& environment,
                                                 const ProcessRunner& runner);

/// The one in which new sessions are to open: the configured one, when this process runs inside of it. Null
/// otherwise: sessions then show in the terminal they are attached to.
std::unique_ptr<Multiplexer> multiplexerToOpenIn(const Config& config, const Environment& environment,
                                                 const ProcessRunner& runner);

} // namespace ax
