// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"
#include "core/transcripts/facts_reader.h"
#include "core/transcripts/line_splitter.h"
#include "core/transcripts/transcript_scratch.h"

#include <array>
#include <memory>
#include <string>
#include <string_view>

namespace ax {

/// Follows one transcript file and rests where it ended: the object itself is the checkpoint, so an append
/// costs what was appended; save() lays it into a cache, and restore() goes on from there in another run.
/// Knows lines and files and leaves what the records mean to its FactsReader. Safe on any bytes. Movable. One
/// thread at a time.
class TranscriptReader {
public:
    /// `format`: one that makeFactsReader knows; another one yields empty facts. `inherited`: see there.
    TranscriptReader(std::string format, TranscriptRole role, InheritedAnswers inherited = {});

    /// The next bytes, in any pieces.
    void feed(std::string_view bytes, TranscriptScratch& scratch);

    /// Reads what the file holds beyond the last call; from its start when it is another file by now, shrank,
    /// or was rewritten. After an error the facts are those of the bytes read so far.
    Result<void> readAppended(const ReadableFile& file, TranscriptScratch& scratch);

    /// Facts so far. A complete record that still lacks its newline counts, and is not counted twice when the
    /// newline comes.
    TranscriptFacts facts() const;
    /// Of the finished lines: what a reader of a copy of this transcript inherits.
    MessageIdSet answers() const;
    /// Whether it was told that another session's answers come first.
    bool inherits() const { return m_inherited != nullptr; }

    /// Everything, as bytes for the cache. A long unfinished line is left out, and read again later.
    void save(ByteWriter& to) const;
    /// False, and the reader as new, when the bytes are not what save() of a reader of the same format and
    /// role wrote.
    bool restore(ByteReader& from);

private:
    /// The last bytes that were read: a file rewritten in place to a greater length differs there.
    struct Witness {
        static constexpr std::size_t Size = 64;
        std::array<char, Size> bytes{};
        std::size_t count = 0;
        std::uint64_t end = 0; ///< where in the file they end
        std::string_view text() const { return {bytes.data(), count}; }
        void follow(std::string_view read);
    };

    void startOver();
    void feedPadded(std::string_view bytes);
    void addLine(std::string_view line);
    bool skipHole(const ReadableFile& file, std::string_view read);
    Result<bool> isRewritten(const ReadableFile& file, const FileStatus& status) const;
    bool restoreState(ByteReader& from);

    std::string m_format;
    TranscriptRole m_role;
    InheritedAnswers m_inherited;
    std::unique_ptr<FactsReader> m_facts; ///< null for a format without a reader
    LineSplitter m_lines;
    FileIdentity m_identity;
    std::uint64_t m_offset = 0; ///< bytes fed, the tail of an unfinished line included
    Witness m_witness;
};

} // namespace ax
