// SPDX-License-Identifier: MIT
#include "core/base/faulty_file_system.h"
#include "core/state/alias.h"
#include "core/state/hook_state.h"
#include "core/state/session_meta.h"

#include <QTemporaryDir>
#include <QTest>

using namespace ax;

/// The small sidecars that are written: meta, hook states, aliases.
class SessionMetaUpdateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_paths.stateDirectory = m_folder->path().toStdString();
    }

    void keepsWhatItDoesNotKnow() {
        write(R"({"zebra":[1,{"a":null}],"name":"old","task":"paint","exit":3,"last":1.5})");
        SessionMetaChange change;
        change.name = "new \"name\" 日本";
        change.task = "";
        change.exitCode = 0;
        change.labels = {"a=b", "c"};
        QVERIFY(updateSessionMeta(m_files, m_paths, "s1", change, m_now).has_value());
        const std::string expected =
            "{\"zebra\":[1,{\"a\":null}],\"name\":\"new \\\"name\\\" 日本\",\"exit\":0,\"last\":1.5,"
            "\"labels\":[\"a=b\",\"c\"],\"updated\":\"1970-01-01T00:16:40Z\"}";
        QCOMPARE(read(), expected);
    }

    void makesOne() {
        SessionMetaChange change;
        change.harness = "codex";
        change.directory = "/src";
        QVERIFY(updateSessionMeta(m_files, m_paths, "s1", change, m_now).has_value());
        const auto meta = readSessionMeta(m_files, m_paths, "s1");
        QVERIFY(meta && meta->harness == "codex" && meta->directory == "/src" && meta->updated == m_now);
    }

    void refusesADamagedOne() {
        const std::string whole = R"({"name":"old","list":[1,2]})";
        for (std::size_t cut = 0; cut < whole.size(); ++cut) {
            write(whole.substr(0, cut));
            QVERIFY(!updateSessionMeta(m_files, m_paths, "s1", {}, m_now));
            QCOMPARE(read(), whole.substr(0, cut));
        }
        QVERIFY(!updateSessionMeta(m_files, m_paths, "../x", {}, m_now));
        QVERIFY(!updateSessionMeta(m_files, m_paths, ".hidden", {}, m_now));
    }

    void aFullDiskLosesNothing() {
        write(R"({"name":"old"})");
        FaultyFileSystem faulty(m_files);
        faulty.failWritesAfter(0);
        QCOMPARE(updateSessionMeta(faulty, m_paths, "s1", {}, m_now).error().code, ErrorCode::NoSpace);
        QCOMPARE(read(), std::string("{\"name\":\"old\"}"));
    }

    void hookStatesAreWords() {
        for (const HookWord word :
             {HookWord::Working, HookWord::Idle, HookWord::Blocked, HookWord::Done, HookWord::Failed}) {
            QVERIFY(writeHookState(m_files, m_paths, "s1", word).has_value());
            const auto state = readHookState(m_files, m_paths, "s1");
            QVERIFY(state && state->word == word);
            QCOMPARE(parseHookWord(std::string(hookWordText(word)) + "\n"), std::optional(word));
        }
        for (const char* text : {"", "work", "working!", "WORKING", "\n"})
            QVERIFY2(!parseHookWord(text), text);
        removeHookState(m_files, m_paths, "s1");
        QVERIFY(!readHookState(m_files, m_paths, "s1"));
        QVERIFY(!writeHookState(m_files, m_paths, "a/b", HookWord::Idle));
    }

    void aliasesLead() {
        QVERIFY(writeAlias(m_files, m_paths, "launch-1", "true-1").has_value());
        QVERIFY(writeAlias(m_files, m_paths, "launch-2", "true-2").has_value());
        QCOMPARE(aliasTarget(m_files, m_paths, "launch-1"), std::string("true-1"));
        QCOMPARE(aliasTarget(m_files, m_paths, "launch-3"), std::string());
        QCOMPARE(aliasesWith(m_files, m_paths, "launch").size(), 2UL);
        QVERIFY(!writeAlias(m_files, m_paths, "../x", "y"));
    }

private:
    void write(const std::string& text) const {
        QVERIFY(m_files.makeDirectories(metaFolder(m_paths)).has_value());
        QVERIFY(m_files.writeCache(metaFolder(m_paths) + "/s1.json", text).has_value());
    }
    std::string read() const {
        return readWholeFile(m_files, metaFolder(m_paths) + "/s1.json", 1 << 20).value_or("");
    }

    RealFileSystem m_files;
    Paths m_paths;
    std::unique_ptr<QTemporaryDir> m_folder;
    Timestamp m_now{std::chrono::seconds(1000)};
};

QTEST_GUILESS_MAIN(SessionMetaUpdateTest)
#include "session_meta_update_test.moc"
