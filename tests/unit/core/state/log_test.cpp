// SPDX-License-Identifier: MIT
#include "core/base/faulty_file_system.h"
#include "core/state/log.h"

#include <QTemporaryDir>
#include <QTest>

#include <ctime>

using namespace ax;

class LogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void appendsLines();
    void usesLocalTime();
    void keepsOneLineALine();
    void rotates();
    void returnsFailures();

private:
    std::string at(const char* name) const { return joinPath(m_paths.stateDirectory, name); }
    std::string read(const char* name) const {
        return readWholeFile(m_real, at(name), 10'000'000).value_or("(missing)");
    }
    Result<void> append(std::string_view text) { return appendLog(m_real, m_paths, m_clock, text); }

    std::unique_ptr<QTemporaryDir> m_folder;
    RealFileSystem m_real;
    ManualClock m_clock{*parseTimestamp("2026-08-13T10:20:30.9Z")};
    Paths m_paths;
};

void LogTest::init() {
    qputenv("TZ", "UTC");
    ::tzset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_paths.stateDirectory = m_folder->filePath(QStringLiteral("ax")).toStdString();
}

void LogTest::appendsLines() {
    QVERIFY(append("run x: sh"));
    m_clock.advance(std::chrono::seconds(60));
    QVERIFY(append("run x exited"));
    m_clock.advance(std::chrono::seconds(-60));
    QCOMPARE(read("log"), "2026-08-13 10:20:30 run x: sh\n2026-08-13 10:21:30 run x exited\n");
}

void LogTest::usesLocalTime() {
    qputenv("TZ", "XXX-5:30"); // east of Greenwich
    ::tzset();
    QVERIFY(append("x"));
    QCOMPARE(read("log"), "2026-08-13 15:50:30 x\n");
}

void LogTest::keepsOneLineALine() {
    QVERIFY(append(std::string_view("a\nb\x1b[31m\0c\x7f", 11)));
    QCOMPARE(read("log"), "2026-08-13 10:20:30 a b [31m c \n");
}

void LogTest::rotates() {
    QVERIFY(m_real.makeDirectories(m_paths.stateDirectory));
    QVERIFY(m_real.append(at("log.1"), "oldest"));
    QVERIFY(m_real.append(at("log"), std::string(1024 * 1024, 'x')));
    QVERIFY(append("not yet")); // exactly 1 MiB is not above it
    QCOMPARE(read("log.1"), "oldest");
    QVERIFY(append("now"));
    QCOMPARE(read("log"), "2026-08-13 10:20:30 now\n");
    QVERIFY(read("log.1").ends_with("x2026-08-13 10:20:30 not yet\n"));
}

void LogTest::returnsFailures() {
    QVERIFY(append("before"));
    FaultyFileSystem faulty(m_real);
    faulty.failWritesAfter(0);
    QCOMPARE(appendLog(faulty, m_paths, m_clock, "x").error().code, ErrorCode::NoSpace);
    faulty.heal();
    faulty.denyChanges(m_paths.stateDirectory);
    QCOMPARE(appendLog(faulty, m_paths, m_clock, "x").error().code, ErrorCode::Denied);
    QCOMPARE(read("log"), "2026-08-13 10:20:30 before\n");
}

QTEST_GUILESS_MAIN(LogTest)
#include "log_test.moc"
