// SPDX-License-Identifier: MIT
#include "tests/bench/opencode_database_generator.h"

#include "tests/bench/list_price.h"

#include <array>
#include <cstdlib>
#include <format>
#include <initializer_list>
#include <print>
#include <sqlite3.h>
#include <string_view>
#include <variant>

namespace ax::bench {

namespace {

constexpr const char* Tables = R"(
CREATE TABLE `project` (`id` text PRIMARY KEY, `worktree` text NOT NULL, `vcs` text, `name` text, `icon_url` text,
  `icon_url_override` text, `icon_color` text, `time_created` integer NOT NULL, `time_updated` integer NOT NULL,
  `time_initialized` integer, `sandboxes` text NOT NULL, `commands` text);
CREATE TABLE `session` (`id` text PRIMARY KEY, `project_id` text NOT NULL, `workspace_id` text, `parent_id` text,
  `slug` text NOT NULL, `directory` text NOT NULL, `path` text, `title` text NOT NULL, `version` text NOT NULL,
  `share_url` text, `summary_additions` integer, `summary_deletions` integer, `summary_files` integer,
  `summary_diffs` text, `metadata` text, `cost` real DEFAULT 0 NOT NULL, `tokens_input` integer DEFAULT 0 NOT NULL,
  `tokens_output` integer DEFAULT 0 NOT NULL, `tokens_reasoning` integer DEFAULT 0 NOT NULL,
  `tokens_cache_read` integer DEFAULT 0 NOT NULL, `tokens_cache_write` integer DEFAULT 0 NOT NULL, `revert` text,
  `permission` text, `agent` text, `model` text, `time_created` integer NOT NULL, `time_updated` integer NOT NULL,
  `time_compacting` integer, `time_archived` integer,
  CONSTRAINT `fk_session_project_id_project_id_fk` FOREIGN KEY (`project_id`) REFERENCES `project`(`id`)
  ON DELETE CASCADE);
CREATE TABLE `message` (`id` text PRIMARY KEY, `session_id` text NOT NULL, `time_created` integer NOT NULL,
  `time_updated` integer NOT NULL, `data` text NOT NULL,
  CONSTRAINT `fk_message_session_id_session_id_fk` FOREIGN KEY (`session_id`) REFERENCES `session`(`id`)
  ON DELETE CASCADE);
CREATE TABLE `part` (`id` text PRIMARY KEY, `message_id` text NOT NULL, `session_id` text NOT NULL,
  `time_created` integer NOT NULL, `time_updated` integer NOT NULL, `data` text NOT NULL,
  CONSTRAINT `fk_part_message_id_message_id_fk` FOREIGN KEY (`message_id`) REFERENCES `message`(`id`)
  ON DELETE CASCADE);
CREATE TABLE `todo` (`session_id` text NOT NULL, `content` text NOT NULL, `status` text NOT NULL,
  `priority` text NOT NULL, `position` integer NOT NULL, `time_created` integer NOT NULL,
  `time_updated` integer NOT NULL, CONSTRAINT `todo_pk` PRIMARY KEY(`session_id`, `position`));
CREATE TABLE IF NOT EXISTS "migration" (id TEXT PRIMARY KEY, time_completed INTEGER NOT NULL);
)";

constexpr const char* Indexes = R"(
CREATE INDEX `message_session_time_created_id_idx` ON `message` (`session_id`,`time_created`,`id`);
CREATE INDEX `part_message_id_id_idx` ON `part` (`message_id`,`id`);
CREATE INDEX `part_session_idx` ON `part` (`session_id`);
CREATE INDEX `session_project_idx` ON `session` (`project_id`);
CREATE INDEX `session_workspace_idx` ON `session` (`workspace_id`);
CREATE INDEX `session_parent_idx` ON `session` (`parent_id`);
CREATE INDEX `todo_session_idx` ON `todo` (`session_id`);
)";

void require(int code, sqlite3* database, const char* what) {
    if (code == SQLITE_OK || code == SQLITE_DONE)
        return;
    std::println(stderr, "ax_corpus: {}: {}", what, sqlite3_errmsg(database));
    std::exit(1);
}

std::string tokensText(const Tally& tally) {
    return std::format(
        R"({{"total":{},"input":{},"output":{},"reasoning":{},"cache":{{"write":{},"read":{}}}}})",
        tally.prompt() + tally.output, tally.input, tally.output - tally.reasoning, tally.reasoning,
        tally.cacheWrite, tally.cacheRead);
}

std::string_view providerOf(const SessionPlan& plan) {
    return plan.model.starts_with("gpt-") ? "openai" : "anthropic";
}

