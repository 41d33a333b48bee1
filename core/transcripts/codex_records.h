// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/record_source.h"

#include <memory>
#include <string>

namespace ax {

/// A rollout of Codex with the history it was forked from before it (facts: harnesses §0.5): the file of a
/// fork holds only what is new, and its `session_meta` says whose records come first, and how many
/// (`history_base{thread_id, end_ordinal_exclusive, end_byte_offset}`). That session's file is looked for by
/// the id in its name, under the same `sessions` folder and among the archived ones; it may be a fork itself.
/// Positions go on through all of them as if they were one file. A parent that is gone leaves its records
/// out; CodexTurnBuilder says so.
Result<std::unique_ptr<RecordSource>> openCodexRecords(const FileSystem& files, const std::string& file);

} // namespace ax
