// SPDX-License-Identifier: MIT
#pragma once

#include "tests/bench/conversation.h"
#include "tests/bench/record_clock.h"

#include <cstdint>
#include <memory>
#include <string>

struct sqlite3;
struct sqlite3_stmt;

namespace ax::bench {

/// Writes opencode's one database: its tables of projects, sessions, messages and parts, filled as opencode
/// does. Aborts the program with a message when SQLite cannot: a corpus without its database is of no use.
class OpencodeDatabaseGenerator {
public:
    explicit OpencodeDatabaseGenerator(const std::string& file);
    /// Closes the database in WAL mode. What was written after keepInLog() stays in the -wal file, as
    /// opencode leaves it while it runs.
    ~OpencodeDatabaseGenerator();
    OpencodeDatabaseGenerator(const OpencodeDatabaseGenerator&) = delete;

    struct Written {
        std::uint64_t textBytes = 0; ///< of messages and parts
        std::uint64_t nanodollars = 0;
        Tally total;
    };
    /// A session, or a sub-agent's when `parentId` is given.
    Written addSession(const SessionPlan& plan, const std::string& parentId);
    /// All before this goes into the main file, with its indexes.
    void keepInLog();

private:
    class Statement;

    struct Progress; ///< what the records of one session have in common
    void run(const char* sql);
    void addProject(const SessionPlan& plan);
    void addMessage(Progress& progress, const std::string& id, const std::string& data);
    void addPart(Progress& progress, const std::string& messageId, const std::string& data);
    void addStep(Progress& progress, const Step& step, const std::string& promptId);
    void addSessionRow(const SessionPlan& plan, const std::string& parentId, const Progress& progress);

    sqlite3* m_database = nullptr;
    std::unique_ptr<Statement> m_project, m_session, m_message, m_part;
    std::uint64_t m_counter = 0;
    bool m_inLog = false;
};

} // namespace ax::bench
