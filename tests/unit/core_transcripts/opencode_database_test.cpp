// SPDX-License-Identifier: MIT
#include "core/transcripts/excerpt.h"
#include "core/transcripts/opencode_database.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <filesystem>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace ax;
using namespace Qt::StringLiterals;

namespace {

constexpr const char* Schema = R"(
CREATE TABLE session(id text PRIMARY KEY, parent_id text, directory text, title text, version text, agent text,
    cost real, tokens_input integer, tokens_output integer, tokens_reasoning integer, tokens_cache_read integer,
    tokens_cache_write integer, model text, time_created integer, time_updated integer);
CREATE TABLE message(id text PRIMARY KEY, session_id text, time_created integer, time_updated integer, data text);
CREATE TABLE part(id text PRIMARY KEY, message_id text, session_id text, time_created integer,
    time_updated integer, data text);
CREATE INDEX m ON message(session_id, time_created, id);
CREATE INDEX p ON part(message_id, id);
)";

/// The program that owns the database.
class Owner {
public:
    explicit Owner(const std::string& file) { sqlite3_open(file.c_str(), &m_database); }
    Owner(const Owner&) = delete;
    Owner& operator=(const Owner&) = delete;
    ~Owner() { sqlite3_close(m_database); }

    bool run(const std::string& text) {
        return sqlite3_exec(m_database, text.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
    }
    bool addSession(const std::string& id, int created) {
        return run("INSERT INTO session VALUES('" + id + "',NULL,'/w','T " + id +
                   "','1',NULL,0.5,9,9,9,9,9,'{\"id\":\"m\"}'," + std::to_string(created) + ',' +
                   std::to_string(created) + ')');
    }
    bool addPrompt(const std::string& session, const std::string& id, int time, const std::string& text) {
        return addMessage(session, id, time, R"({"role":"user"})") &&
               addPart(id, id + "p", R"({"type":"text","text":")" + text + "\"}");
    }
    bool addAnswer(const std::string& session, const std::string& id, int time, int input) {
        return addMessage(session, id, time,
                          R"({"role":"assistant","modelID":"m","cost":0.25,"time":{"created":)" +
                              std::to_string(time) + R"(,"completed":9},"tokens":{"input":)" +
                              std::to_string(input) +
                              R"(,"output":3,"reasoning":4,"cache":{"read":5,"write":6}}})") &&
               addPart(id, id + "p", R"({"type":"text","text":"answer"})");
    }
    bool addMessage(const std::string& session, const std::string& id, int time, const std::string& data) {
        return run("INSERT INTO message VALUES('" + id + "','" + session + "'," + std::to_string(time) + ',' +
                   std::to_string(time) + ",'" + data + "')");
    }
    bool addPart(const std::string& message, const std::string& id, const std::string& data) {
        return run("INSERT INTO part VALUES('" + id + "','" + message + "','',7,7,'" + data + "')");
    }

private:
    sqlite3* m_database = nullptr;
};

const TranscriptFacts* find(const OpencodeDatabase::Sessions& sessions, std::string_view id) {
    const auto found = std::ranges::find(sessions.changed, id, &TranscriptFacts::sessionId);
    return found == sessions.changed.end() ? nullptr : &*found;
}

} // namespace

class OpencodeDatabaseTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void tellsASession();
    void readsOnlyWhatChanged();
    void countsACopyWhereItWasSaid();
    void countsACopyOnceWhenTheFirstIsGone();
    void saysWhatASchemaLacks_data();
    void saysWhatASchemaLacks();
    void losesAFieldToNull();
    void waitsForALock();
    void readsBesideAWriter();
    void readsWithoutHelperFiles();
    void readsALogWithoutItsIndex();
    void leavesNothingBehind();
    void surviveDamageInEveryPage();
    void saysWhatIsNoDatabase();
    void givesRecords();
    void showsTurns();

private:
    TranscriptExcerpt turns(const std::string& session) const;
    QStringList filesThere() const {
        return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden, QDir::Name);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::string m_file;
    RealFileSystem m_files;
};

void OpencodeDatabaseTest::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_file = m_folder->filePath(u"a #1?.db"_s).toStdString();
    Owner owner(m_file);
    QVERIFY(owner.run(Schema));
    QVERIFY(owner.addSession("s1", 100));
    QVERIFY(owner.addPrompt("s1", "m1", 110, "Hello"));
    QVERIFY(owner.addAnswer("s1", "m2", 120, 50));
}

