// SPDX-License-Identifier: MIT
#include "core/transcripts/opencode_session_records.h"

#include "core/transcripts/transcript_padding.h"

#include <algorithm>
#include <array>
#include <format>
#include <utility>

namespace ax {

namespace {

constexpr std::uint64_t FirstKeys = 16;      ///< many who read want no more than the beginning
constexpr std::uint64_t MostKeys = 64 << 10; ///< at once; each look for more walks past all before
constexpr std::size_t BatchRows = 128;       ///< read without letting the owner of the database in
constexpr std::size_t BatchBytes = 4 << 20;  ///< ditto
constexpr std::uint64_t MessageBytes = 400;  ///< of a record beside its part, about

void appendQuoted(std::string& to, std::string_view text) {
    to += '"';
    for (const char byte : text) {
        if (byte == '"' || byte == '\\')
            to.append(1, '\\').append(1, byte);
        else if (static_cast<unsigned char>(byte) < 0x20)
            to += std::format("\\u{:04x}", static_cast<unsigned>(byte));
        else
            to += byte;
    }
    to += '"';
}

/// All of it from indexes: no row is touched.
const std::string FromRecords =
    " FROM message LEFT JOIN part ON part.message_id = message.id WHERE message.session_id = ?1";

} // namespace

Result<std::shared_ptr<OpencodeLook>> OpencodeLook::open(const std::string& file) {
    auto look = SqliteLook::open(file);
    if (!look)
        return std::unexpected(look.error());
    auto schema = OpencodeSchema::of(**look, file);
    if (!schema)
        return std::unexpected(schema.error());
    if (!schema->hasParts())
        return std::unexpected(Error{ErrorCode::Unsupported, schema->problems().front()});
    return std::shared_ptr<OpencodeLook>(new OpencodeLook(std::move(*look), std::move(*schema)));
}

Result<std::uint64_t> OpencodeSessionRecords::count() {
    std::uint64_t count = 0;
    const auto done = m_look->database().forEach(
        "SELECT COUNT(*)" + FromRecords, sessionValue(),
        [&count](const SqliteRow& row) { count = static_cast<std::uint64_t>(row.number(0).value_or(0)); });
    if (!done)
        return std::unexpected(done.error());
    return count;
}

Result<std::vector<OpencodeSessionRecords::Key>> OpencodeSessionRecords::keys(std::uint64_t from,
                                                                              std::uint64_t count) {
    std::vector<Key> keys;
    const std::array<SqliteValue, 3> values{std::string_view(m_session), static_cast<std::int64_t>(count),
                                            static_cast<std::int64_t>(from)};
    const auto done = m_look->database().forEach(
        "SELECT message.rowid, part.rowid" + FromRecords + " ORDER BY " +
            m_look->schema().messageColumn("time_created") + ", message.id, part.id LIMIT ?2 OFFSET ?3",
        values, [&keys](const SqliteRow& row) {
            keys.push_back({.message = row.number(0).value_or(0), .part = row.number(1)});
        });
    if (!done)
        return std::unexpected(done.error());
    return keys;
}

std::uint64_t OpencodeSessionRecords::sizeOf(const Key& key) {
    if (!key.part)
        return MessageBytes;
    return MessageBytes + m_look->database().sizeOf("part", "data", *key.part).value_or(0);
}

Result<void> OpencodeSessionRecords::loadMessage(std::int64_t rowId) {
    if (m_message.rowId == rowId)
        return {};
    m_message = MessageText();
    const std::array<SqliteValue, 2> values{rowId, std::string_view(m_session)};
    return m_look->database().forEach("SELECT message.id, " + m_look->schema().messageColumn("time_created") +
                                          ", message.data FROM message WHERE rowid = ?1 AND session_id = ?2",
                                      values, [&](const SqliteRow& row) {
                                          m_message.rowId = rowId;
                                          m_message.id = row.text(0);
                                          m_message.created = row.number(1);
                                          m_message.essence = m_look->parser().essence(row.text(2));
                                          if (const auto message = m_look->parser().parse(row.text(2))) {
                                              m_message.role = message->role;
                                              m_message.isUnderWay = message->role == "assistant" &&
                                                                     !message->completed &&
                                                                     message->errorName.empty();
                                          }
                                      });
}

void OpencodeSessionRecords::appendRecord(std::string& text, std::string_view partId,
                                          std::optional<std::int64_t> created, std::string_view part) const {
    text += R"({"id":)";
    appendQuoted(text, partId);
    text += R"(,"messageId":)";
    appendQuoted(text, m_message.id);
    text += R"(,"role":)";
    appendQuoted(text, m_message.role);
    const auto time = created ? created : m_message.created;
    text.append(R"(,"time":)").append(time ? std::to_string(*time) : "null");
    text.append(R"(,"message":)").append(m_message.essence);
    text.append(R"(,"part":)").append(part.empty() ? "null" : part).append("}");
}

/// Adds nothing when the row has gone.
Result<void> OpencodeSessionRecords::loadRecord(const Key& key, std::uint64_t position, Batch& batch) {
    auto done = loadMessage(key.message);
    if (done && m_message.rowId != key.message)
        return {};
    const std::size_t begin = batch.text.size();
    if (done && key.part) {
        const std::array<SqliteValue, 2> values{*key.part, std::string_view(m_message.id)};
        done =
            m_look->database().forEach("SELECT part.id, " + m_look->schema().partColumn("time_created") +
                                           ", part.data FROM part WHERE rowid = ?1 AND message_id = ?2",
                                       values, [&](const SqliteRow& row) {
                                           appendRecord(batch.text, row.text(0), row.number(1), row.text(2));
                                       });
    } else if (done) {
        appendRecord(batch.text, {}, std::nullopt, "null");
    }
    if (!done && done.error().code != ErrorCode::Unsupported)
        return done;
    const std::size_t size = batch.text.size() - begin;
    if (!done || size > 0)
        batch.records.push_back(
            {.offset = begin,
             .size = size,
             .position = position,
             .mayBeUnfinished = m_message.isUnderWay && std::ranges::contains(m_newest, key.message)});
    batch.text.append(TranscriptPadding, '\0');
    return {};
}

Result<void> OpencodeSessionRecords::findNewest() {
    const std::string order = m_look->schema().messageColumn("time_created") + " DESC, message.id DESC";
    m_newest.clear();
    return m_look->database().forEach(
        "SELECT rowid FROM message WHERE session_id = ?1 ORDER BY " + order + " LIMIT 2", sessionValue(),
        [this](const SqliteRow& row) { m_newest.push_back(row.number(0).value_or(-1)); });
}

/// How many of the keys were dealt with.
Result<std::size_t> OpencodeSessionRecords::load(std::span<const Key> keys, std::uint64_t position,
                                                 Batch& batch) {
    batch.text.clear();
    batch.records.clear();
    m_message = MessageText(); // it may have changed
    std::size_t count = 0;
    {
        const SqliteLook::Together together(m_look->database());
        if (const auto done = findNewest(); !done)
            return std::unexpected(done.error());
        while (count < keys.size() && count < BatchRows && batch.text.size() < BatchBytes) {
            const auto done = loadRecord(keys[count], position + count, batch);
            if (!done)
                return std::unexpected(done.error());
            ++count;
        }
    }
    if (const auto sound = m_look->database().confirm(); !sound)
        return std::unexpected(sound.error());
    return count;
}

Result<void> OpencodeSessionRecords::read(std::uint64_t from, std::uint64_t to, const Visitor& visit) {
    Batch batch;
    for (std::uint64_t most = FirstKeys; from < to; most = std::min(4 * most, MostKeys)) {
        const std::uint64_t wanted = std::min(most, to - from);
        const auto keys = this->keys(from, wanted);
        if (!keys)
            return std::unexpected(keys.error());
        for (std::span<const Key> rest(*keys); !rest.empty();) {
            const auto count = load(rest, from, batch);
            if (!count)
                return std::unexpected(count.error());
            for (const Loaded& record : batch.records) {
                if (!visit({.text = std::string_view(batch.text).substr(record.offset, record.size),
                            .position = record.position,
                            .mayBeUnfinished = record.mayBeUnfinished}))
                    return {};
            }
            from += *count;
            rest = rest.subspan(*count);
        }
        if (keys->size() < wanted)
            break;
    }
    return {};
}

Result<OpencodeSessionRecords> OpencodeLooks::recordsOf(const TranscriptLocation& location) {
    if (!m_look || m_file != location.file) {
        auto look = OpencodeLook::open(location.file);
        if (!look)
            return std::unexpected(look.error());
        m_file = location.file;
        m_look = std::move(*look);
    }
    return OpencodeSessionRecords(m_look, location.sessionId);
}

} // namespace ax