/// opencode's ids grow with time and with what happens at the same time.
std::string growingId(std::string_view kind, std::uint64_t milliseconds, std::uint64_t& counter,
                      TextSource& text) {
    return std::format("{}_{:012x}{}", kind, (milliseconds * 4096 + ++counter % 4096) & 0xFFFFFFFFFFFF,
                       text.base62(14));
}

} // namespace

class OpencodeDatabaseGenerator::Statement {
public:
    using Value = std::variant<std::string_view, std::uint64_t, double>;

    Statement(sqlite3* database, const char* sql) : m_database(database) {
        require(sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, &m_statement, nullptr),
                database, sql);
    }
    ~Statement() { sqlite3_finalize(m_statement); }
    Statement(const Statement&) = delete;

    /// An empty text is NULL.
    void run(std::initializer_list<Value> values) {
        int place = 0;
        for (const Value& value : values)
            bind(++place, value);
        require(sqlite3_step(m_statement), m_database, "a row could not be written");
        sqlite3_reset(m_statement);
    }

private:
    void bind(int place, const Value& value) {
        if (const auto* text = std::get_if<std::string_view>(&value)) {
            if (text->empty())
                sqlite3_bind_null(m_statement, place);
            else
                sqlite3_bind_text(m_statement, place, text->data(), static_cast<int>(text->size()),
                                  SQLITE_STATIC);
        } else if (const auto* number = std::get_if<std::uint64_t>(&value)) {
            sqlite3_bind_int64(m_statement, place, static_cast<sqlite3_int64>(*number));
        } else {
            sqlite3_bind_double(m_statement, place, std::get<double>(value));
        }
    }

    sqlite3* m_database;
    sqlite3_stmt* m_statement = nullptr;
};

struct OpencodeDatabaseGenerator::Progress {
    explicit Progress(const SessionPlan& sessionPlan)
        : plan(sessionPlan), conversation(sessionPlan), clock(sessionPlan.startMilliseconds) {}
    const SessionPlan& plan;
    Conversation conversation;
    RecordClock clock;
    Written written;
};

OpencodeDatabaseGenerator::OpencodeDatabaseGenerator(const std::string& file) {
    require(sqlite3_open(file.c_str(), &m_database), m_database, file.c_str());
    run("PRAGMA page_size=4096; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; BEGIN");
    run(Tables);
    m_project = std::make_unique<Statement>(
        m_database, "INSERT OR IGNORE INTO project(id,worktree,vcs,time_created,time_updated,sandboxes) "
                    "VALUES(?,?,'git',?,?,'[]')");
    m_session = std::make_unique<Statement>(
        m_database,
        "INSERT INTO session(id,project_id,parent_id,slug,directory,path,title,version,cost,tokens_input,"
        "tokens_output,tokens_reasoning,tokens_cache_read,tokens_cache_write,agent,model,time_created,"
        "time_updated) VALUES(?,?,?,?,?,'',?,'1.18.33',?,?,?,?,?,?,'build',?,?,?)");
    m_message = std::make_unique<Statement>(
        m_database, "INSERT INTO message(id,session_id,time_created,time_updated,data) VALUES(?,?,?,?,?)");
    m_part = std::make_unique<Statement>(
        m_database,
        "INSERT INTO part(id,message_id,session_id,time_created,time_updated,data) VALUES(?,?,?,?,?,?)");
}

