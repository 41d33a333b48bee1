// SPDX-License-Identifier: MIT
#include "core/transcripts/excerpt.h"

#include "core/transcripts/turn_builder.h"

namespace ax {

Result<TranscriptExcerpt> readExcerpt(const FileSystem& files, const TranscriptLocation& location,
                                      std::uint64_t maximumBytes) {
    const auto builder = makeTurnBuilder(location);
    if (!builder)
        return std::unexpected(Error{ErrorCode::Unsupported, "Transcripts in the format `" + location.format +
                                                                 "` cannot be shown yet"});
    const auto records = openRecords(files, location);
    if (!records)
        return std::unexpected(records.error());
    const auto end = (*records)->end();
    if (!end)
        return std::unexpected(end.error());
    const auto start = (*records)->startOfStretch(*end, maximumBytes);
    if (!start)
        return std::unexpected(start.error());
    const auto addRecord = [&builder](const RecordSource::Record& record) { builder->addRecord(record); };
    if (const auto done = (*records)->read(*start, *end, addRecord); !done)
        return std::unexpected(done.error());
    TranscriptExcerpt excerpt = builder->take();
    excerpt.skippedBytes = *start;
    return excerpt;
}

Result<TranscriptExcerpt> readExcerpt(const FileSystem& files, std::string_view format,
                                      const std::string& path, std::uint64_t maximumBytes) {
    return readExcerpt(files, {.format = std::string(format), .file = path, .sessionId = {}}, maximumBytes);
}

} // namespace ax
