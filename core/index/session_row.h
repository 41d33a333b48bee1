// SPDX-License-Identifier: MIT
#pragma once

#include "core/index/known_folders.h"
#include "core/index/known_models.h"
#include "core/index/session.h"
#include "core/index/session_store.h"

#include <optional>
#include <string>

namespace ax {

/// What is known of a session's life beside its transcript.
struct LiveSources {
    Witnesses witnesses;
    std::string openedDirectory; ///< of a terminal of ours
};

/// Everything that is known of one session, from wherever it comes. Any of it may be missing.
struct SessionSources : LiveSources {
    std::string harness;
    std::string format;
    std::string id;
    std::optional<StoredSession> stored;
};

/// What a row needs of the world: prices, and where folders are today.
struct RowContext {
    KnownModels& models;
    KnownFolders& folders;
};

/// The row of a session.
Session makeSession(SessionSources sources, RowContext context);
/// Adds to a row made without them what is known of the session's life, and where its folder is today.
void completeSession(Session& session, const LiveSources& live, RowContext context);

} // namespace ax
