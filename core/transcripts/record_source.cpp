// SPDX-License-Identifier: MIT
#include "core/transcripts/record_source.h"

#include "core/transcripts/codex_records.h"
#include "core/transcripts/file_record_source.h"
#include "core/transcripts/opencode_records.h"

namespace ax {

Result<std::unique_ptr<RecordSource>> openRecords(const FileSystem& files,
                                                  const TranscriptLocation& location) {
    if (location.format == "opencode")
        return openOpencodeRecords(location);
    if (location.format == "codex")
        return openCodexRecords(files, location.file);
    auto file = files.open(location.file);
    if (!file)
        return std::unexpected(file.error());
    return std::make_unique<FileRecordSource>(std::move(*file));
}

} // namespace ax
