// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/paths.h"
#include "core/config/config.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ax {

/// Where kept copies lie: `history` in the data folder, one folder a harness in it, and in that the harness's
/// own layout from the folder on that no wildcard is part of:
///
///     ~/.claude/projects/-src-app/<id>.jsonl   ->   history/claude/projects/-src-app/<id>.jsonl[.zst]
std::string historyFolder(const Paths& paths);

/// Harnesses whose `glob` leads into the archive, for an index that reads through an ArchiveFileSystem: name,
/// `id_regex` and format are those of the harness they stand for. None for those that store in a database.
std::vector<Harness> archivedStores(const Config& config, const Paths& paths);

/// The place of a transcript's copy below historyFolder(), without the suffix of compressed ones. Nothing for
/// a file that does not lie in the harness's store.
std::optional<std::string> keptPath(const Harness& harness, const Paths& paths,
                                    const std::string& transcript);

/// Whether a session with this transcript is listed from the archive.
bool isKeptCopy(const Paths& paths, std::string_view transcript);

} // namespace ax
