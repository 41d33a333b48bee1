// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"
#include "core/base/shared_bytes.h"
#include "core/transcripts/transcript_facts.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ax {

/// What an index keeps of one transcript file: which file it was, the few facts that place it among others,
/// and the rest as the bytes of saveFacts(). Facts are unpacked when a row is made of them and not kept: ten
/// thousand records rest in few megabytes, and come from the cache without being looked at.
struct TranscriptRecord {
    FileStatus seen;             ///< of the file when it was read
    std::uint64_t reader = 0;    ///< stands for format, role and id pattern: another one reads anew
    std::uint64_t companion = 0; ///< stands for the file beside it that was read too; 0: none
    std::uint64_t inherited = 0; ///< stands for the sessions whose answers were not counted; 0: none
    std::string id;
    std::string parentId;
    std::string forkedFrom;
    std::optional<Timestamp> created;
    std::optional<Timestamp> last;
    std::uint64_t firstAnswer = 0;
    SharedBytes facts;

    /// Takes over what `from` says. `id` stays.
    void setFacts(const TranscriptFacts& from);
    /// Empty facts when the bytes are damaged.
    TranscriptFacts unpack() const;

    void save(ByteWriter& to) const;
    /// Its facts stay in those bytes.
    static std::optional<TranscriptRecord> restore(const SharedBytes& bytes);
};

/// Whether nothing tells one state of a file from another.
bool looksTheSame(const FileStatus& one, const FileStatus& other);

void saveStatus(const FileStatus& status, ByteWriter& to);
FileStatus restoreStatus(ByteReader& from);

} // namespace ax
