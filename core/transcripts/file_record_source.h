// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"
#include "core/transcripts/record_source.h"

#include <memory>
#include <optional>
#include <span>

namespace ax {

/// The lines of a JSONL file as records; a position is the byte at which a line begins. Blank lines are none.
/// Reads in bounded pieces: a line longer than LineSplitter::MaximumLine is passed over without being
/// gathered, and no call looks further than that for the end of a line, so that a sparse file of 37 GB costs
/// a stretch and not the file. Within such a line stretches begin and end where the looking ended; reading
/// from there yields the records that begin later.
///
/// A last line without its newline counts to the end(): who reads on later begins again at a record that
/// `mayBeUnfinished`.
class FileRecordSource final : public RecordSource {
public:
    explicit FileRecordSource(std::unique_ptr<ReadableFile> file);

    Result<std::uint64_t> end() override;
    Result<void> read(std::uint64_t from, std::uint64_t to, const Visitor& visit) override;
    Result<std::uint64_t> startOfStretch(std::uint64_t end, std::uint64_t bytes) override;
    Result<std::uint64_t> endOfStretch(std::uint64_t start, std::uint64_t bytes) override;

private:
    Result<std::string_view> bytesAt(std::uint64_t offset, std::uint64_t count);
    Result<std::uint64_t> lineStart(std::uint64_t position, std::uint64_t end);
    Result<std::uint64_t> lineStartBehind(std::uint64_t from, std::uint64_t end);
    Result<std::uint64_t> lineStartBefore(std::uint64_t end);

    std::unique_ptr<ReadableFile> m_file;
    std::unique_ptr<char[]> m_buffer; ///< zeroed, so that the padding is never uninitialised
};

} // namespace ax
