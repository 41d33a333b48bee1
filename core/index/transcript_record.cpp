// SPDX-License-Identifier: MIT
#include "core/index/transcript_record.h"

namespace ax {

bool looksTheSame(const FileStatus& one, const FileStatus& other) {
    return one.identity == other.identity && one.size == other.size &&
           one.modifiedNanoseconds == other.modifiedNanoseconds;
}

void saveStatus(const FileStatus& status, ByteWriter& to) {
    to.number(status.identity.device);
    to.number(status.identity.inode);
    to.number(status.kind);
    to.number(status.size);
    to.number(status.modifiedNanoseconds);
}

FileStatus restoreStatus(ByteReader& from) {
    FileStatus status;
    status.identity.device = from.number<std::uint64_t>();
    status.identity.inode = from.number<std::uint64_t>();
    status.kind = from.number<FileKind>();
    status.size = from.number<std::uint64_t>();
    status.modifiedNanoseconds = from.number<std::int64_t>();
    return status;
}

void TranscriptRecord::setFacts(const TranscriptFacts& from) {
    parentId = from.parentId;
    forkedFrom = from.forkedFrom;
    created = from.created;
    last = from.last;
    firstAnswer = from.firstAnswer;
    ByteWriter writer;
    saveFacts(from, writer);
    facts = SharedBytes(writer.bytes());
}

TranscriptFacts TranscriptRecord::unpack() const {
    TranscriptFacts unpacked;
    ByteReader packed(facts.bytes());
    if (!restoreFacts(unpacked, packed))
        return {};
    return unpacked;
}

void TranscriptRecord::save(ByteWriter& to) const {
    saveStatus(seen, to);
    to.number(reader);
    to.number(companion);
    to.number(inherited);
    to.text(id);
    to.text(parentId);
    to.text(forkedFrom);
    saveTime(created, to);
    saveTime(last, to);
    to.number(firstAnswer);
    to.text(facts.bytes());
}

std::optional<TranscriptRecord> TranscriptRecord::restore(const SharedBytes& bytes) {
    ByteReader from(bytes.bytes());
    TranscriptRecord record;
    record.seen = restoreStatus(from);
    record.reader = from.number<std::uint64_t>();
    record.companion = from.number<std::uint64_t>();
    record.inherited = from.number<std::uint64_t>();
    record.id = from.text();
    record.parentId = from.text();
    record.forkedFrom = from.text();
    record.created = restoreTime(from);
    record.last = restoreTime(from);
    record.firstAnswer = from.number<std::uint64_t>();
    record.facts = bytes.part(from.text());
    if (!from.atEnd())
        return std::nullopt;
    return record;
}

} // namespace ax