void OpencodeDatabaseTest::cleanup() {
    std::filesystem::permissions(m_folder->path().toStdString(), std::filesystem::perms::owner_all);
}

void OpencodeDatabaseTest::tellsASession() {
    const auto sessions = OpencodeDatabase(m_file).sessions();
    QVERIFY(sessions.has_value());
    QVERIFY(sessions->problems.empty());
    QCOMPARE(sessions->changed.size(), 1U);
    const TranscriptFacts& facts = sessions->changed[0];
    QCOMPARE(facts.sessionId, "s1");
    QCOMPARE(facts.title, "T s1");
    QCOMPARE(facts.directory, "/w");
    QCOMPARE(facts.model, "m");
    QCOMPARE(facts.prompts, 1U);
    QCOMPARE(facts.answers, 1U);
    QVERIFY((facts.tokens ==
             TokenCounts{.input = 50, .output = 7, .cacheRead = 5, .cacheWrite = 6, .cacheWriteHour = 0}));
    QCOMPARE(facts.contextTokens, 61U);
    QCOMPARE(facts.recordedCost.value(), 0.25);
    QCOMPARE(facts.usage.size(), 1U);
}

void OpencodeDatabaseTest::readsOnlyWhatChanged() {
    Owner owner(m_file);
    QVERIFY(owner.addSession("s2", 200));
    const OpencodeDatabase database(m_file);
    const auto first = database.sessions();
    QVERIFY(first.has_value());
    QCOMPARE(first->changed.size(), 2U);
    const auto stamp = database.stamp(m_files);
    QVERIFY(database.stamp(m_files) == stamp);
    QCOMPARE(database.sessionsChangedSince(first->versions)->changed.size(), 0U);

    QVERIFY(owner.addAnswer("s2", "m9", 300, 1)); // its session's row is not touched
    QVERIFY(owner.run("DELETE FROM session WHERE id='s1'"));
    const auto second = database.sessionsChangedSince(first->versions);
    QCOMPARE(second->changed.size(), 1U);
    QCOMPARE(second->changed[0].sessionId, "s2");
    QCOMPARE(second->versions.size(), 1U);
    QVERIFY(database.stamp(m_files) != stamp);
}

void OpencodeDatabaseTest::countsACopyWhereItWasSaid() {
    Owner owner(m_file);
    QVERIFY(owner.addSession("s2", 200) && owner.addPrompt("s2", "c1", 110, "Hello") &&
            owner.addAnswer("s2", "c2", 120, 50) && owner.addAnswer("s2", "c3", 210, 8));
    // A fork of the fork, and one that has nothing to do with them.
    QVERIFY(owner.addSession("s3", 300) && owner.addPrompt("s3", "d1", 110, "Hello") &&
            owner.addAnswer("s3", "d2", 120, 50) && owner.addAnswer("s3", "d3", 210, 8) &&
            owner.addAnswer("s3", "d4", 310, 4));
    QVERIFY(owner.addSession("s4", 400) && owner.addAnswer("s4", "e1", 410, 2));
    const auto sessions = OpencodeDatabase(m_file).sessions();
    QVERIFY(sessions.has_value());
    QCOMPARE(find(*sessions, "s1")->tokens.input, 50U);
    QCOMPARE(find(*sessions, "s2")->tokens.input, 8U);
    QCOMPARE(find(*sessions, "s2")->forkedFrom, "s1");
    QCOMPARE(find(*sessions, "s2")->answers, 2U);
    QCOMPARE(find(*sessions, "s3")->tokens.input, 4U);
    QCOMPARE(find(*sessions, "s3")->forkedFrom, "s2");
    QCOMPARE(find(*sessions, "s4")->tokens.input, 2U);
    QCOMPARE(find(*sessions, "s4")->forkedFrom, "");
}

void OpencodeDatabaseTest::countsACopyOnceWhenTheFirstIsGone() {
    Owner owner(m_file);
    for (const auto& [id, created] : {std::pair("s2", 200), {"s3", 300}}) {
        QVERIFY(owner.addSession(id, created) && owner.addPrompt(id, std::string(id) + "a", 110, "Hello") &&
                owner.addAnswer(id, std::string(id) + "b", 120, 50));
    }
    QVERIFY(owner.run("DELETE FROM session WHERE id='s1'; DELETE FROM message WHERE session_id='s1'"));
    const auto sessions = OpencodeDatabase(m_file).sessions();
    QVERIFY(sessions.has_value());
    QCOMPARE(find(*sessions, "s2")->tokens.input, 50U);
    QCOMPARE(find(*sessions, "s3")->tokens.input, 0U);
    QCOMPARE(find(*sessions, "s3")->forkedFrom, "s2");
}

