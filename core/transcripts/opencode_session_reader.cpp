// SPDX-License-Identifier: MIT
#include "core/transcripts/opencode_session_reader.h"

#include "core/transcripts/opencode_part.h"
#include "core/transcripts/utf8.h"

#include <algorithm>
#include <array>

namespace ax {

namespace {

constexpr std::size_t TitleLength = 200; ///< code points

std::uint64_t countIn(const SqliteRow& row, int column) {
    const auto number = row.number(column).value_or(0);
    return number > 0 ? static_cast<std::uint64_t>(number) : 0;
}

/// What a session is called until a model has found a title.
bool isPlaceholder(std::string_view title) {
    return title.empty() || title.starts_with("New session - ") || title.starts_with("Child session - ");
}

void addAnswer(TranscriptFacts& facts, std::int64_t created, const OpencodeMessage& message) {
    if (message.tokens.total() > 0 || message.cost.value_or(0) > 0)
        addUsage(facts.usage, timeOfMilliseconds(created), message.modelId, message.tokens, message.cost);
    if (message.cost)
        facts.recordedCost = facts.recordedCost.value_or(0) + *message.cost;
}

} // namespace

Result<OpencodeSessionReader::Row> OpencodeSessionReader::readRow(const std::string& id) {
    std::string columns;
    for (const char* name : {"directory", "title", "version", "model", "parent_id", "agent", "time_created",
                             "time_updated", "cost", "tokens_input", "tokens_output", "tokens_reasoning",
                             "tokens_cache_read", "tokens_cache_write"})
        columns += (columns.empty() ? "" : ", ") + m_schema.sessionColumn(name);
    Row result;
    TranscriptFacts& facts = result.facts;
    facts.sessionId = id;
    const std::array<SqliteValue, 1> values{std::string_view(id)};
    const auto done = m_look.forEach("SELECT " + columns + " FROM session WHERE id = ?1", values,
                                     [&](const SqliteRow& row) {
                                         facts.directory = row.text(0);
                                         facts.title = oneLine(repairUtf8(row.text(1)), TitleLength);
                                         facts.agentVersion = repairUtf8(row.text(2));
                                         facts.model = modelOfSession(row.text(3));
                                         facts.parentId = repairUtf8(row.text(4));
                                         if (!facts.parentId.empty()) {
                                             facts.agentKind = repairUtf8(row.text(5));
                                             facts.agentDescription = facts.title;
                                         }
                                         result.created = row.number(6).value_or(0);
                                         facts.created = timeOfMilliseconds(result.created);
                                         facts.last = timeOfMilliseconds(row.number(7).value_or(0));
                                         result.cost = row.real(8);
                                         result.tokens = {.input = countIn(row, 9),
                                                          .output = countIn(row, 10) + countIn(row, 11),
                                                          .cacheRead = countIn(row, 12),
                                                          .cacheWrite = countIn(row, 13),
                                                          .cacheWriteHour = 0};
                                     });
    if (!done)
        return std::unexpected(done.error());
    return result;
}

Result<TranscriptFacts> OpencodeSessionReader::read(const std::string& id) {
    auto row = readRow(id);
    if (!row)
        return std::unexpected(row.error());
    TranscriptFacts& facts = row->facts;
    m_firstPrompt.clear();
    if (m_schema.hasMessages()) {
        if (const auto done = readMessages(id, *row); !done) {
            if (done.error().code == ErrorCode::Busy)
                return std::unexpected(done.error());
            m_problems.push_back(done.error().message);
        }
    }
    if (facts.usage.empty() && facts.forkedFrom.empty() &&
        (row->tokens.total() > 0 || row->cost.value_or(0) > 0)) {
        addUsage(facts.usage, facts.last, facts.model, row->tokens, row->cost);
        facts.recordedCost = row->cost;
    }
    facts.tokens = totalTokens(facts.usage);
    if (isPlaceholder(facts.title) && !m_firstPrompt.empty())
        facts.title = m_firstPrompt;
    return std::move(facts);
}

Result<void> OpencodeSessionReader::readMessages(const std::string& id, Row& row) {
    const std::string created = m_schema.messageColumn("time_created");
    const std::string firstPart =
        m_schema.hasParts() // of what a person wrote: those of answers can be large, and are not looked at
            ? "CASE WHEN instr(message.data, '\"user\"') THEN "
              "(SELECT data FROM part WHERE message_id = message.id ORDER BY part.id LIMIT 1) END"
            : "NULL";
    std::vector<Copy> copies;
    const std::array<SqliteValue, 1> values{std::string_view(id)};
    const auto done = m_look.forEach(
        "SELECT " + created + ", message.data, " + firstPart +
            " FROM message WHERE session_id = ?1 ORDER BY " + created + ", message.id",
        values, [&](const SqliteRow& message) {
            addMessage(row, message.number(0).value_or(0), message.text(1), message.text(2), copies);
        });
    if (!copies.empty()) {
        if (const auto counted = addCopies(id, row, copies); !counted)
            return counted;
    }
    return done;
}

void OpencodeSessionReader::addMessage(Row& row, std::int64_t created, std::string_view data,
                                       std::string_view firstPart, std::vector<Copy>& copies) {
    TranscriptFacts& facts = row.facts;
    ++facts.records;
    auto message = m_parser.parse(data);
    if (!message) {
        ++facts.damagedRecords;
        return;
    }
    if (created == 0)
        created = message->created.value_or(0);
    const bool mayBeCopy = created > 0 && created < row.created;
    if (message->role == "user") {
        const OpencodePart part = readOpencodePart(firstPart);
        if (!part.isPrompt() && m_schema.hasParts())
            return;
        ++facts.prompts;
        if (m_firstPrompt.empty())
            m_firstPrompt = oneLine(part.text, TitleLength);
    } else if (message->role == "assistant") {
        if (message->errorName.empty() || message->tokens.output > 0)
            ++facts.answers;
        if (!message->modelId.empty())
            facts.model = message->modelId;
        const std::uint64_t context =
            message->tokens.input + message->tokens.cacheRead + message->tokens.cacheWrite;
        if (context > 0)
            facts.contextTokens = context;
        if (!mayBeCopy)
            addAnswer(facts, created, *message);
    } else {
        ++facts.unknownRecords;
        return;
    }
    if (mayBeCopy)
        copies.push_back({.created = created, .message = std::move(*message)});
}

/// Times of a session's messages before `limit`.
Result<std::set<std::int64_t>> OpencodeSessionReader::timesBefore(const std::string& session,
                                                                  std::int64_t limit) {
    std::set<std::int64_t> times;
    const std::array<SqliteValue, 2> values{std::string_view(session), limit};
    const auto done =
        m_look.forEach("SELECT time_created FROM message WHERE session_id = ?1 AND time_created < ?2", values,
                       [&times](const SqliteRow& row) { times.insert(row.number(0).value_or(0)); });
    if (!done)
        return std::unexpected(done.error());
    return times;
}

Result<void> OpencodeSessionReader::addCopies(const std::string& id, Row& row,
                                              const std::vector<Copy>& copies) {
    // All forks of one conversation begin with the same message. Only a few sessions have one of that time,
    // so that the many messages of a long session are compared with few others.
    struct Relative {
        std::string id;
        std::int64_t created = 0;
        std::set<std::int64_t> times;
    };
    std::vector<Relative> relatives; // oldest first
    const std::array<SqliteValue, 3> values{std::string_view(id), row.created, copies.front().created};
    const auto found = m_look.forEach(
        "SELECT id, time_created FROM session WHERE id <> ?1 AND time_created < ?2 AND EXISTS (SELECT 1 FROM "
        "message WHERE session_id = session.id AND message.time_created = ?3) ORDER BY time_created",
        values, [&relatives](const SqliteRow& other) {
            relatives.push_back(
                {.id = std::string(other.text(0)), .created = other.number(1).value_or(0), .times = {}});
        });
    if (!found)
        return found;
    for (Relative& relative : relatives) {
        auto times = timesBefore(relative.id, row.created);
        if (!times)
            return std::unexpected(times.error());
        relative.times = std::move(*times);
    }
    const std::int64_t lastCopied = copies.back().created;
    for (const Relative& relative : relatives) {
        // The one that said the last shared message, or, when that is gone, another one that copied it.
        if (relative.times.contains(lastCopied) &&
            (row.facts.forkedFrom.empty() || relative.created <= lastCopied))
            row.facts.forkedFrom = relative.id;
    }
    for (const Copy& copy : copies) {
        const bool countsElsewhere = std::ranges::any_of(
            relatives, [&copy](const Relative& relative) { return relative.times.contains(copy.created); });
        if (!countsElsewhere && copy.message.role == "assistant")
            addAnswer(row.facts, copy.created, copy.message);
    }
    return {};
}

} // namespace ax
