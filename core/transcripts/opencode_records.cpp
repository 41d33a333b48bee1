// SPDX-License-Identifier: MIT
#include "core/transcripts/opencode_records.h"

#include "core/transcripts/opencode_message.h"
#include "core/transcripts/opencode_schema.h"
#include "core/transcripts/transcript_padding.h"

#include <algorithm>
#include <array>
#include <format>
#include <ranges>

namespace ax {

namespace {

constexpr std::uint64_t KeysAtOnce = 4096;
constexpr std::size_t BatchRows = 128;      ///< read without letting the owner of the database in
constexpr std::size_t BatchBytes = 4 << 20; ///< ditto
constexpr std::uint64_t MessageBytes = 400; ///< of a record beside its part, about

/// Where a record's rows are.
struct Key {
    std::int64_t message = 0;         ///< row id
    std::optional<std::int64_t> part; ///< row id
};

/// What all records of one message share.
struct MessageText {
    std::int64_t rowId = -1;
    std::string id;
    std::string role;
    std::string essence;
    std::optional<std::int64_t> created;
    bool isUnderWay = false; ///< an answer without an end
};

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

/// One session's records: see the header. Each call opens the database anew and closes it.
class OpencodeRecordSource final : public RecordSource {
public:
    explicit OpencodeRecordSource(const TranscriptLocation& location)
        : m_file(location.file), m_session(location.sessionId) {}

    Result<std::uint64_t> end() override;
    Result<void> read(std::uint64_t from, std::uint64_t to, const Visitor& visit) override;
    Result<std::uint64_t> startOfStretch(std::uint64_t end, std::uint64_t bytes) override;
    Result<std::uint64_t> endOfStretch(std::uint64_t start, std::uint64_t bytes) override;

private:
    /// An open look at the session, with its statements.
    struct Reading {
        std::unique_ptr<SqliteLook> look;
        OpencodeSchema schema;
        /// Row ids of the last two messages. Answers before these are over, whether they say so or not: their
        /// program may have died.
        std::vector<std::int64_t> newest;
    };
    struct Loaded {
        std::size_t offset = 0; ///< in the batch's text
        std::size_t size = 0;   ///< 0: too long to be looked at
        std::uint64_t position = 0;
        bool mayBeUnfinished = false;
    };
    struct Batch {
        std::string text;
        std::vector<Loaded> records;
    };

    Result<Reading> open() const;
    Result<std::uint64_t> count(Reading& reading) const;
    Result<std::vector<Key>> keys(Reading& reading, std::uint64_t from, std::uint64_t count) const;
    Result<std::size_t> load(Reading& reading, std::span<const Key> keys, std::uint64_t position,
                             Batch& batch);
    Result<void> loadMessage(Reading& reading, std::int64_t rowId);
    Result<void> loadRecord(Reading& reading, const Key& key, std::uint64_t position, Batch& batch);
    Result<void> findNewest(Reading& reading) const;
    void appendRecord(std::string& text, std::string_view partId, std::optional<std::int64_t> created,
                      std::string_view part) const;
    static std::uint64_t sizeOf(Reading& reading, const Key& key);
    std::array<SqliteValue, 1> sessionValue() const { return {std::string_view(m_session)}; }

