// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"
#include "core/transcripts/record_source.h"
#include "core/transcripts/turn.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace ax {

/// The end of a transcript as turns, reading at most about `maximumBytes` of it (plus what it takes to begin
/// at a whole record). Unsupported for a format without a reader. Safe on any bytes, any thread. Where more
/// than one excerpt is wanted, RecordSource and TurnBuilder give the same piece by piece.
Result<TranscriptExcerpt> readExcerpt(const FileSystem& files, const TranscriptLocation& location,
                                      std::uint64_t maximumBytes);

/// For a file of its own.
Result<TranscriptExcerpt> readExcerpt(const FileSystem& files, std::string_view format,
                                      const std::string& path, std::uint64_t maximumBytes);

} // namespace ax