void OpencodeDatabaseTest::saysWhatASchemaLacks_data() {
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("named");
    for (const char* column : {"title", "cost", "model", "time_updated", "time_created", "tokens_input",
                               "parent_id", "directory", "agent"})
        QTest::addRow("session.%s", column)
            << u"ALTER TABLE session RENAME COLUMN %1 TO other"_s.arg(QLatin1String(column))
            << QString::fromLatin1(column);
    for (const char* column : {"time_created", "time_updated", "data", "session_id", "id"})
        QTest::addRow("message.%s", column)
            << u"ALTER TABLE message RENAME COLUMN %1 TO other"_s.arg(QLatin1String(column))
            << QString::fromLatin1(column);
    for (const char* column : {"data", "message_id", "id"})
        QTest::addRow("part.%s", column)
            << u"ALTER TABLE part RENAME COLUMN %1 TO other"_s.arg(QLatin1String(column))
            << QString::fromLatin1(column);
    QTest::newRow("no messages") << u"DROP TABLE message"_s << u"message"_s;
    QTest::newRow("no parts") << u"DROP TABLE part"_s << u"part"_s;
}

void OpencodeDatabaseTest::saysWhatASchemaLacks() {
    QFETCH(QString, change);
    QFETCH(QString, named);
    QVERIFY(Owner(m_file).run(change.toStdString()));
    const auto sessions = OpencodeDatabase(m_file).sessions();
    if (!sessions)
        QFAIL(sessions.error().message.c_str());
    QCOMPARE(sessions->problems.size(), 1U);
    QVERIFY(QString::fromStdString(sessions->problems[0]).contains(u'`' + named + u'`'));
    QCOMPARE(sessions->changed.size(), 1U);
    QCOMPARE(sessions->changed[0].sessionId, "s1");
    QVERIFY(sessions->changed[0].tokens.total() > 0);
    // A reader of turns says so too, or reads what there is.
    const auto excerpt =
        readExcerpt(m_files, {.format = "opencode", .file = m_file, .sessionId = "s1"}, 1'000'000);
    QVERIFY(excerpt || !excerpt.error().message.empty());
}

void OpencodeDatabaseTest::losesAFieldToNull() {
    Owner owner(m_file);
    QVERIFY(
        owner.run("INSERT INTO session(id) VALUES('bare'); INSERT INTO session(id,title,time_created,model) "
                  "VALUES('odd',x'ff00fe','soon',7); INSERT INTO session(title) VALUES('nameless')"));
    QVERIFY(owner.run("INSERT INTO message VALUES('x','odd',NULL,NULL,NULL),('y','odd',5,5,'{\"role\":'),"
                      "('z','odd',6,6,'{\"role\":7,\"tokens\":[],\"time\":3}')"));
    const auto sessions = OpencodeDatabase(m_file).sessions();
    QVERIFY(sessions.has_value());
    QCOMPARE(sessions->changed.size(), 3U);
    QVERIFY(!find(*sessions, "bare")->created.has_value());
    QCOMPARE(find(*sessions, "odd")->damagedRecords, 2U);
    QCOMPARE(find(*sessions, "odd")->unknownRecords, 1U);
    QVERIFY(QString::fromStdString(find(*sessions, "odd")->title).isValidUtf16());
}

void OpencodeDatabaseTest::waitsForALock() {
    Owner owner(m_file);
    QVERIFY(owner.run("BEGIN EXCLUSIVE"));
    const auto locked = OpencodeDatabase(m_file).sessions();
    QVERIFY(!locked.has_value());
    QCOMPARE(locked.error().code, ErrorCode::Busy);
    QVERIFY(QString::fromStdString(locked.error().message).contains(u"in use"_s));
    QVERIFY(owner.run("COMMIT"));
    QVERIFY(OpencodeDatabase(m_file).sessions().has_value());
}