    std::string m_file;
    std::string m_session;
    OpencodeMessageParser m_parser;
    MessageText m_message; ///< of the record at hand
};

Result<OpencodeRecordSource::Reading> OpencodeRecordSource::open() const {
    auto look = SqliteLook::open(m_file);
    if (!look)
        return std::unexpected(look.error());
    auto schema = OpencodeSchema::of(**look, m_file);
    if (!schema)
        return std::unexpected(schema.error());
    if (!schema->hasParts())
        return std::unexpected(Error{ErrorCode::Unsupported, schema->problems().front()});
    return Reading{.look = std::move(*look), .schema = std::move(*schema), .newest = {}};
}

/// All of it from indexes: no row is touched.
const std::string FromRecords =
    " FROM message LEFT JOIN part ON part.message_id = message.id WHERE message.session_id = ?1";

Result<std::uint64_t> OpencodeRecordSource::count(Reading& reading) const {
    std::uint64_t count = 0;
    const auto done = reading.look->forEach(
        "SELECT COUNT(*)" + FromRecords, sessionValue(),
        [&count](const SqliteRow& row) { count = static_cast<std::uint64_t>(row.number(0).value_or(0)); });
    if (!done)
        return std::unexpected(done.error());
    return count;
}

Result<std::uint64_t> OpencodeRecordSource::end() {
    auto reading = open();
    if (!reading)
        return std::unexpected(reading.error());
    return count(*reading);
}

Result<std::vector<Key>> OpencodeRecordSource::keys(Reading& reading, std::uint64_t from,
                                                    std::uint64_t count) const {
    std::vector<Key> keys;
    const std::array<SqliteValue, 3> values{std::string_view(m_session), static_cast<std::int64_t>(count),
                                            static_cast<std::int64_t>(from)};
    const auto done = reading.look->forEach(
        "SELECT message.rowid, part.rowid" + FromRecords + " ORDER BY " +
            reading.schema.messageColumn("time_created") + ", message.id, part.id LIMIT ?2 OFFSET ?3",
        values, [&keys](const SqliteRow& row) {
            keys.push_back({.message = row.number(0).value_or(0), .part = row.number(1)});
        });
    if (!done)
        return std::unexpected(done.error());
    return keys;
}

std::uint64_t OpencodeRecordSource::sizeOf(Reading& reading, const Key& key) {
    if (!key.part)
        return MessageBytes;
    return MessageBytes + reading.look->sizeOf("part", "data", *key.part).value_or(0);
}

Result<void> OpencodeRecordSource::loadMessage(Reading& reading, std::int64_t rowId) {
    if (m_message.rowId == rowId)
        return {};
    m_message = MessageText();
    const std::array<SqliteValue, 2> values{rowId, std::string_view(m_session)};
    return reading.look->forEach("SELECT message.id, " + reading.schema.messageColumn("time_created") +
                                     ", message.data FROM message WHERE rowid = ?1 AND session_id = ?2",
                                 values, [&](const SqliteRow& row) {
                                     m_message.rowId = rowId;
                                     m_message.id = row.text(0);
                                     m_message.created = row.number(1);
                                     m_message.essence = m_parser.essence(row.text(2));
                                     if (const auto message = m_parser.parse(row.text(2))) {
                                         m_message.role = message->role;
                                         m_message.isUnderWay = message->role == "assistant" &&
                                                                !message->completed &&
                                                                message->errorName.empty();
                                     }
                                 });
}

void OpencodeRecordSource::appendRecord(std::string& text, std::string_view partId,
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
Result<void> OpencodeRecordSource::loadRecord(Reading& reading, const Key& key, std::uint64_t position,
                                              Batch& batch) {
    auto done = loadMessage(reading, key.message);
    if (done && m_message.rowId != key.message)
        return {};
    const std::size_t begin = batch.text.size();
    if (done && key.part) {
        const std::array<SqliteValue, 2> values{*key.part, std::string_view(m_message.id)};
        done = reading.look->forEach("SELECT part.id, " + reading.schema.partColumn("time_created") +
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
             .mayBeUnfinished = m_message.isUnderWay && std::ranges::contains(reading.newest, key.message)});
    batch.text.append(TranscriptPadding, '\0');
    return {};
}

Result<void> OpencodeRecordSource::findNewest(Reading& reading) const {
    const std::string order = reading.schema.messageColumn("time_created") + " DESC, message.id DESC";
    reading.newest.clear();
    return reading.look->forEach(
        "SELECT rowid FROM message WHERE session_id = ?1 ORDER BY " + order + " LIMIT 2", sessionValue(),
        [&reading](const SqliteRow& row) { reading.newest.push_back(row.number(0).value_or(-1)); });
}

/// How many of the keys were dealt with.
Result<std::size_t> OpencodeRecordSource::load(Reading& reading, std::span<const Key> keys,
                                               std::uint64_t position, Batch& batch) {
    batch.text.clear();
    batch.records.clear();
    m_message = MessageText(); // it may have changed
    std::size_t count = 0;
    {
        const SqliteLook::Together together(*reading.look);
        if (const auto done = findNewest(reading); !done)
            return std::unexpected(done.error());
        while (count < keys.size() && count < BatchRows && batch.text.size() < BatchBytes) {
            const auto done = loadRecord(reading, keys[count], position + count, batch);
            if (!done)
                return std::unexpected(done.error());
            ++count;
        }
    }
    if (const auto sound = reading.look->confirm(); !sound)
        return std::unexpected(sound.error());
    return count;
}

Result<void> OpencodeRecordSource::read(std::uint64_t from, std::uint64_t to, const Visitor& visit) {
    auto reading = open();
    if (!reading)
        return std::unexpected(reading.error());
    Batch batch;
    while (from < to) {
        const auto keys = this->keys(*reading, from, std::min(KeysAtOnce, to - from));
        if (!keys)
            return std::unexpected(keys.error());
        if (keys->empty())
            break;
        for (std::span<const Key> rest(*keys); !rest.empty();) {
            const auto count = load(*reading, rest, from, batch);
            if (!count)
                return std::unexpected(count.error());
            for (const Loaded& record : batch.records)
                visit({.text = std::string_view(batch.text).substr(record.offset, record.size),
                       .position = record.position,
                       .mayBeUnfinished = record.mayBeUnfinished});
            from += *count;
            rest = rest.subspan(*count);
        }
    }
    return {};
}

Result<std::uint64_t> OpencodeRecordSource::startOfStretch(std::uint64_t end, std::uint64_t bytes) {
    auto reading = open();
    if (!reading)
        return std::unexpected(reading.error());
    std::uint64_t gathered = 0;
    while (end > 0) {
        const std::uint64_t count = std::min<std::uint64_t>(end, BatchRows);
        const auto keys = this->keys(*reading, end - count, count);
        if (!keys)
            return std::unexpected(keys.error());
        for (const Key& key : *keys | std::views::reverse) {
            const std::uint64_t size = sizeOf(*reading, key);
            if (gathered > 0 && gathered + size > bytes)
                return end;
            gathered += size;
            --end;
        }
        if (keys->size() < count) // fewer than there were
            end -= std::min(end, count - keys->size());
    }
    return 0;
}

Result<std::uint64_t> OpencodeRecordSource::endOfStretch(std::uint64_t start, std::uint64_t bytes) {
    auto reading = open();
    if (!reading)
        return std::unexpected(reading.error());
    std::uint64_t gathered = 0;
    while (true) {
        const auto keys = this->keys(*reading, start, BatchRows);
        if (!keys)
            return std::unexpected(keys.error());
        for (const Key& key : *keys) {
            const std::uint64_t size = sizeOf(*reading, key);
            if (gathered > 0 && gathered + size > bytes)
                return start;
            gathered += size;
            ++start;
        }
        if (keys->size() < BatchRows)
            return start;
    }
}

} // namespace

std::unique_ptr<RecordSource> openOpencodeRecords(const TranscriptLocation& location) {
    return std::make_unique<OpencodeRecordSource>(location);
}

} // namespace ax
