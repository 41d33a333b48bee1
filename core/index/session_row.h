// SPDX-License-Identifier: MIT
#pragma once

#include "core/index/claude_session_file.h"
#include "core/index/session.h"
#include "core/models/model_catalog.h"

#include <functional>
#include <string>

namespace ax {

/// Everything that is known of one session, from wherever it comes. Any of it may be missing.
struct SessionSources {
    std::string harness;
    std::string id;
    const ClaudeSessionFile* file = nullptr;
    Witnesses witnesses;
    std::string openedDirectory; ///< of a terminal of ours
};

/// What a row needs of the world: prices, and where folders are today.
struct RowContext {
    const ModelCatalog& models;
    std::function<std::string(const std::string&)> relink; ///< a recorded folder to today's
    std::function<bool(const std::string&)> exists;        ///< a folder
};

/// The row of a session. Pure, apart from what `context` looks up.
Session makeSession(const SessionSources& sources, const RowContext& context);

} // namespace ax
