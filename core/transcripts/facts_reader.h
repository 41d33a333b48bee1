// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_stream.h"
#include "core/transcripts/message_id_set.h"
#include "core/transcripts/transcript_facts.h"

#include <memory>
#include <string_view>

namespace ax {

/// Which part a transcript plays: a session's own file, or one that a session's agent wrote for a sub-agent.
enum class TranscriptRole : std::uint8_t { Session, SubAgent };

/// One format's way from records to facts. The object holds running totals only: it rests beside each of ten
/// thousand files and goes on when a file grows. TranscriptReader (transcript_reader.h) feeds it from files
/// and does everything that all formats share: cutting lines, torn tails, rewritten files. One thread at a
/// time; safe on any bytes.
class FactsReader {
public:
    virtual ~FactsReader() = default;

    /// One record: a line without blanks around it, TranscriptPadding bytes readable behind it.
    virtual void addRecord(std::string_view record) = 0;
    /// A record too long to be looked at.
    virtual void addOverlong() = 0;
    virtual TranscriptFacts facts() const = 0;
    /// The answers seen so far, inherited ones included.
    virtual const MessageIdSet& answers() const = 0;
    virtual std::unique_ptr<FactsReader> clone() const = 0;

    /// The running totals as bytes for the cache, and back; false when the bytes are not what save() wrote.
    virtual void save(ByteWriter& to) const = 0;
    virtual bool restore(ByteReader& from) = 0;
};

/// Null for a format without a reader of its own (opencode's is a database: opencode_database.h).
/// `inherited`: answers that another session paid for. A transcript that begins with a copy of another one
/// (a fork, an old resume) holds them again: they are part of its conversation, and none of its usage.
std::unique_ptr<FactsReader> makeFactsReader(std::string_view format, TranscriptRole role,
                                             InheritedAnswers inherited = {});

} // namespace ax
