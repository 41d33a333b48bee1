// SPDX-License-Identifier: MIT
#include "core/transcripts/sqlite_look.h"

#include "core/base/paths.h"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <format>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ax {

namespace {

constexpr int LongestWait = 100;                                ///< ms, for the owner to end its transaction
constexpr std::uintmax_t LargestCopy = std::uintmax_t(1) << 30; ///< bytes of database and log together
constexpr int LongestValue = 64 << 20;                          ///< bytes; no row that needs more is read

/// Characters that mean something in a file name of SQLite's become %XX.
std::string uriOf(const std::string& file, std::string_view parameters) {
    std::string uri = "file:";
    for (const char byte : file) {
        if (byte == '?' || byte == '#' || byte == '%')
            uri += std::format("%{:02X}", static_cast<unsigned char>(byte));
        else
            uri += byte;
    }
    return uri.append(parameters);
}

/// What of a file changes when it is written to; empty when there is none, or nothing in it.
std::string stateOf(const std::string& file) {
    struct stat status{};
    if (stat(file.c_str(), &status) != 0 || status.st_size == 0)
        return {};
#ifdef __APPLE__
    const timespec modified = status.st_mtimespec;
#else
    const timespec modified = status.st_mtim;
#endif
    return std::format("{} {} {} {}.{}", status.st_dev, status.st_ino, status.st_size, modified.tv_sec,
                       modified.tv_nsec);
}

std::string logOf(const std::string& file) {
    return file + "-wal";
}

std::string stateOfAll(const std::string& file) {
    return stateOf(file) + '|' + stateOf(logOf(file)) + '|' + stateOf(file + "-journal");
}

/// A private folder with the database and its log; empty when that cannot be.
std::string copyToPrivateFolder(const std::string& file) {
    std::error_code failed;
    const std::filesystem::path source(file);
    const std::filesystem::path log(logOf(file));
    if (std::filesystem::file_size(source, failed) + std::filesystem::file_size(log, failed) > LargestCopy ||
        failed)
        return {};
    std::string folder = (std::filesystem::temp_directory_path(failed) / "ax-look-XXXXXX").string();
    if (failed || !mkdtemp(folder.data()))
        return {};
    const std::filesystem::path target(folder);
    std::filesystem::copy_file(source, target / "copy.db", failed);
    if (!failed)
        std::filesystem::copy_file(log, target / "copy.db-wal", failed);
    if (!failed)
        std::filesystem::permissions(target / "copy.db", std::filesystem::perms::owner_write,
                                     std::filesystem::perm_options::add, failed);
    if (!failed)
        return folder;
    std::filesystem::remove_all(target, failed);
    return {};
}

/// Whether a first statement can be run, and so the database be read at all.
int probe(sqlite3* database) {
    return sqlite3_exec(database, "SELECT 1 FROM sqlite_schema LIMIT 1", nullptr, nullptr, nullptr);
}

bool isThere(const std::string& file) {
    return access(file.c_str(), F_OK) == 0;
}

/// Whether the file says that it has a write-ahead log. Read through SQLite's own descriptor: closing another
/// one would end all locks that this process has on the file.
bool isInLogMode(sqlite3* database) {
    constexpr sqlite3_int64 ReadVersionAt = 19; // source: sqlite.org/fileformat2.html, 1.3
    constexpr char WithLog = 2;
    sqlite3_file* file = nullptr;
    char version = 0;
    return sqlite3_file_control(database, "main", SQLITE_FCNTL_FILE_POINTER, &file) == SQLITE_OK && file &&
           file->pMethods && file->pMethods->xRead(file, &version, 1, ReadVersionAt) == SQLITE_OK &&
           version == WithLog;
}

/// Opens, and says with a first statement whether that was worth it. With `helpersOf` a file that has a log
/// is not opened when the log or its index is missing: even a reader would make them.
int openAs(const std::string& uri, int mode, const std::string* helpersOf, sqlite3** database) {
    sqlite3_close(*database);
    *database = nullptr;
    constexpr int Always = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
    if (const int result = sqlite3_open_v2(uri.c_str(), database, mode | Always, nullptr);
        result != SQLITE_OK)
        return result;
    if (helpersOf && isInLogMode(*database) && (!isThere(logOf(*helpersOf)) || !isThere(*helpersOf + "-shm")))
        return SQLITE_CANTOPEN;
    sqlite3_extended_result_codes(*database, 1);
    sqlite3_busy_timeout(*database, LongestWait);
    sqlite3_limit(*database, SQLITE_LIMIT_LENGTH, LongestValue);
    // What the file says is no order to us, and a file that shrinks under a mapping is a crash.
    sqlite3_db_config(*database, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(*database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_exec(*database, "PRAGMA mmap_size=0; PRAGMA cell_size_check=ON", nullptr, nullptr, nullptr);
    return probe(*database);
}

bool needsHelperFiles(int result) {
    const int kind = result & 0xFF;
    return kind == SQLITE_CANTOPEN || kind == SQLITE_READONLY;
}

} // namespace

bool SqliteRow::isNull(int column) const {
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

std::string_view SqliteRow::text(int column) const {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(m_statement, column));
    return text ? std::string_view(text, static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column)))
                : std::string_view();
}

std::optional<std::int64_t> SqliteRow::number(int column) const {
    return isNull(column) ? std::nullopt : std::optional(sqlite3_column_int64(m_statement, column));
}

std::optional<double> SqliteRow::real(int column) const {
    return isNull(column) ? std::nullopt : std::optional(sqlite3_column_double(m_statement, column));
}

