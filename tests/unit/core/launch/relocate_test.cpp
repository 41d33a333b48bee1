// SPDX-License-Identifier: MIT
#include "core/base/faulty_file_system.h"
#include "core/base/paths.h"
#include "core/launch/launch.h"

#include <QTemporaryDir>
#include <QTest>

using namespace ax;

class RelocateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void movesTranscriptAndSideFolder();
    void namesFoldersAsClaudeDoes_data();
    void namesFoldersAsClaudeDoes();
    void leavesWhatIsInPlace();
    void replacesNothing();
    void givesUpOnLongNames();
    void refusesSessionsWithoutAFile();
    void losesNothingWhenItFails();

private:
    Session session() const {
        Session session;
        session.harness = "claude";
        session.id = "0123";
        session.file = m_projects + "/-old-place/0123.jsonl";
        return session;
    }
    std::string read(const std::string& name) const {
        return readWholeFile(m_files, joinPath(m_projects, name), 1000).value_or("(missing)");
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::string m_projects;
    RealFileSystem m_files;
};

void RelocateTest::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_projects = m_folder->filePath(QStringLiteral("projects")).toStdString();
    QVERIFY(m_files.makeDirectories(m_projects + "/-old-place/0123/subagents"));
    QVERIFY(m_files.writeAtomically(m_projects + "/-old-place/0123.jsonl", "transcript"));
    QVERIFY(m_files.writeAtomically(m_projects + "/-old-place/0123/subagents/a.jsonl", "agent"));
    QVERIFY(m_files.writeAtomically(m_projects + "/-old-place/4567.jsonl", "another"));
}

void RelocateTest::movesTranscriptAndSideFolder() {
    const auto moved = relocateClaudeTranscript(m_files, session(), "/new/place/");
    QVERIFY(moved);
    QCOMPARE(*moved, m_projects + "/-new-place/0123.jsonl");
    QCOMPARE(read("-new-place/0123.jsonl"), "transcript");
    QCOMPARE(read("-new-place/0123/subagents/a.jsonl"), "agent");
    QCOMPARE(read("-old-place/0123.jsonl"), "(missing)");
    QCOMPARE(read("-old-place/4567.jsonl"), "another"); // not ours
}

void RelocateTest::namesFoldersAsClaudeDoes_data() {
    QTest::addColumn<std::string>("directory");
    QTest::addColumn<std::string>("folder");
    QTest::newRow("plain") << std::string("/home/ann/src") << std::string("-home-ann-src");
    QTest::newRow("others") << std::string("/home/dev/ws/proj/my.dir_x y")
                            << std::string("-home-dev-ws-proj-my-dir-x-y");
    QTest::newRow("bytes") << std::string("/j\xc3\xbcrgen") << std::string("-j--rgen");
    QTest::newRow("capitals and digits") << std::string("/A1/z9") << std::string("-A1-z9");
    QTest::newRow("200") << '/' + std::string(199, 'x') << '-' + std::string(199, 'x');
}

void RelocateTest::namesFoldersAsClaudeDoes() {
    QFETCH(std::string, directory);
    QFETCH(std::string, folder);
    QCOMPARE(*relocateClaudeTranscript(m_files, session(), directory),
             m_projects + '/' + folder + "/0123.jsonl");
}

void RelocateTest::leavesWhatIsInPlace() {
    FaultyFileSystem recorded(m_files);
    QCOMPARE(*relocateClaudeTranscript(recorded, session(), "/old/place"), session().file);
    QVERIFY(recorded.accesses().empty());
}

void RelocateTest::replacesNothing() {
    QVERIFY(m_files.makeDirectories(m_projects + "/-new-place"));
    QVERIFY(m_files.writeAtomically(m_projects + "/-new-place/0123.jsonl", "there first"));
    QCOMPARE(*relocateClaudeTranscript(m_files, session(), "/new/place"),
             m_projects + "/-new-place/0123.jsonl");
    QCOMPARE(read("-new-place/0123.jsonl"), "there first");
    QCOMPARE(read("-old-place/0123.jsonl"), "transcript");
    QCOMPARE(read("-old-place/0123/subagents/a.jsonl"), "agent");
}

void RelocateTest::givesUpOnLongNames() {
    const auto moved = relocateClaudeTranscript(m_files, session(), '/' + std::string(200, 'x'));
    QCOMPARE(moved.error().code, ErrorCode::Unsupported);
    QCOMPARE(read("-old-place/0123.jsonl"), "transcript");
}

void RelocateTest::refusesSessionsWithoutAFile() {
    Session fileless = session();
    fileless.file.clear();
    QCOMPARE(relocateClaudeTranscript(m_files, fileless, "/new").error().code, ErrorCode::Invalid);
    QCOMPARE(relocateClaudeTranscript(m_files, session(), "relative").error().code, ErrorCode::Invalid);
    QCOMPARE(relocateClaudeTranscript(m_files, session(), "").error().code, ErrorCode::Invalid);
}

void RelocateTest::losesNothingWhenItFails() {
    FaultyFileSystem faulty(m_files);
    faulty.denyChanges(m_projects);
    QCOMPARE(relocateClaudeTranscript(faulty, session(), "/new/place").error().code, ErrorCode::Denied);
    faulty.heal();
    faulty.denyChanges(m_projects + "/-old-place/0123"); // the side folder alone
    QCOMPARE(relocateClaudeTranscript(faulty, session(), "/new/place").error().code, ErrorCode::Denied);
    QCOMPARE(read("-old-place/0123.jsonl"), "transcript"); // moved, and moved back
    QCOMPARE(read("-old-place/0123/subagents/a.jsonl"), "agent");
    QVERIFY(m_files.remove(session().file));
    QCOMPARE(relocateClaudeTranscript(m_files, session(), "/new/place").error().code, ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(RelocateTest)
#include "relocate_test.moc"
