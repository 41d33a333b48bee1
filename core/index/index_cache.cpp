// SPDX-License-Identifier: MIT
#include "core/index/index_cache.h"

#include "core/base/hash.h"
#include "core/base/paths.h"

#include <algorithm>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ax {

namespace {

constexpr int ApplicationId = 0x61784978; // "axIx"
constexpr int SchemaVersion = 1;
constexpr int LongestWait = 250; ///< ms, for another process to end its transaction

/// A statement that is ready to run once; finalised when it goes.
class Statement {
public:
    Statement(sqlite3* database, const char* text) {
        sqlite3_prepare_v2(database, text, -1, &m_statement, nullptr);
    }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    ~Statement() { sqlite3_finalize(m_statement); }

    Statement& bind(int place, std::int64_t value) {
        sqlite3_bind_int64(m_statement, place, value);
        return *this;
    }
    /// The bytes outlive the next step.
    Statement& bind(int place, std::string_view bytes) {
        sqlite3_bind_blob64(m_statement, place, bytes.data(), bytes.size(), SQLITE_STATIC);
        return *this;
    }
    int step() { return m_statement ? sqlite3_step(m_statement) : SQLITE_ERROR; }
    bool run() {
        const int result = step();
        sqlite3_reset(m_statement);
        return result == SQLITE_DONE;
    }
    std::int64_t number(int column) { return sqlite3_column_int64(m_statement, column); }
    std::string_view bytes(int column) {
        const void* data = sqlite3_column_blob(m_statement, column);
        return {static_cast<const char*>(data),
                static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column))};
    }

private:
    sqlite3_stmt* m_statement = nullptr;
};

/// Where a checkpoint is kept. Two paths of one number would only take the place from each other.
std::int64_t checkpointKey(std::string_view path) {
    return static_cast<std::int64_t>(hashBytes(path));
}

/// The bytes of a shard or checkpoint behind what tells whether they are good.
std::string sealed(std::string_view bytes, std::uint64_t fingerprint) {
    ByteWriter writer;
    writer.number(hashBytes(bytes, fingerprint));
    return writer.take().append(bytes);
}

std::optional<std::string_view> unsealed(std::string_view bytes, std::uint64_t fingerprint) {
    ByteReader reader(bytes);
    const auto expected = reader.number<std::uint64_t>();
    if (reader.failed())
        return std::nullopt;
    bytes.remove_prefix(sizeof expected);
    return hashBytes(bytes, fingerprint) == expected ? std::optional(bytes) : std::nullopt;
}

bool isDamage(int result) {
    switch (result & 0xFF) { // without what extends it
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_NOMEM:
    case SQLITE_INTERRUPT:
    case SQLITE_IOERR:
    case SQLITE_FULL:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return false;
    default: // READONLY too: garbage in the header can say so, and what truly is cannot be discarded
        return true;
    }
}

} // namespace

/// One open connection.
class IndexCache::Database {
public:
    Database(const std::string& file, Purpose purpose) {
        const int create = purpose == Purpose::Write ? SQLITE_OPEN_CREATE : 0;
        m_result = sqlite3_open_v2(
            file.c_str(), &m_handle,
            SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | create, nullptr);
        if (m_result != SQLITE_OK)
            return;
        sqlite3_busy_timeout(m_handle, LongestWait);
        // Lost power may damage the file: checksums tell, and it is disposable. So nothing waits for a disk.
        m_result = run("PRAGMA synchronous=OFF");
        if (m_result == SQLITE_OK)
            m_result = checkVersion(purpose, file);
    }
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    ~Database() { sqlite3_close(m_handle); }

    int result() const { return m_result; } ///< SQLITE_OK when it can be used
    sqlite3* handle() { return m_handle; }
    int run(const char* text) { return sqlite3_exec(m_handle, text, nullptr, nullptr, nullptr); }

private:
    std::int64_t pragma(const char* text) {
        Statement statement(m_handle, text);
        const int result = statement.step();
        if (result != SQLITE_ROW)
            m_result = result;
        return result == SQLITE_ROW ? statement.number(0) : -1;
    }

