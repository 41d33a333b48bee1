// SPDX-License-Identifier: MIT
#include "core/base/faulty_file_system.h"

#include <QTemporaryDir>
#include <QTest>

using namespace ax;
using enum FaultyFileSystem::Operation;

class FaultyFileSystemTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void recordsEachAccess();
    void fillsTheDisk();
    void breaksReads();
    void shortensReads();
    void deniesPlaces();
    void makesPlacesReadOnly();
    void heals();

private:
    std::string at(const char* name) const {
        return m_folder->filePath(QString::fromUtf8(name)).toStdString();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    RealFileSystem m_real;
    std::unique_ptr<FaultyFileSystem> m_files;
};

void FaultyFileSystemTest::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_files = std::make_unique<FaultyFileSystem>(m_real);
}

void FaultyFileSystemTest::recordsEachAccess() {
    QVERIFY(m_files->writeAtomically(at("f"), "abc"));
    QVERIFY(readWholeFile(*m_files, at("f"), 100));
    const std::vector<FaultyFileSystem::Access> expected{
        {Write, at("f")}, {Open, at("f")}, {Read, at("f")}, {Read, at("f")}};
    QVERIFY(m_files->accesses() == expected);
    QCOMPARE(m_files->count(Read), std::size_t{2});
    m_files->forgetAccesses();
    QVERIFY(m_files->accesses().empty());
    QVERIFY(m_files->status(at("f")));
    QVERIFY(m_files->list(m_folder->path().toStdString()));
    QVERIFY(m_files->makeDirectories(at("d")));
    QVERIFY(m_files->append(at("f"), "d"));
    QVERIFY(m_files->moveWithoutReplacing(at("f"), at("g")));
    QVERIFY(m_files->remove(at("g")));
    QCOMPARE(m_files->accesses().size(), std::size_t{6});
}

void FaultyFileSystemTest::fillsTheDisk() {
    m_files->failWritesAfter(5);
    QVERIFY(m_files->writeAtomically(at("f"), "abc"));
    QCOMPARE(m_files->writeAtomically(at("f"), "defg").error().code, ErrorCode::NoSpace);
    QCOMPARE(*readWholeFile(m_real, at("f"), 100), "abc");
    QCOMPARE(m_files->append(at("f"), "defg").error().code, ErrorCode::NoSpace);
    QCOMPARE(*readWholeFile(m_real, at("f"), 100), "abcde"); // what fits is there, as on a real disk
}

void FaultyFileSystemTest::breaksReads() {
    QVERIFY(m_files->writeAtomically(at("f"), "0123456789"));
    m_files->failReadsAfter(4);
    const auto file = m_files->open(at("f"));
    std::array<char, 8> buffer{};
    QCOMPARE((*file)->readAt(0, buffer).value_or(0), std::size_t{4});
    QCOMPARE((*file)->readAt(4, buffer).error().code, ErrorCode::Io);
    QCOMPARE(readWholeFile(*m_files, at("f"), 100).error().code, ErrorCode::Io);
}

void FaultyFileSystemTest::shortensReads() {
    QVERIFY(m_files->writeAtomically(at("f"), "0123456789"));
    m_files->shortenReads(3);
    QCOMPARE(*readWholeFile(*m_files, at("f"), 100), "0123456789");
    QCOMPARE(m_files->count(Read), std::size_t{5});
}

void FaultyFileSystemTest::deniesPlaces() {
    QVERIFY(m_files->makeDirectories(at("d")));
    QVERIFY(m_files->writeAtomically(at("d/f"), "x"));
    QVERIFY(m_files->writeAtomically(at("dd"), "x"));
    const auto open = m_files->open(at("d/f"));
    m_files->deny(at("d"));
    QCOMPARE(m_files->open(at("d/f")).error().code, ErrorCode::Denied);
    QCOMPARE(m_files->list(at("d")).error().code, ErrorCode::Denied);
    QCOMPARE(m_files->status(at("d")).error().code, ErrorCode::Denied);
    QCOMPARE(m_files->moveWithoutReplacing(at("dd"), at("d/g")).error().code, ErrorCode::Denied);
    QVERIFY(m_files->open(at("dd"))); // only begins the same
}

void FaultyFileSystemTest::makesPlacesReadOnly() {
    QVERIFY(m_files->makeDirectories(at("d")));
    QVERIFY(m_files->writeAtomically(at("d/f"), "x"));
    m_files->denyChanges(at("d"));
    QVERIFY(m_files->open(at("d/f")));
    QCOMPARE(m_files->writeAtomically(at("d/f"), "y").error().code, ErrorCode::Denied);
    QCOMPARE(m_files->append(at("d/f"), "y").error().code, ErrorCode::Denied);
    QCOMPARE(m_files->remove(at("d/f")).error().code, ErrorCode::Denied);
    QCOMPARE(m_files->makeDirectories(at("d/e")).error().code, ErrorCode::Denied);
    QCOMPARE(m_files->moveWithoutReplacing(at("d/f"), at("g")).error().code, ErrorCode::Denied);
}

void FaultyFileSystemTest::heals() {
    m_files->failWritesAfter(0);
    m_files->deny(m_folder->path().toStdString());
    QVERIFY(!m_files->writeAtomically(at("f"), "x"));
    m_files->heal();
    QVERIFY(m_files->writeAtomically(at("f"), "x"));
}

QTEST_GUILESS_MAIN(FaultyFileSystemTest)
#include "faulty_file_system_test.moc"
