// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace ax {

/// One row of a result, valid while it is visited. Any column may hold any type, or nothing.
class SqliteRow {
public:
    explicit SqliteRow(sqlite3_stmt* statement) : m_statement(statement) {}

    bool isNull(int column) const;
    std::string_view text(int column) const; ///< empty for NULL; followed by a NUL
    std::optional<std::int64_t> number(int column) const;
    std::optional<double> real(int column) const;

private:
    sqlite3_stmt* m_statement;
};

using SqliteValue = std::variant<std::int64_t, std::string_view>;

/// A short look into a database that another program owns and may be writing. It writes nothing, not even
/// SQLite's own helper files, and holds no lock between calls: a reader that does makes the owner's
/// write-ahead log grow without end (facts: peers). Made for one look and thrown away. One thread.
///
/// How it opens: read-only, with the `-shm` file read-only too. A database in WAL mode without that file
/// (its owner ended, or the folder is a copy) cannot be opened so. When there is no log either, the file
/// holds everything, and it is read as it lies; confirm() then tells whether anybody began to write
/// meanwhile. When there is a log, both are copied to a private folder first.
class SqliteLook {
public:
    using Visitor = std::function<void(const SqliteRow&)>;

    static Result<std::unique_ptr<SqliteLook>> open(const std::string& file);
    SqliteLook(const SqliteLook&) = delete;
    SqliteLook& operator=(const SqliteLook&) = delete;
    ~SqliteLook();

    /// Runs one statement to its end. Visitors copy what they keep and return soon.
    Result<void> forEach(const std::string& statement, std::span<const SqliteValue> values,
                         const Visitor& visit);
    /// Bytes of a text or blob without loading it; nothing when there is no such row.
    std::optional<std::uint64_t> sizeOf(const char* table, const char* column, std::int64_t rowId);
    /// Names of the table's columns; empty when there is no such table.
    Result<std::vector<std::string>> columnsOf(std::string_view table);
    /// Busy when what was read may be half of two states.
    Result<void> confirm() const;

    /// Several statements that see one state; ends with the object.
    class Together {
    public:
        explicit Together(SqliteLook& look);
        Together(const Together&) = delete;
        Together& operator=(const Together&) = delete;
        ~Together();

    private:
        SqliteLook& m_look;
    };

private:
    explicit SqliteLook(std::string file) : m_file(std::move(file)) {}
    Error failure(int result) const;
    sqlite3_stmt* prepared(const std::string& statement);

    std::string m_file;
    std::string m_copy;     ///< private folder with a copy; empty: none
    std::string m_asItLies; ///< what the files' state was when they are read without locks; else empty
    sqlite3* m_database = nullptr;
    std::vector<std::pair<std::string, sqlite3_stmt*>> m_statements; ///< few; reset whenever they rest
};

} // namespace ax