/// While a process writes as fast as it can, each look sees whole messages, and the log does not grow without
/// end: nobody keeps it from being written back.
void OpencodeDatabaseTest::readsBesideAWriter() {
    QVERIFY(Owner(m_file).run("PRAGMA journal_mode=WAL"));
    const pid_t writer = ::fork();
    QVERIFY(writer >= 0);
    if (writer == 0) {
        Owner owner(m_file);
        sqlite3_int64 written = 0;
        const bool ready = owner.run("PRAGMA busy_timeout=5000; PRAGMA synchronous=OFF");
        for (int index = 0; ready && index < 3000; ++index) {
            const std::string id = std::to_string(index);
            written +=
                owner.run("BEGIN") && owner.addAnswer("s1", "w" + id, 1000 + index, 1) && owner.run("COMMIT");
        }
        ::_exit(written == 3000 ? 0 : 1);
    }
    const OpencodeDatabase database(m_file);
    int status = 0;
    std::uint64_t answers = 0, looks = 0, logSize = 0;
    while (::waitpid(writer, &status, WNOHANG) == 0) {
        const auto sessions = database.sessions();
        if (const auto excerpt =
                readExcerpt(m_files, {.format = "opencode", .file = m_file, .sessionId = "s1"}, 10'000))
            QCOMPARE(excerpt->damagedRecords, 0U);
        if (const auto stamp = database.stamp(m_files); stamp.log)
            logSize = std::max(logSize, stamp.log->size);
        if (!sessions) {
            QCOMPARE(sessions.error().code, ErrorCode::Busy);
            continue;
        }
        ++looks;
        QVERIFY(sessions->problems.empty());
        QVERIFY(sessions->changed.at(0).answers >= answers);
        QCOMPARE(sessions->changed[0].damagedRecords, 0U);
        answers = sessions->changed[0].answers;
    }
    QCOMPARE(WEXITSTATUS(status), 0);
    QCOMPARE(database.sessions()->changed.at(0).answers, 3001U);
    QVERIFY(looks > 0);
    QVERIFY2(logSize < (32U << 20), qPrintable(QString::number(logSize)));
}

/// As opencode leaves it when it ends: in WAL mode, with neither log nor index, here in a folder that cannot
/// be written to.
void OpencodeDatabaseTest::readsWithoutHelperFiles() {
    QVERIFY(Owner(m_file).run("PRAGMA journal_mode=WAL; CREATE TABLE t(x)"));
    QCOMPARE(filesThere().size(), 1);
    std::filesystem::permissions(m_folder->path().toStdString(),
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
    const auto sessions = OpencodeDatabase(m_file).sessions();
    if (!sessions)
        QFAIL(sessions.error().message.c_str());
    QCOMPARE(sessions->changed.size(), 1U);
    QCOMPARE(turns("s1").turns.size(), 2U);
    QCOMPARE(filesThere().size(), 1);
}

/// A copy of a folder of a running opencode may lack the index.
void OpencodeDatabaseTest::readsALogWithoutItsIndex() {
    const std::string copy = m_folder->filePath(u"copy.db"_s).toStdString();
    {
        Owner owner(m_file);
        QVERIFY(owner.run("PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0"));
        QVERIFY(owner.addSession("s2", 200));
        std::filesystem::copy_file(m_file, copy);
        std::filesystem::copy_file(m_file + "-wal", copy + "-wal");
    }
    const QStringList before = filesThere();
    const auto sessions = OpencodeDatabase(copy).sessions();
    if (!sessions)
        QFAIL(sessions.error().message.c_str());
    QCOMPARE(sessions->changed.size(), 2U);
    QCOMPARE(filesThere(), before);
}

void OpencodeDatabaseTest::leavesNothingBehind() {
    Owner owner(m_file);
    QVERIFY(owner.run("PRAGMA journal_mode=WAL") && owner.addSession("s2", 200));
    const QStringList before = filesThere();
    QCOMPARE(before.size(), 3);
    QCOMPARE(OpencodeDatabase(m_file).sessions()->changed.size(), 2U);
    QCOMPARE(turns("s1").turns.size(), 2U);
    QCOMPARE(filesThere(), before);
    // No lock is left: the owner can have everything for itself.
    QVERIFY(owner.run("PRAGMA wal_checkpoint(TRUNCATE)"));
    QCOMPARE(QFile(QString::fromStdString(m_file + "-wal")).size(), 0);
    QVERIFY(owner.run("PRAGMA journal_mode=DELETE"));
}

void OpencodeDatabaseTest::surviveDamageInEveryPage() {
    {
        Owner owner(m_file);
        QVERIFY(owner.run("BEGIN"));
        for (int index = 0; index < 30; ++index)
            QVERIFY(owner.addPrompt("s1", "p" + std::to_string(index), 200 + index, std::string(900, 'x')));
        QVERIFY(owner.run("COMMIT"));
    }
    QFile file(QString::fromStdString(m_file));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray sound = file.readAll();
    file.close();
    QVERIFY(sound.size() > 30'000);
    int told = 0, read = 0;
    for (qsizetype at = 0; at < sound.size(); at += 512) {
        for (const bool zeroed : {true, false}) {
            QByteArray damaged = sound;
            for (qsizetype byte = at; byte < std::min(at + 512, sound.size()); ++byte)
                damaged[byte] = zeroed ? '\0' : static_cast<char>(byte * 7919 >> 3);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(damaged);
            file.close();
            const auto sessions = OpencodeDatabase(m_file).sessions();
            if (!sessions)
                QVERIFY(!sessions.error().message.empty());
            else if (!sessions->problems.empty())
                ++told;
            else
                ++read;
            (void)turns("s1");
        }
    }
    for (qsizetype size = 0; size < sound.size(); size += 1021) {
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(sound.first(size));
        file.close();
        const auto sessions = OpencodeDatabase(m_file).sessions();
        QVERIFY(sessions || !sessions.error().message.empty());
    }
    QVERIFY(read > 0);
    qInfo("of damaged ones %d were read whole and %d in part", read, told);
}

void OpencodeDatabaseTest::saysWhatIsNoDatabase() {
    const auto errorOf = [this](const QByteArray& bytes) {
        QFile file(QString::fromStdString(m_file));
        (void)file.open(QIODevice::WriteOnly);
        file.write(bytes);
        file.close();
        const auto sessions = OpencodeDatabase(m_file).sessions();
        return sessions ? Error{.code = ErrorCode::Io, .message = {}} : sessions.error();
    };
    QCOMPARE(errorOf({}).code, ErrorCode::Invalid);
    QVERIFY(QString::fromStdString(errorOf({}).message).contains(u"empty"_s));
    QCOMPARE(errorOf(QByteArray(5000, 'x')).code, ErrorCode::Invalid);
    QCOMPARE(OpencodeDatabase("/nowhere/x.db").sessions().error().code, ErrorCode::NotFound);
    QCOMPARE(OpencodeDatabase(m_folder->path().toStdString()).sessions().error().code, ErrorCode::Invalid);
    QFile::remove(QString::fromStdString(m_file));
    QVERIFY(Owner(m_file).run("CREATE TABLE other(x)"));
    const auto other = OpencodeDatabase(m_file).sessions();
    QVERIFY(!other && other.error().code == ErrorCode::Invalid);
    QVERIFY(QString::fromStdString(other.error().message).contains(u"table of sessions"_s));
}

TranscriptExcerpt OpencodeDatabaseTest::turns(const std::string& session) const {
    auto excerpt =
        readExcerpt(m_files, {.format = "opencode", .file = m_file, .sessionId = session}, 1'000'000);
    return excerpt ? std::move(*excerpt) : TranscriptExcerpt();
}

void OpencodeDatabaseTest::givesRecords() {
    Owner owner(m_file);
    QVERIFY(owner.addMessage(
        "s1", "m\"3", 130,
        R"({"role":"assistant","error":{"name":"APIError"},"path":{"cwd":"/"},"summary":true})"));
    const auto records =
        openRecords(m_files, {.format = "opencode", .file = m_file, .sessionId = "s1"}).value();
    QCOMPARE(records->end().value(), 3U);
    std::vector<std::string> texts;
    QVERIFY(records->read(0, 3, [&](const auto& record) { texts.emplace_back(record.text); }).has_value());
    QCOMPARE(texts.size(), 3U);
    QCOMPARE(texts[0], R"({"id":"m1p","messageId":"m1","role":"user","time":7,"message":{"role":"user"},)"
                       R"("part":{"type":"text","text":"Hello"}})");
    QCOMPARE(texts[2], R"({"id":"","messageId":"m\"3","role":"assistant","time":130,"message":)"
                       R"({"role":"assistant","error":{"name":"APIError"},"summary":true},"part":null})");

    // An answer under way is not finished, and one that was never ended is, once others have followed.
    QVERIFY(owner.addMessage("s1", "m4", 140, R"({"role":"assistant","time":{"created":140}})"));
    QVERIFY(owner.addPart("m4", "m4p", R"({"type":"text","text":"so fa"})"));
    const auto unfinished = [&records] {
        std::vector<std::uint64_t> positions;
        (void)records->read(0, 99, [&](const auto& record) {
            if (record.mayBeUnfinished)
                positions.push_back(record.position);
        });
        return positions;
    };
    QVERIFY(unfinished() == std::vector<std::uint64_t>{3});
    QVERIFY(owner.addPrompt("s1", "m5", 150, "next") && owner.addAnswer("s1", "m6", 160, 1));
    QVERIFY(unfinished().empty());
    QCOMPARE(openRecords(m_files, {.format = "opencode", .file = m_file, .sessionId = "none"}).value()->end(),
             0U);
}

void OpencodeDatabaseTest::showsTurns() {
    Owner owner(m_file);
    QVERIFY(owner.addPart("m1", "m1q", R"({"type":"text","text":"reminder","synthetic":true})"));
    QVERIFY(owner.addPart("m1", "m1r",
                          R"({"type":"file","mime":"image/png","url":"data:image/png;base64,AAEC"})"));
    QVERIFY(owner.addPart("m1", "m1s",
                          R"({"type":"file","mime":"text/plain","filename":"a.txt","url":"file:///a"})"));
    QVERIFY(owner.addPart("m2", "m2q", R"({"type":"reasoning","text":"hm"})"));
    QVERIFY(owner.addPart("m2", "m2r",
                          R"({"type":"tool","tool":"edit","callID":"c1","state":{"status":"completed",)"
                          R"("input":{"filePath":"/a","oldString":"x","newString":"y"},"output":"ok"}})"));
    QVERIFY(owner.addPart("m2", "m2s",
                          R"({"type":"tool","tool":"bash","callID":"c2","state":{"status":"error",)"
                          R"("input":{"command":"false"},"error":"failed"}})"));
    QVERIFY(owner.addPart("m2", "m2t",
                          R"({"type":"tool","tool":"bash","callID":"c3","state":{"status":"running",)"
                          R"("input":{"command":"sleep"}}})"));
    QVERIFY(owner.addPart("m2", "m2u", R"({"type":"hologram"})"));
    QVERIFY(owner.addPart("m2", "m2v", R"({"type":)"));
    QVERIFY(owner.addMessage("s1", "m3", 130, R"({"role":"user"})") &&
            owner.addPart("m3", "m3p", R"({"type":"compaction","auto":true})"));
    QVERIFY(owner.addMessage("s1", "m4", 140, R"({"role":"assistant","summary":true})") &&
            owner.addPart("m4", "m4p", R"({"type":"text","text":"In short."})"));
    QVERIFY(
        owner.addMessage("s1", "m5", 150, R"({"role":"assistant","error":{"name":"MessageAbortedError"}})"));
    const TranscriptExcerpt excerpt = turns("s1");
    QCOMPARE(excerpt.unknownRecords, 1U);
    QCOMPARE(excerpt.damagedRecords, 1U);
    QCOMPARE(excerpt.turns.size(), 4U);
    const Turn& prompt = excerpt.turns[0];
    QCOMPARE(prompt.blocks.size(), 3U);
    QCOMPARE(std::get<ImageBlock>(prompt.blocks[1]).data, std::string("\0\1\2", 3));
    QCOMPARE(std::get<TextBlock>(prompt.blocks[2]).markdown, "[a.txt]");
    const Turn& answer = excerpt.turns[1];
    QCOMPARE(answer.model, "m");
    QCOMPARE(answer.tokens.output, 7U);
    QCOMPARE(answer.position, 4U);
    QCOMPARE(std::get<ThinkingBlock>(answer.blocks.at(1)).text, "hm");
    const auto& edit = std::get<ToolCall>(answer.blocks.at(2));
    QCOMPARE(edit.summary, "/a");
    QVERIFY(edit.edit && edit.edit->before == "x" && edit.edit->after == "y");
    QVERIFY(std::get<ToolCall>(answer.blocks.at(3)).outcome == ToolOutcome::Failed);
    QCOMPARE(std::get<ToolCall>(answer.blocks.at(3)).output, "failed");
    QVERIFY(std::get<ToolCall>(answer.blocks.at(4)).outcome == ToolOutcome::Pending);
    QCOMPARE(excerpt.turns[2].blocks.size(), 2U);
    QCOMPARE(std::get<TextBlock>(excerpt.turns[2].blocks[1]).markdown, "In short.");
    QCOMPARE(std::get<TextBlock>(excerpt.turns[3].blocks[0]).markdown, "Interrupted by the user.");
}

QTEST_GUILESS_MAIN(OpencodeDatabaseTest)
#include "opencode_database_test.moc"
