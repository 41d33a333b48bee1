// SPDX-License-Identifier: MIT
#include "core/transcripts/transcript_reader.h"

#include "core/base/hash.h"

#include <algorithm>

namespace ax {

namespace {

/// A longer unfinished line is read again rather than kept in a cache.
constexpr std::size_t LongestSavedTail = 4096;

} // namespace

TranscriptReader::TranscriptReader(std::string format, TranscriptRole role, InheritedAnswers inherited)
    : m_format(std::move(format)), m_role(role), m_inherited(std::move(inherited)),
      m_facts(makeFactsReader(m_format, m_role, m_inherited)) {
}

void TranscriptReader::startOver() {
    *this = TranscriptReader(std::move(m_format), m_role, std::move(m_inherited));
}

void TranscriptReader::Witness::follow(std::string_view read) {
    end += read.size();
    if (read.size() < Size) {
        const std::size_t kept = std::min(count, Size - read.size());
        std::move(bytes.begin() + (count - kept), bytes.begin() + count, bytes.begin());
        count = kept;
    } else {
        count = 0;
        read.remove_prefix(read.size() - Size);
    }
    std::ranges::copy(read, bytes.begin() + count);
    count += read.size();
}

void TranscriptReader::feed(std::string_view bytes, TranscriptScratch& scratch) {
    while (!bytes.empty()) {
        const std::string_view piece = bytes.substr(0, TranscriptScratch::ChunkSize);
        std::ranges::copy(piece, scratch.chunk().begin());
        feedPadded({scratch.chunk().data(), piece.size()});
        bytes.remove_prefix(piece.size());
    }
}

void TranscriptReader::feedPadded(std::string_view bytes) {
    m_offset += bytes.size();
    // After a restored checkpoint that left a line out, the witness may stand further on than the bytes.
    if (m_offset > m_witness.end)
        m_witness.follow(bytes.substr(bytes.size() - std::min(m_offset - m_witness.end, bytes.size())));
    m_lines.feed(
        bytes, TranscriptPadding, [&](std::string_view line) { addLine(line); },
        [this] {
            if (m_facts)
                m_facts->addOverlong();
        });
}

void TranscriptReader::addLine(std::string_view line) {
    const std::string_view record = recordText(line);
    if (!record.empty() && m_facts)
        m_facts->addRecord(record);
}

Result<void> TranscriptReader::readAppended(const ReadableFile& file, TranscriptScratch& scratch) {
    const auto status = file.status();
    if (!status)
        return std::unexpected(status.error());
    const auto rewritten = isRewritten(file, *status);
    if (!rewritten)
        return std::unexpected(rewritten.error());
    if (*rewritten)
        startOver();
    m_identity = status->identity;
    // Up to the size of now: what a fast writer adds meanwhile comes with its own notice.
    while (m_offset < status->size) {
        const auto wanted = std::min<std::uint64_t>(TranscriptScratch::ChunkSize, status->size - m_offset);
        const auto count = file.readAt(m_offset, scratch.chunk().first(wanted));
        if (!count)
            return std::unexpected(count.error());
        if (*count == 0)
            break; // shrank under our hands
        if (!skipHole(file, {scratch.chunk().data(), *count}))
            feedPadded({scratch.chunk().data(), *count});
    }
    return {};
}

/// A hole that is longer than any line costs the line it is in, and no time: such files hold many gigabytes
/// of nothing. `read` stands at the offset.
bool TranscriptReader::skipHole(const ReadableFile& file, std::string_view read) {
    if (read.front() != '\0' || read.back() != '\0')
        return false;
    const std::uint64_t end = file.endOfHole(m_offset);
    if (end < m_offset + LineSplitter::MaximumLine)
        return false;
    m_lines = LineSplitter({}, LineSplitter::State::Dropping);
    m_offset = end;
    m_witness = {};
    m_witness.end = end;
    return true;
}

Result<bool> TranscriptReader::isRewritten(const ReadableFile& file, const FileStatus& status) const {
    if (m_witness.end == 0)
        return false;
    if (status.identity != m_identity || status.size < m_witness.end)
        return true;
    std::array<char, Witness::Size> now{};
    const auto count = file.readAt(m_witness.end - m_witness.count, std::span(now).first(m_witness.count));
    if (!count)
        return std::unexpected(count.error());
    return !m_witness.text().starts_with(std::string_view(now.data(), *count));
}

TranscriptFacts TranscriptReader::facts() const {
    if (!m_facts)
        return {};
    TranscriptFacts facts = m_facts->facts();
    const std::string_view tail = recordText(m_lines.tail());
    if (!tail.ends_with('}'))
        return facts;
    // Complete or torn inside: only reading it tells.
    std::string padded;
    padded.reserve(tail.size() + TranscriptPadding);
    padded = tail;
    const std::unique_ptr<FactsReader> further = m_facts->clone();
    further->addRecord(padded);
    TranscriptFacts withTail = further->facts();
    return withTail.damagedRecords > facts.damagedRecords ? facts : withTail;
}

MessageIdSet TranscriptReader::answers() const {
    return m_facts ? m_facts->answers() : MessageIdSet();
}

void TranscriptReader::save(ByteWriter& to) const {
    ByteWriter state;
    const bool keepsTail = m_lines.tail().size() <= LongestSavedTail;
    state.text(m_format);
    state.number(m_role);
    state.number(m_identity.device);
    state.number(m_identity.inode);
    state.number(keepsTail ? m_offset : m_offset - m_lines.tail().size());
    state.number(m_witness.end);
    state.text(m_witness.text());
    state.text(keepsTail ? m_lines.tail() : std::string_view());
    state.number(m_lines.state());
    state.number(static_cast<std::uint8_t>(m_inherited != nullptr));
    if (m_inherited)
        m_inherited->save(state);
    if (m_facts)
        m_facts->save(state);
    to.number(hashBytes(state.bytes()));
    to.text(state.bytes());
}

bool TranscriptReader::restore(ByteReader& from) {
    startOver();
    const auto expected = from.number<std::uint64_t>();
    const std::string_view bytes = from.text();
    ByteReader state(bytes);
    if (!from.failed() && hashBytes(bytes) == expected && restoreState(state) && state.atEnd())
        return true;
    m_inherited = nullptr;
    startOver();
    return false;
}

bool TranscriptReader::restoreState(ByteReader& from) {
    if (from.text() != m_format || from.number<TranscriptRole>() != m_role)
        return false;
    m_identity.device = from.number<std::uint64_t>();
    m_identity.inode = from.number<std::uint64_t>();
    m_offset = from.number<std::uint64_t>();
    m_witness.end = from.number<std::uint64_t>();
    const std::string_view witness = from.text();
    const std::string_view tail = from.text();
    const auto lineState = from.number<LineSplitter::State>();
    if (witness.size() > Witness::Size || witness.size() > m_witness.end || tail.size() > LongestSavedTail)
        return false;
    std::ranges::copy(witness, m_witness.bytes.begin());
    m_witness.count = witness.size();
    m_lines = LineSplitter(tail, lineState);
    if (from.number<std::uint8_t>() != 0) {
        auto inherited = std::make_shared<MessageIdSet>();
        if (!inherited->restore(from))
            return false;
        m_inherited = std::move(inherited);
        m_facts = makeFactsReader(m_format, m_role, m_inherited);
    }
    return !m_facts || m_facts->restore(from);
}

} // namespace ax
