// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/record_numbers.h"
#include "core/transcripts/record_turn.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace ax {

struct NumberedTurn {
    std::uint64_t number = 0; ///< of its record, from 1
    RecordTurn turn;
};

/// The turns of one transcript by the numbers of their records: what `ax read`, `preview` and `result` print.
/// Reads what it is asked for and no more; goes on where a growing transcript ended. One thread at a time.
class TranscriptTurns {
public:
    static Result<TranscriptTurns> open(const FileSystem& files, const TranscriptLocation& location);

    /// How many records there are now: the cursor.
    Result<std::uint64_t> count() { return m_records.count(); }

    /// Those behind record `since`, of what the last count() found.
    Result<std::vector<NumberedTurn>> readSince(std::uint64_t since);

    using Filter = std::function<bool(const RecordTurn&)>;
    /// The last `limit` of them that pass, in order. Reads backwards, and stops when it has them.
    Result<std::vector<NumberedTurn>> readLast(std::size_t limit, std::uint64_t since, const Filter& passes);

private:
    TranscriptTurns(std::unique_ptr<RecordSource> source, std::string_view format)
        : m_records(std::move(source)), m_reader(format) {}

    Result<std::vector<NumberedTurn>> read(std::uint64_t after, std::uint64_t upTo, const Filter& passes);

    RecordNumbers m_records;
    RecordTurnReader m_reader;
};

} // namespace ax
