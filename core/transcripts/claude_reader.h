// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"
#include "core/transcripts/line_splitter.h"
#include "core/transcripts/message_id_set.h"
#include "core/transcripts/transcript_facts.h"
#include "core/transcripts/transcript_scratch.h"

#include <array>
#include <string>
#include <string_view>

namespace ax {

/// Reads a Claude Code transcript into facts and rests where it ended: the object itself is the checkpoint,
/// so an append costs what was appended. Facts follow ax-compat §3, with two differences: a damaged line
/// costs only itself, and what a sub-agent left in its parent's file (older versions) counts as money spent
/// but not as conversation. Safe on any bytes. One thread at a time.
class ClaudeReader {
public:
    enum class Kind : std::uint8_t {
        Session,
        SubAgent, ///< `<session>/subagents/agent-*.jsonl`: every record is marked as a sidechain
    };

    explicit ClaudeReader(Kind kind) : m_kind(kind) {}

    /// The next bytes, in any pieces.
    void feed(std::string_view bytes, TranscriptScratch& scratch);

    /// Reads what the file holds beyond the last call; from its start when it is another file by now, shrank,
    /// or was rewritten. After an error the facts are those of the bytes read so far.
    Result<void> readAppended(const ReadableFile& file, TranscriptScratch& scratch);

    /// Facts so far. A complete record that still lacks its newline counts, and is not counted twice when the
    /// newline comes.
    TranscriptFacts facts() const;

private:
    /// What accumulates. The title is decided late: a better kind may still come.
    struct Running {
        TranscriptFacts facts;
        std::string customTitle;
        std::string generatedTitle;
        std::string promptTitle;
    };

    /// The last bytes before the resting point: a file rewritten in place to a greater length differs there.
    struct Witness {
        static constexpr std::size_t Size = 64;
        std::array<char, Size> bytes{};
        std::size_t count = 0;
        std::string_view text() const { return {bytes.data(), count}; }
        void follow(std::string_view read);
    };

    enum class MessageId : std::uint8_t { New, Seen };

    void feedPadded(std::string_view bytes, TranscriptScratch& scratch);
    void readLine(std::string_view line, ClaudeRecordParser& parser);
    void add(Running& to, const ClaudeRecord& record, MessageId messageId, ClaudeRecordParser& parser) const;
    void addAnswer(Running& to, const ClaudeRecord& record, MessageId messageId,
                   ClaudeRecordParser& parser) const;
    bool isConversation(const ClaudeRecord& record) const;
    Result<bool> isRewritten(const ReadableFile& file, const FileStatus& status) const;

    Kind m_kind;
    Running m_running;
    MessageIdSet m_messageIds;
    LineSplitter m_lines;
    FileIdentity m_identity;
    std::uint64_t m_offset = 0; ///< bytes fed, the tail of an unfinished line included
    Witness m_witness;
};

} // namespace ax
