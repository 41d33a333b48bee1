// SPDX-License-Identifier: MIT
#include "core/transcripts/claude_reader.h"

#include "core/transcripts/utf8.h"

#include <algorithm>

namespace ax {

namespace {

constexpr std::size_t TitleLength = 200; ///< code points

void keepRange(TranscriptFacts& facts, Timestamp time) {
    facts.created = facts.created ? std::min(*facts.created, time) : time;
    facts.last = facts.last ? std::max(*facts.last, time) : time;
}

} // namespace

void ClaudeReader::Witness::follow(std::string_view read) {
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

void ClaudeReader::feed(std::string_view bytes, TranscriptScratch& scratch) {
    while (!bytes.empty()) {
        const std::string_view piece = bytes.substr(0, TranscriptScratch::ChunkSize);
        std::ranges::copy(piece, scratch.chunk().begin());
        feedPadded({scratch.chunk().data(), piece.size()}, scratch);
        bytes.remove_prefix(piece.size());
    }
}

void ClaudeReader::feedPadded(std::string_view bytes, TranscriptScratch& scratch) {
    m_offset += bytes.size();
    m_witness.follow(bytes);
    m_lines.feed(
        bytes, ClaudeRecordParser::Padding, [&](std::string_view line) { readLine(line, scratch.claude()); },
        [this] {
            ++m_running.facts.records;
            ++m_running.facts.damagedRecords;
        });
}

void ClaudeReader::readLine(std::string_view line, ClaudeRecordParser& parser) {
    line = recordText(line);
    if (line.empty())
        return;
    const auto record = parser.parse(line);
    if (!record) {
        ++m_running.facts.records;
        ++m_running.facts.damagedRecords;
        return;
    }
    const bool isNew = record->messageId.empty() || record->kind != ClaudeRecord::Kind::Assistant ||
                       m_messageIds.insert(record->messageId);
    add(m_running, *record, isNew ? MessageId::New : MessageId::Seen, parser);
}

bool ClaudeReader::isConversation(const ClaudeRecord& record) const {
    return m_kind == Kind::SubAgent || !record.isSidechain;
}

void ClaudeReader::add(Running& to, const ClaudeRecord& record, MessageId messageId,
                       ClaudeRecordParser& parser) const {
    TranscriptFacts& facts = to.facts;
    ++facts.records;
    if (record.kind == ClaudeRecord::Kind::Unknown)
        ++facts.unknownRecords;
    if (record.time)
        keepRange(facts, *record.time);
    if (!record.sessionId.empty() && record.sessionId != facts.sessionId)
        facts.sessionId = parser.unescape(record.sessionId);
    if (facts.directory.empty() && !record.directory.empty())
        facts.directory = parser.unescape(record.directory);
    if (!record.version.empty() && record.version != facts.agentVersion)
        facts.agentVersion = parser.unescape(record.version);
    if (!record.customTitle.empty())
        to.customTitle = parser.unescape(record.customTitle);
    if (!record.generatedTitle.empty())
        to.generatedTitle = parser.unescape(record.generatedTitle);

    if (record.kind == ClaudeRecord::Kind::Assistant)
        addAnswer(to, record, messageId, parser);
    if (record.isPrompt && isConversation(record)) {
        ++facts.prompts;
        if (to.promptTitle.empty())
            to.promptTitle = oneLine(parser.unescape(record.promptText), TitleLength);
    }
}

void ClaudeReader::addAnswer(Running& to, const ClaudeRecord& record, MessageId messageId,
                             ClaudeRecordParser& parser) const {
    TranscriptFacts& facts = to.facts;
    const bool isModel = !record.model.empty() && !record.isSynthetic();
    const TokenCounts usage = record.usage.value_or(TokenCounts{});
    const std::uint64_t context = usage.input + usage.cacheRead + usage.cacheWrite;
    if (isConversation(record)) {
        if (isModel && record.model != facts.model)
            facts.model = parser.unescape(record.model);
        if (context > 0)
            facts.contextTokens = context;
    }
    if (messageId == MessageId::Seen)
        return;
    if (isConversation(record) && !record.isSynthetic())
        ++facts.answers;
    if (usage.total() > 0) {
        facts.tokens += usage;
        facts.tokensByModel[parser.unescape(record.model)] += usage;
    }
}

Result<void> ClaudeReader::readAppended(const ReadableFile& file, TranscriptScratch& scratch) {
    const auto status = file.status();
    if (!status)
        return std::unexpected(status.error());
    const auto rewritten = isRewritten(file, *status);
    if (!rewritten)
        return std::unexpected(rewritten.error());
    if (*rewritten)
        *this = ClaudeReader(m_kind);
    m_identity = status->identity;
    // Up to the size of now: what a fast writer adds meanwhile comes with its own notice.
    while (m_offset < status->size) {
        const auto wanted = std::min<std::uint64_t>(TranscriptScratch::ChunkSize, status->size - m_offset);
        const auto count = file.readAt(m_offset, scratch.chunk().first(wanted));
        if (!count)
            return std::unexpected(count.error());
        if (*count == 0)
            break; // shrank under our hands
        feedPadded({scratch.chunk().data(), *count}, scratch);
    }
    return {};
}

Result<bool> ClaudeReader::isRewritten(const ReadableFile& file, const FileStatus& status) const {
    if (m_offset == 0)
        return false;
    if (status.identity != m_identity || status.size < m_offset)
        return true;
    std::array<char, Witness::Size> now{};
    const auto count = file.readAt(m_offset - m_witness.count, std::span(now).first(m_witness.count));
    if (!count)
        return std::unexpected(count.error());
    return !m_witness.text().starts_with(std::string_view(now.data(), *count));
}

TranscriptFacts ClaudeReader::facts() const {
    Running running = m_running;
    const std::string_view tail = recordText(m_lines.tail());
    if (tail.ends_with('}')) {
        // Complete or torn inside: only parsing tells. Rare enough for a parser of its own.
        ClaudeRecordParser parser;
        std::string padded;
        padded.reserve(tail.size() + ClaudeRecordParser::Padding);
        padded = tail;
        if (const auto record = parser.parse(padded)) {
            const bool seen = !record->messageId.empty() && m_messageIds.contains(record->messageId);
            add(running, *record, seen ? MessageId::Seen : MessageId::New, parser);
        }
    }
    for (const std::string* title : {&running.customTitle, &running.generatedTitle, &running.promptTitle}) {
        if (running.facts.title = oneLine(*title, TitleLength); !running.facts.title.empty())
            break;
    }
    return running.facts;
}

} // namespace ax