    int checkVersion(Purpose purpose, const std::string& file) {
        const std::int64_t id = pragma("PRAGMA application_id");
        const std::int64_t version = m_result == SQLITE_OK ? pragma("PRAGMA user_version") : -1;
        if (m_result != SQLITE_OK || (id == ApplicationId && version == SchemaVersion))
            return m_result;
        const bool isNew = id == 0 && version == 0 && pragma("SELECT count(*) FROM sqlite_master") == 0;
        if (m_result != SQLITE_OK || !isNew || purpose == Purpose::Read)
            return m_result != SQLITE_OK ? m_result : isNew ? SQLITE_CANTOPEN : SQLITE_NOTADB;
        ::chmod(file.c_str(), S_IRUSR | S_IWUSR); // it holds titles; files beside it take its mode over
        return create();
    }

    int create() {
        run("PRAGMA page_size=32768"); // shards are read in few steps
        run("PRAGMA journal_mode=WAL");
        const std::string schema =
            "BEGIN IMMEDIATE;"
            "CREATE TABLE IF NOT EXISTS shard(id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);"
            "CREATE TABLE IF NOT EXISTS checkpoint(id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);"
            "PRAGMA application_id=" +
            std::to_string(ApplicationId) + ";PRAGMA user_version=" + std::to_string(SchemaVersion) +
            ";COMMIT";
        return run(schema.c_str());
    }

    sqlite3* m_handle = nullptr;
    int m_result = SQLITE_OK;
};

std::size_t IndexCache::shardOf(std::string_view path) {
    return hashBytes(path) % ShardCount;
}

IndexCache::IndexCache(const FileSystem& files, std::string file, std::uint64_t fingerprint)
    : m_files(files), m_file(std::move(file)), m_fingerprint(fingerprint) {
}

IndexCache::~IndexCache() = default;

/// Null where there is nothing to open. What is no cache of this version is removed: it is this program's
/// folder, and rebuilding is all it costs.
IndexCache::Database* IndexCache::open(Purpose purpose) {
    if (m_file.empty())
        return nullptr;
    if (m_database)
        return m_database.get();
    if (purpose == Purpose::Write && !m_files.makeDirectories(std::string(parentFolder(m_file))))
        return nullptr;
    for (int attempt = 0; attempt < 2; ++attempt) {
        auto database = std::make_unique<Database>(m_file, purpose);
        if (database->result() == SQLITE_OK) {
            m_database = std::move(database);
            return m_database.get();
        }
        if (!isDamage(database->result()) || purpose == Purpose::Read)
            return nullptr;
        database.reset();
        discard();
    }
    return nullptr;
}

void IndexCache::close() {
    m_database.reset();
}

void IndexCache::discard() {
    m_database.reset();
    for (const char* suffix : {"", "-wal", "-shm", "-journal"})
        ::unlink((m_file + suffix).c_str());
}

void IndexCache::Records::add(std::string shard, std::uint64_t fingerprint) {
    const auto& kept = m_shards.emplace_back(std::make_shared<const std::string>(std::move(shard)));
    const auto number = static_cast<std::uint32_t>(m_shards.size() - 1);
    const auto bytes = unsealed(*kept, fingerprint);
    if (!bytes)
        return;
    ByteReader reader(*bytes);
    while (!reader.atEnd() && !reader.failed()) {
        const std::string_view path = reader.text();
        const std::string_view record = reader.text();
        if (!reader.failed())
            insert({.hash = hashBytes(path), .path = path, .record = record, .shard = number});
    }
}

/// Where a path is, or the free place where it belongs.
std::size_t IndexCache::Records::slotOf(std::uint64_t hash, std::string_view path) const {
    const std::size_t mask = m_slots.size() - 1;
    std::size_t place = hash / ShardCount & mask; // all of a shard have the same remainder
    while (m_slots[place].shard != NoShard && (m_slots[place].hash != hash || m_slots[place].path != path))
        place = (place + 1) & mask;
    return place;
}

void IndexCache::Records::insert(const Slot& slot) {
    constexpr std::size_t First = 1024;
    if (2 * (m_size + 1) > m_slots.size()) {
        std::vector<Slot> old(std::max(First, 2 * m_slots.size()));
        old.swap(m_slots);
        for (const Slot& each : old) {
            if (each.shard != NoShard)
                m_slots[slotOf(each.hash, each.path)] = each;
        }
    }
    Slot& place = m_slots[slotOf(slot.hash, slot.path)];
    m_size += place.shard == NoShard ? 1 : 0;
    place = slot;
}

