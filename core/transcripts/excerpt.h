// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"
#include "core/transcripts/turn.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace ax {

/// The end of a transcript as turns, reading at most about `maximumBytes` from the end of the file (plus what
/// it takes to begin at a whole record). `format` is a harness's format; Unsupported for those without a
/// reader yet. Safe on any bytes, any thread.
Result<TranscriptExcerpt> readExcerpt(const FileSystem& files, std::string_view format,
                                      const std::string& path, std::uint64_t maximumBytes);

} // namespace ax
