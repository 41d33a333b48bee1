// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/record_source.h"
#include "core/transcripts/turn.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace ax {

/// A part of a transcript as turns: its records that begin in [from, to). Immutable, crosses threads.
struct TranscriptWindow {
    std::shared_ptr<const TranscriptExcerpt> excerpt;
    std::uint64_t from = 0;
    std::uint64_t to = 0;
    std::uint64_t end = 0; ///< of the whole transcript when this was read

    bool reachesStart() const { return from == 0; }
    bool reachesEnd() const { return to >= end; }
    bool isWhole() const { return reachesStart() && reachesEnd(); }
};

/// A transcript of any size, a window at a time. A window holds what somebody looks at with a margin on
/// either side, so that memory and time depend on the screen and never on the transcript. A small transcript
/// is one window. Each window is read afresh with one TurnBuilder, so a call and its result in it are one,
/// wherever the window begins; only an append is read by itself and joined to what was there. Keeps the
/// source open, and opens it anew when another file has taken its place. One thread at a time.
class TranscriptPages {
public:
    /// Paths inside `folder`, the session's own, are told from there, as people speak of them; may be empty.
    TranscriptPages(const FileSystem& files, TranscriptLocation location, std::string folder);

    /// The end, as much as fills a screen.
    Result<TranscriptWindow> readEnd();
    /// [from, to) with margins; positions need not be those of records and may lie beyond the end.
    Result<TranscriptWindow> readAround(std::uint64_t from, std::uint64_t to);

    /// Whether somebody stands at the end and wants to stay there.
    enum class Follow : std::uint8_t { No, Yes };
    /// `shown` as the transcript stands now. What was appended is read from its last answer on, and only if
    /// it stands at the end of `shown` and fits; else just `end` tells of it. A transcript that shrank or was
    /// replaced is shown from its end.
    Result<TranscriptWindow> refresh(const TranscriptWindow& shown, Follow follow);

    static constexpr std::uint64_t WholeBytes = 1 << 20;    ///< up to here a transcript is one window
    static constexpr std::uint64_t EndBytes = 256 << 10;    ///< read for the first paint
    static constexpr std::uint64_t MarginBytes = 256 << 10; ///< on either side of what is looked at
    static constexpr std::uint64_t MaximumMargin = 4 << 20; ///< if that much holds too few lines
    static constexpr std::uint64_t MaximumWindow = 3 << 20; ///< to which one grows by appends

private:
    Result<RecordSource*> source();
    bool isReplaced() const;
    Result<std::shared_ptr<TranscriptExcerpt>> read(RecordSource& records, std::uint64_t from,
                                                    std::uint64_t to) const;
    Result<TranscriptWindow> readWindow(RecordSource& records, std::uint64_t from, std::uint64_t to,
                                        std::uint64_t end) const;
    Result<TranscriptWindow> append(RecordSource& records, const TranscriptWindow& shown, std::uint64_t end);

    const FileSystem& m_files;
    const TranscriptLocation m_location;
    const std::string m_folder;
    std::unique_ptr<RecordSource> m_source;
    FileIdentity m_identity;
};

} // namespace ax
