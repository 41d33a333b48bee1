// SPDX-License-Identifier: MIT
#include "core/base/clock.h"
#include "core/launch/folder_suggestions.h"

#include <QTemporaryDir>
#include <QTest>

using namespace ax;

namespace {

/// A zoxide that answers what the test says, or is not there.
class FakePrograms final : public ProcessRunner {
public:
    Result<ProcessOutput> run(const std::vector<std::string>& arguments,
                              std::chrono::milliseconds) const override {
        calls.push_back(arguments);
        return answer;
    }

    Result<ProcessOutput> answer = std::unexpected(Error{ErrorCode::NotFound, "no zoxide"});
    mutable std::vector<std::vector<std::string>> calls;
};

} // namespace

class FolderSuggestionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void ordersByTime();
    void addsWhatZoxideKnows();
    void doesWithoutZoxide();
    void hasALimit();

private:
    std::string at(const char* name) const {
        return m_folder->filePath(QString::fromUtf8(name)).toStdString();
    }
    static SessionPointer session(const std::string& directory, const char* last) {
        Session session;
        session.directory = directory;
        session.last = parseTimestamp(last);
        return std::make_shared<const Session>(std::move(session));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    RealFileSystem m_files;
    FakePrograms m_programs;
};

void FolderSuggestionsTest::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_programs = {};
    for (const char* name : {"a", "b", "c", "d"})
        QVERIFY(m_files.makeDirectories(at(name)));
    QVERIFY(m_files.append(at("file"), ""));
}

void FolderSuggestionsTest::ordersByTime() {
    const std::vector sessions{session(at("a"), "2026-01-01T00:00:00Z"),
                               session(at("b"), "2026-03-01T00:00:00Z"),
                               session(at("c"), "unknown"),
                               session(at("a"), "2026-02-01T00:00:00Z"),
                               session(at("gone"), "2026-04-01T00:00:00Z"),
                               session(at("file"), "2026-04-01T00:00:00Z"),
                               session("", "2026-04-01T00:00:00Z"),
                               session("relative", "2026-04-01T00:00:00Z")};
    QCOMPARE(suggestFolders(m_files, m_programs, sessions),
             (std::vector<std::string>{at("b"), at("a"), at("c")}));
}

void FolderSuggestionsTest::addsWhatZoxideKnows() {
    m_programs.answer = ProcessOutput{
        .exitCode = 0, .standardOutput = at("d") + '\n' + at("a") + "\n" + at("gone") + "\n\n" + at("b")};
    const std::vector sessions{session(at("a"), "2026-01-01T00:00:00Z")};
    QCOMPARE(suggestFolders(m_files, m_programs, sessions),
             (std::vector<std::string>{at("a"), at("d"), at("b")}));
    QCOMPARE(m_programs.calls, (std::vector<std::vector<std::string>>{{"zoxide", "query", "-l"}}));
}

void FolderSuggestionsTest::doesWithoutZoxide() {
    QVERIFY(suggestFolders(m_files, m_programs, {}).empty());
    m_programs.answer = ProcessOutput{.exitCode = 1, .standardOutput = at("a")};
    QVERIFY(suggestFolders(m_files, m_programs, {}).empty());
    m_programs.answer = std::unexpected(Error{ErrorCode::Busy, "slow"});
    QVERIFY(suggestFolders(m_files, m_programs, {}).empty());
}

void FolderSuggestionsTest::hasALimit() {
    std::vector<SessionPointer> sessions;
    for (int i = 0; i < 300; ++i) {
        const std::string folder = at(QByteArray::number(i).constData());
        QVERIFY(m_files.makeDirectories(folder));
        sessions.push_back(session(folder, "2026-01-01T00:00:00Z"));
    }
    QCOMPARE(suggestFolders(m_files, m_programs, sessions).size(), std::size_t{200});
    QVERIFY(m_programs.calls.empty());
}

QTEST_GUILESS_MAIN(FolderSuggestionsTest)
#include "folder_suggestions_test.moc"
