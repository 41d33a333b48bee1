// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/opencode_message.h"
#include "core/transcripts/opencode_schema.h"
#include "core/transcripts/record_source.h"
#include "core/transcripts/sqlite_look.h"

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ax {

/// An open look at opencode's database, for the records of one session after another: opening costs more than
/// reading a session. To be thrown away when the round of reading is over (sqlite_look.h). One thread.
class OpencodeLook {
public:
    /// Unsupported when there is nothing said in it.
    static Result<std::shared_ptr<OpencodeLook>> open(const std::string& file);

    SqliteLook& database() { return *m_database; }
    const OpencodeSchema& schema() const { return m_schema; }
    OpencodeMessageParser& parser() { return m_parser; }

private:
    OpencodeLook(std::unique_ptr<SqliteLook> database, OpencodeSchema schema)
        : m_database(std::move(database)), m_schema(std::move(schema)) {}

    std::unique_ptr<SqliteLook> m_database;
    OpencodeSchema m_schema;
    OpencodeMessageParser m_parser;
};

/// The records of one session (their shape: opencode_records.h) in an open look. A few rows are read at a
/// time, without letting the owner of the database in; between these nothing is held. One thread.
class OpencodeSessionRecords {
public:
    OpencodeSessionRecords(std::shared_ptr<OpencodeLook> look, std::string sessionId)
        : m_look(std::move(look)), m_session(std::move(sessionId)) {}

    /// Where a record's rows are.
    struct Key {
        std::int64_t message = 0;         ///< row id
        std::optional<std::int64_t> part; ///< row id
    };

    Result<std::uint64_t> count();
    /// Of `count` records from the rank `from` on; fewer where there are no more.
    Result<std::vector<Key>> keys(std::uint64_t from, std::uint64_t count);
    std::uint64_t sizeOf(const Key& key); ///< about how many bytes the record has

    /// Returns whether to go on.
    using Visitor = std::function<bool(const RecordSource::Record&)>;
    Result<void> read(std::uint64_t from, std::uint64_t to, const Visitor& visit);

private:
    /// What all records of one message share.
    struct MessageText {
        std::int64_t rowId = -1;
        std::string id;
        std::string role;
        std::string essence;
        std::optional<std::int64_t> created;
        bool isUnderWay = false; ///< an answer without an end
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

    Result<std::size_t> load(std::span<const Key> keys, std::uint64_t position, Batch& batch);
    Result<void> loadMessage(std::int64_t rowId);
    Result<void> loadRecord(const Key& key, std::uint64_t position, Batch& batch);
    Result<void> findNewest();
    void appendRecord(std::string& text, std::string_view partId, std::optional<std::int64_t> created,
                      std::string_view part) const;
    std::array<SqliteValue, 1> sessionValue() const { return {std::string_view(m_session)}; }

    std::shared_ptr<OpencodeLook> m_look;
    std::string m_session;
    MessageText m_message; ///< of the record at hand
    /// Row ids of the last two messages. Answers before these are over, whether they say so or not: their
    /// program may have died.
    std::vector<std::int64_t> m_newest;
};

/// One look for many sessions of one database. One thread.
class OpencodeLooks {
public:
    Result<OpencodeSessionRecords> recordsOf(const TranscriptLocation& location);
    /// After a failure: what was read may be half of two states.
    void forget() { m_look.reset(); }

private:
    std::string m_file;
    std::shared_ptr<OpencodeLook> m_look; ///< at m_file
};

} // namespace ax