Error SqliteLook::failure(int result) const {
    const char* reason = m_database ? sqlite3_errmsg(m_database) : sqlite3_errstr(result);
    switch (result & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_READONLY: // the log's index is being rebuilt
    case SQLITE_PROTOCOL:
        return {ErrorCode::Busy, "The database " + m_file + " is in use: its program is writing to it"};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
        return {ErrorCode::Invalid, std::format("The database {} is damaged: {}", m_file, reason)};
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return {ErrorCode::Denied, std::format("The database {} cannot be opened: {}", m_file, reason)};
    case SQLITE_TOOBIG:
        return {ErrorCode::Unsupported, "A value in the database " + m_file + " is too long to be read"};
    default:
        return {ErrorCode::Io, std::format("The database {} cannot be read: {}", m_file, reason)};
    }
}

Result<std::unique_ptr<SqliteLook>> SqliteLook::open(const std::string& file) {
    struct stat status{};
    if (stat(file.c_str(), &status) != 0)
        return std::unexpected(errorFromErrno(errno, "open " + file));
    if (!S_ISREG(status.st_mode))
        return std::unexpected(Error{ErrorCode::Invalid, file + " is not a file, so it is no database"});
    if (status.st_size == 0 && stateOf(logOf(file)).empty())
        return std::unexpected(
            Error{ErrorCode::Invalid, "The database " + file + " is empty: nothing was ever written to it"});

    std::unique_ptr<SqliteLook> look(new SqliteLook(file));
    int result = openAs(uriOf(file, "?readonly_shm=1"), SQLITE_OPEN_READONLY, &file, &look->m_database);
    if (needsHelperFiles(result) && stateOf(logOf(file)).empty()) {
        look->m_asItLies = stateOfAll(file);
        result = openAs(uriOf(file, "?immutable=1"), SQLITE_OPEN_READONLY, nullptr, &look->m_database);
    } else if ((result & 0xFF) == SQLITE_CANTOPEN) {
        look->m_copy = copyToPrivateFolder(file);
        if (!look->m_copy.empty())
            result = openAs(uriOf(look->m_copy + "/copy.db", ""), SQLITE_OPEN_READWRITE, nullptr,
                            &look->m_database);
    }
    if (result != SQLITE_OK)
        return std::unexpected(look->failure(result));
    return look;
}

SqliteLook::~SqliteLook() {
    for (const auto& [text, statement] : m_statements)
        sqlite3_finalize(statement);
    sqlite3_close(m_database);
    if (std::error_code ignored; !m_copy.empty())
        std::filesystem::remove_all(m_copy, ignored);
}

Result<void> SqliteLook::confirm() const {
    if (m_asItLies.empty() || m_asItLies == stateOfAll(m_file))
        return {};
    return std::unexpected(failure(SQLITE_BUSY));
}

sqlite3_stmt* SqliteLook::prepared(const std::string& text) {
    for (const auto& [known, statement] : m_statements) {
        if (known == text)
            return statement;
    }
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(m_database, text.c_str(), -1, &statement, nullptr) == SQLITE_OK && statement)
        m_statements.emplace_back(text, statement);
    return statement;
}

Result<void> SqliteLook::forEach(const std::string& text, std::span<const SqliteValue> values,
                                 const Visitor& visit) {
    sqlite3_stmt* statement = prepared(text);
    if (!statement)
        return std::unexpected(failure(sqlite3_extended_errcode(m_database)));
    int place = 0;
    for (const SqliteValue& value : values) {
        ++place;
        if (const auto* bytes = std::get_if<std::string_view>(&value))
            sqlite3_bind_text64(statement, place, bytes->data(), bytes->size(), SQLITE_STATIC, SQLITE_UTF8);
        else
            sqlite3_bind_int64(statement, place, std::get<std::int64_t>(value));
    }
    int result = SQLITE_ROW;
    while ((result = sqlite3_step(statement)) == SQLITE_ROW)
        visit(SqliteRow(statement));
    std::optional<Error> error;
    if (result != SQLITE_DONE)
        error = failure(result);
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    if (error)
        return std::unexpected(std::move(*error));
    return {};
}

std::optional<std::uint64_t> SqliteLook::sizeOf(const char* table, const char* column, std::int64_t rowId) {
    sqlite3_blob* blob = nullptr;
    constexpr int ReadOnly = 0;
    std::optional<std::uint64_t> size;
    if (sqlite3_blob_open(m_database, "main", table, column, rowId, ReadOnly, &blob) == SQLITE_OK)
        size = static_cast<std::uint64_t>(sqlite3_blob_bytes(blob));
    sqlite3_blob_close(blob);
    return size;
}

Result<std::vector<std::string>> SqliteLook::columnsOf(std::string_view table) {
    std::vector<std::string> names;
    const std::array<SqliteValue, 1> values{table};
    const auto done = forEach("SELECT name FROM pragma_table_info(?1)", values,
                              [&names](const SqliteRow& row) { names.emplace_back(row.text(0)); });
    if (!done)
        return std::unexpected(done.error());
    return names;
}

SqliteLook::Together::Together(SqliteLook& look) : m_look(look) {
    sqlite3_exec(m_look.m_database, "BEGIN", nullptr, nullptr, nullptr);
}

SqliteLook::Together::~Together() {
    sqlite3_exec(m_look.m_database, "COMMIT", nullptr, nullptr, nullptr);
}

} // namespace ax