std::optional<SharedBytes> IndexCache::Records::find(std::string_view path) const {
    if (m_slots.empty())
        return std::nullopt;
    const Slot& slot = m_slots[slotOf(hashBytes(path), path)];
    if (slot.shard == NoShard)
        return std::nullopt;
    return SharedBytes(m_shards[slot.shard], slot.record);
}

IndexCache::Records IndexCache::load() {
    Records records;
    Database* database = open(Purpose::Read);
    if (!database)
        return records;
    Statement statement(database->handle(), "SELECT id FROM shard");
    sqlite3_blob* blob = nullptr; // reads straight into our bytes
    while (statement.step() == SQLITE_ROW) {
        const std::int64_t id = statement.number(0);
        constexpr int ReadOnly = 0;
        const int opened =
            blob ? sqlite3_blob_reopen(blob, id)
                 : sqlite3_blob_open(database->handle(), "main", "shard", "bytes", id, ReadOnly, &blob);
        if (opened != SQLITE_OK)
            break;
        std::string bytes;
        const int size = sqlite3_blob_bytes(blob);
        bytes.resize_and_overwrite(static_cast<std::size_t>(size), [&](char* into, std::size_t) {
            return sqlite3_blob_read(blob, into, size, 0) == SQLITE_OK ? static_cast<std::size_t>(size) : 0;
        });
        records.add(std::move(bytes), m_fingerprint);
    }
    sqlite3_blob_close(blob);
    return records;
}

std::optional<std::string> IndexCache::checkpoint(std::string_view path) {
    Database* database = open(Purpose::Read);
    if (!database)
        return std::nullopt;
    Statement statement(database->handle(), "SELECT bytes FROM checkpoint WHERE id = ?");
    statement.bind(1, checkpointKey(path));
    if (statement.step() != SQLITE_ROW)
        return std::nullopt;
    const auto bytes = unsealed(statement.bytes(0), m_fingerprint);
    if (!bytes)
        return std::nullopt;
    ByteReader reader(*bytes);
    if (reader.text() != path)
        return std::nullopt;
    return std::string(reader.text());
}

bool IndexCache::save(const Changes& changes) {
    if (changes.isEmpty())
        return true;
    for (int attempt = 0; attempt < 2; ++attempt) {
        Database* database = open(Purpose::Write);
        if (!database)
            return false;
        if (const int result = write(*database, changes); result != SQLITE_OK) {
            database->run("ROLLBACK");
            if (!isDamage(result))
                return false;
            discard();
            continue;
        }
        return true;
    }
    return false;
}

int IndexCache::write(Database& database, const Changes& changes) {
    if (const int result = database.run("BEGIN IMMEDIATE"); result != SQLITE_OK)
        return result;
    const auto failed = [&] { return sqlite3_errcode(database.handle()); };
    {
        Statement put(database.handle(), "REPLACE INTO shard(id, bytes) VALUES(?, ?)");
        for (const auto& [shard, content] : changes.shards) {
            const std::string bytes = sealed(content.bytes(), m_fingerprint);
            if (!put.bind(1, static_cast<std::int64_t>(shard)).bind(2, bytes).run())
                return failed();
        }
    }
    {
        Statement put(database.handle(), "REPLACE INTO checkpoint(id, bytes) VALUES(?, ?)");
        for (const auto& [path, checkpoint] : changes.checkpoints) {
            ByteWriter content;
            content.text(path);
            content.text(checkpoint);
            const std::string bytes = sealed(content.bytes(), m_fingerprint);
            if (!put.bind(1, checkpointKey(path)).bind(2, bytes).run())
                return failed();
        }
    }
    Statement remove(database.handle(), "DELETE FROM checkpoint WHERE id = ?");
    for (const std::string& path : changes.forgotten) {
        if (!remove.bind(1, checkpointKey(path)).run())
            return failed();
    }
    return database.run("COMMIT");
}

} // namespace ax