OpencodeDatabaseGenerator::~OpencodeDatabaseGenerator() {
    if (!m_inLog)
        keepInLog();
    run("COMMIT");
    for (std::unique_ptr<Statement>* statement : {&m_project, &m_session, &m_message, &m_part})
        statement->reset();
    sqlite3_db_config(m_database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    sqlite3_close(m_database);
}

void OpencodeDatabaseGenerator::keepInLog() {
    run(Indexes);
    run("COMMIT; PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0; BEGIN");
    m_inLog = true;
}

void OpencodeDatabaseGenerator::run(const char* sql) {
    require(sqlite3_exec(m_database, sql, nullptr, nullptr, nullptr), m_database, sql);
}

void OpencodeDatabaseGenerator::addMessage(Progress& progress, const std::string& id,
                                           const std::string& data) {
    const std::uint64_t now = progress.clock.milliseconds();
    m_message->run({id, progress.plan.id, now, now + 900, data});
    progress.written.textBytes += data.size();
}

void OpencodeDatabaseGenerator::addPart(Progress& progress, const std::string& messageId,
                                        const std::string& data) {
    progress.clock.advance(1 + progress.conversation.text().random().below(400));
    const std::uint64_t now = progress.clock.milliseconds();
    m_part->run({growingId("prt", now, m_counter, progress.conversation.text()), messageId, progress.plan.id,
                 now, now, data});
    progress.written.textBytes += data.size();
}

void OpencodeDatabaseGenerator::addStep(Progress& progress, const Step& step, const std::string& promptId) {
    progress.clock.advance(100 + progress.conversation.text().random().below(2000));
    const std::uint64_t now = progress.clock.milliseconds();
    TextSource& text = progress.conversation.text();
    const std::string id = growingId("msg", now, m_counter, text);
    const std::uint64_t cost = nanodollars(progress.plan.model, step.usage);
    progress.written.nanodollars += cost;
    const std::string_view reason = step.callsTool ? "tool-calls" : "stop";
    addMessage(
        progress, id,
        std::format(
            R"({{"parentID":"{0}","role":"assistant","mode":"build","agent":"build","path":{{"cwd":"{1}",)"
            R"("root":"{1}"}},"cost":{2},"tokens":{3},"modelID":"{4}","providerID":"{5}","time":)"
            R"({{"created":{6},"completed":{7}}},"finish":"{8}"}})",
            promptId, progress.plan.directory, dollarText(cost), tokensText(step.usage), progress.plan.model,
            providerOf(progress.plan), now, now + 900, reason));
    addPart(progress, id, std::format(R"({{"snapshot":"{}","type":"step-start"}})", text.hexadecimal(40)));
    const std::string time = std::format(R"("time":{{"start":{},"end":{}}})", now, now + 500);
    if (!step.thinking.empty())
        addPart(progress, id, std::format(R"({{"type":"reasoning","text":"{}",{}}})", step.thinking, time));
    if (!step.text.empty())
        addPart(progress, id, std::format(R"({{"type":"text","text":"{}",{}}})", step.text, time));
    if (step.callsTool) {
        const std::string_view name =
            std::array{"bash", "read", "edit", "grep"}[static_cast<std::size_t>(step.tool)];
        const std::string_view key =
            std::array{"command", "filePath", "filePath", "pattern"}[static_cast<std::size_t>(step.tool)];
        addPart(progress, id,
                std::format(
                    R"({{"type":"tool","tool":"{0}","callID":"call_{1}","state":{{"status":"{2}","input":)"
                    R"({{"{3}":"{4}"}},"{5}":"{6}","metadata":{{"exit":0,"truncated":false}},)"
                    R"("title":"{4}",{7}}}}})",
                    name, text.base62(24), step.failed ? "error" : "completed", key, step.argument,
                    step.failed ? "error" : "output", step.output, time));
    }
    addPart(progress, id,
            std::format(R"({{"reason":"{}","snapshot":"{}","type":"step-finish","tokens":{},"cost":{}}})",
                        reason, text.hexadecimal(40), tokensText(step.usage), dollarText(cost)));
}

void OpencodeDatabaseGenerator::addSessionRow(const SessionPlan& plan, const std::string& parentId,
                                              const Progress& progress) {
    const std::string model =
        std::format(R"({{"id":"{}","providerID":"{}","variant":"default"}})", plan.model, providerOf(plan));
    const std::string project = std::format("{:040x}", plan.number / 25);
    m_project->run({project, plan.directory, plan.startMilliseconds, plan.startMilliseconds});
    const Tally& total = progress.conversation.total();
    m_session->run(
        {plan.id, project, parentId, std::format("eager-star-{}", plan.number), plan.directory,
         std::format("{} {}", parentId.empty() ? "Session" : "Sub-agent", plan.promptWords.front()),
         static_cast<double>(progress.written.nanodollars) / 1e9, total.input, total.output - total.reasoning,
         total.reasoning, total.cacheRead, total.cacheWrite, model, plan.startMilliseconds,
         progress.clock.milliseconds()});
}

OpencodeDatabaseGenerator::Written OpencodeDatabaseGenerator::addSession(const SessionPlan& plan,
                                                                         const std::string& parentId) {
    Progress progress(plan);
    SizeGoal goal(plan.bytes);
    do {
        const TurnScript script = progress.conversation.turn();
        progress.clock.advance(2000);
        const std::uint64_t now = progress.clock.milliseconds();
        const std::string id = growingId("msg", now, m_counter, progress.conversation.text());
        addMessage(
            progress, id,
            std::format(
                R"({{"role":"user","time":{{"created":{}}},"agent":"build","model":{{"providerID":"{}",)"
                R"("modelID":"{}"}},"summary":{{"diffs":[]}}}})",
                now, providerOf(plan), plan.model));
        addPart(progress, id, std::format(R"({{"type":"text","text":"{}"}})", script.prompt));
        for (const Step& step : script.steps)
            addStep(progress, step, id);
    } while (goal.wantsMore(progress.written.textBytes));
    addSessionRow(plan, parentId, progress);
    progress.written.total = progress.conversation.total();
    return progress.written;
}

} // namespace ax::bench
