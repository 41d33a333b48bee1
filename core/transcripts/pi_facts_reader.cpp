// SPDX-License-Identifier: MIT
#include "core/transcripts/pi_facts_reader.h"

#include "core/base/paths.h"
#include "core/transcripts/claude_text.h"
#include "core/transcripts/scanned_member.h"

#include <algorithm>
#include <array>

namespace ax {

/// The members of one line that make facts; texts are escaped views of it.
struct PiRecord {
    std::string_view type;
    std::string_view id;
    std::string_view timeText;
    std::optional<Timestamp> time;
    std::string_view directory;
    std::string_view parentSession; ///< path of the transcript that this one is a fork of
    std::string_view name;
    std::string_view modelId;

    std::string_view role;
    std::string_view model;
    std::string_view text; ///< the first of the content
    bool hasImage = false;
    TokenCounts tokens;
    std::optional<double> dollars;
};

namespace {

constexpr std::array<std::string_view, 11> KnownTypes = {
    "session", "message",        "model_change", "thinking_level_change", "compaction",   "branch_summary",
    "custom",  "custom_message", "label",        "session_info",          "context_edit",
};

void readUsage(PiRecord& record, JsonCursor& usage) {
    usage.members([&record](std::string_view key, JsonCursor& value) {
        if (key == "input")
            take(record.tokens.input, value);
        else if (key == "output") // reasoning included
            take(record.tokens.output, value);
        else if (key == "cacheRead")
            take(record.tokens.cacheRead, value);
        else if (key == "cacheWrite")
            take(record.tokens.cacheWrite, value);
        else if (key == "cost")
            value.members([&record](std::string_view part, JsonCursor& dollars) {
                if (part == "total")
                    record.dollars = dollars.decimal();
            });
    });
}

void readContent(PiRecord& record, JsonCursor& content) {
    if (content.kind() == JsonKind::Text)
        return take(record.text, content);
    content.elements([&record](JsonCursor& block) {
        std::string_view type;
        block.members([&](std::string_view key, JsonCursor& value) {
            if (key == "type")
                take(type, value);
            else if (key == "text" && withoutLeadingBlanks(record.text).empty())
                take(record.text, value);
        });
        record.hasImage |= type == "image";
    });
}

void readMessage(PiRecord& record, JsonCursor& message) {
    message.members([&record](std::string_view key, JsonCursor& value) {
        if (key == "role")
            take(record.role, value);
        else if (key == "model")
            take(record.model, value);
        else if (key == "content" && record.role == "user")
            readContent(record, value);
        else if (key == "usage")
            readUsage(record, value);
    });
}

std::optional<PiRecord> parse(std::string_view line) {
    PiRecord record;
    const bool sound = visitJsonObject(line, [&record](std::string_view key, JsonCursor& value) {
        if (key == "type")
            take(record.type, value);
        else if (key == "id")
            take(record.id, value);
        else if (key == "timestamp")
            take(record.timeText, value);
        else if (key == "cwd")
            take(record.directory, value);
        else if (key == "parentSession")
            take(record.parentSession, value);
        else if (key == "name")
            take(record.name, value);
        else if (key == "modelId")
            take(record.modelId, value);
        else if (key == "message")
            readMessage(record, value);
    });
    if (!sound)
        return std::nullopt;
    record.time = parseTimestamp(record.timeText);
    return record;
}

/// `…/<time>_<id>.jsonl`
std::string idInPath(std::string_view path) {
    std::string_view name = fileName(path);
    name.remove_prefix(std::min(name.find('_') + 1, name.size()));
    if (name.ends_with(".jsonl"))
        name.remove_suffix(std::string_view(".jsonl").size());
    return std::string(name);
}

} // namespace

void PiFactsReader::addRecord(std::string_view text) {
    const auto record = parse(text);
    if (!record)
        return m_running.countDamaged();
    TranscriptFacts& facts = m_running.facts;
    ++facts.records;
    if (!std::ranges::contains(KnownTypes, record->type))
        ++facts.unknownRecords;
    m_running.addTime(record->time);
    if (record->type == "session")
        addHeader(*record);
    else if (record->type == "model_change")
        keepText(facts.model, record->modelId);
    else if (record->type == "session_info" && !record->name.empty())
        m_running.addTitle(TitleKind::Given, unescapeJson(record->name));
    else if (record->type == "message")
        addMessage(*record);
}

void PiFactsReader::addHeader(const PiRecord& record) {
    TranscriptFacts& facts = m_running.facts;
    keepText(facts.sessionId, record.id);
    if (facts.directory.empty())
        keepText(facts.directory, record.directory);
    if (!record.parentSession.empty())
        facts.forkedFrom = idInPath(unescapeJson(record.parentSession));
    m_started = record.time;
}

void PiFactsReader::addMessage(const PiRecord& record) {
    TranscriptFacts& facts = m_running.facts;
    if (record.role == "user") {
        const bool hasText = !withoutLeadingBlanks(record.text).empty();
        if (hasText || record.hasImage)
            m_running.addPrompt(hasText ? record.text : std::string_view());
        return;
    }
    if (record.role != "assistant")
        return;
    keepText(facts.model, record.model);
    const std::uint64_t context = record.tokens.input + record.tokens.cacheRead + record.tokens.cacheWrite;
    if (context > 0)
        facts.contextTokens = context;
    // An answer that failed at once has no tokens. Ids are short: with the time they do not meet by chance.
    const bool isAnswer = record.tokens.total() > 0;
    const Answer answer{.id = record.id.empty() ? 0 : messageIdHash(record.id, record.timeText),
                        .kind = isAnswer ? AnswerKind::Conversation : AnswerKind::SpentOnly,
                        .time = record.time,
                        .model = record.model,
                        .tokens = record.tokens,
                        .dollars = record.dollars};
    const bool isInherited =
        !facts.forkedFrom.empty() && record.time && m_started && *record.time < *m_started;
    if (isInherited)
        m_running.addInheritedAnswer(answer);
    else
        m_running.addAnswer(answer);
}

void PiFactsReader::save(ByteWriter& to) const {
    m_running.save(to);
    saveTime(m_started, to);
}

bool PiFactsReader::restore(ByteReader& from) {
    if (!m_running.restore(from))
        return false;
    m_started = restoreTime(from);
    return !from.failed();
}

} // namespace ax
