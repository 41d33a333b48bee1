// SPDX-License-Identifier: MIT
#include "core/base/faulty_file_system.h"
#include "core/hold/scrollback_file.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace ax;

class ScrollbackFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsLines() {
        const QTemporaryDir folder;
        const Paths paths = pathsIn(folder);
        ScrollbackFile lines(m_files, paths, "s1");
        QVERIFY(!lines.hasUnwritten());
        QCOMPARE(lines.tail(100), std::string());
        lines.add("one\n");
        QCOMPARE(lines.tail(100), std::string("one\n"));
        lines.write();
        lines.add("two\nthree\n");
        QCOMPARE(lines.tail(100), std::string("one\ntwo\nthree\n"));
        QCOMPARE(lines.tail(11), std::string("two\nthree\n"));
        lines.write();
        QCOMPARE(ScrollbackFile(m_files, paths, "s1").tail(6), std::string("three\n"));
        QCOMPARE(ScrollbackFile(m_files, paths, "s1").tail(5), std::string());
    }

    void isBounded() {
        const QTemporaryDir folder;
        const Paths paths = pathsIn(folder);
        ScrollbackFile lines(m_files, paths, "s1");
        for (int i = 0; i < 400'000; ++i) {
            lines.add("line " + std::to_string(i) + " of a session that runs for weeks\n");
            if (i % 1000 == 999)
                lines.write();
        }
        const QFile file(QString::fromStdString(scrollbackPath(paths, "s1")));
        QVERIFY2(file.size() <= qint64(2 * ScrollbackFile::MostBytes) + 100'000,
                 QByteArray::number(file.size()).constData());
        const std::string tail = lines.tail(ScrollbackFile::MostBytes);
        QVERIFY(tail.ends_with("line 399999 of a session that runs for weeks\n"));
        QVERIFY(std::ranges::count(tail, '\n') <= qint64(ScrollbackFile::MostLines));
        QVERIFY(std::ranges::count(tail, '\n') > 1000);
    }

    void ofAFloodTheEndIsKept() {
        const QTemporaryDir folder;
        ScrollbackFile lines(m_files, pathsIn(folder), "s1");
        for (int i = 0; i < 50; ++i)
            lines.add(std::string(100'000, 'x') + '\n' + "end " + std::to_string(i) + '\n');
        QVERIFY(lines.tail(100).ends_with("end 49\n"));
        lines.add(std::string(5 << 20, 'y')); // a line without end, longer than all that is kept
        lines.write();
    }

    void aFullDiskStopsNobody() {
        const QTemporaryDir folder;
        FaultyFileSystem faulty(m_files);
        ScrollbackFile lines(faulty, pathsIn(folder), "s1");
        faulty.failWritesAfter(0);
        lines.add("one\n");
        lines.write();
        QVERIFY(!lines.hasUnwritten());
    }

    void strangeIdsHaveNoFile() {
        const QTemporaryDir folder;
        const Paths paths = pathsIn(folder);
        QCOMPARE(scrollbackPath(paths, "../x"), std::string());
        ScrollbackFile lines(m_files, paths, "../x");
        lines.add("one\n");
        lines.write();
        QVERIFY(!QFile::exists(folder.filePath(QStringLiteral("x"))));
    }

private:
    static Paths pathsIn(const QTemporaryDir& folder) {
        return {.home = {},
                .configFile = {},
                .stateDirectory = folder.path().toStdString(),
                .cacheDirectory = {},
                .dataDirectory = {}};
    }

    RealFileSystem m_files;
};

QTEST_GUILESS_MAIN(ScrollbackFileTest)
#include "scrollback_file_test.moc"
