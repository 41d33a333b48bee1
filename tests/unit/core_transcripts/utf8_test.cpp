// SPDX-License-Identifier: MIT
#include "core/transcripts/utf8.h"

#include <QTest>

using namespace ax;
using namespace std::string_literals;

class Utf8Test : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void repairsWhatIsBroken_data();
    void repairsWhatIsBroken();
    void keepsWhatIsWellFormedAmongGarbage();
    void cutsBetweenCodePoints();
    void makesOneLine_data();
    void makesOneLine();
};

void Utf8Test::repairsWhatIsBroken_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("ascii") << QByteArray("plain") << QByteArray("plain");
    QTest::newRow("valid") << QByteArray("\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x99\x82")
                           << QByteArray("\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x99\x82");
    QTest::newRow("lone continuation") << QByteArray("a\x80z") << QByteArray("a\xEF\xBF\xBDz");
    QTest::newRow("cut at the end") << QByteArray("a\xE2\x82") << QByteArray("a\xEF\xBF\xBD");
    QTest::newRow("cut in the middle") << QByteArray("\xF0\x9F\x99x") << QByteArray("\xEF\xBF\xBDx");
    QTest::newRow("overlong slash") << QByteArray("\xC0\xAF") << QByteArray("\xEF\xBF\xBD\xEF\xBF\xBD");
    QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80")
                               << QByteArray("\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
    QTest::newRow("above the end") << QByteArray("\xF5\x80") << QByteArray("\xEF\xBF\xBD\xEF\xBF\xBD");
    QTest::newRow("nul stays") << QByteArray("a\0b", 3) << QByteArray("a\0b", 3);
}

void Utf8Test::repairsWhatIsBroken() {
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, text);
    QCOMPARE(QByteArray::fromStdString(repairUtf8(bytes.toStdString())), text);
}

void Utf8Test::keepsWhatIsWellFormedAmongGarbage() {
    std::string bytes;
    for (unsigned state = 1, index = 0; index < 20'000; ++index) {
        state = state * 1664525 + 1013904223;
        bytes += static_cast<char>(state >> 24);
        if (index % 100 == 0)
            bytes += "[\xE2\x82\xAC]";
    }
    const QByteArray repaired = QByteArray::fromStdString(repairUtf8(bytes));
    QVERIFY(repaired.isValidUtf8());
    QVERIFY(QString::fromUtf8(repaired).count(QStringLiteral("[\u20AC]")) == 200);
}

void Utf8Test::cutsBetweenCodePoints() {
    const std::string_view text = "a\xC3\xA9\xF0\x9F\x99\x82z";
    QCOMPARE(firstCodePoints(text, 0), "");
    QCOMPARE(firstCodePoints(text, 2), "a\xC3\xA9");
    QCOMPARE(firstCodePoints(text, 3), "a\xC3\xA9\xF0\x9F\x99\x82");
    QCOMPARE(firstCodePoints(text, 100), text);
}

void Utf8Test::makesOneLine_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("first line with text") << QByteArray("\n \t\nfirst\nsecond") << QByteArray("first");
    QTest::newRow("runs of blanks") << QByteArray("  a \t  b  ") << QByteArray("a b");
    QTest::newRow("escape sequence") << QByteArray("a\x1B[31mb\x07") << QByteArray("a [31mb");
    QTest::newRow("cut") << QByteArray("0123456789abc") << QByteArray("0123456789");
    QTest::newRow("cut before a blank") << QByteArray("012345678 abc") << QByteArray("012345678");
    QTest::newRow("blank") << QByteArray(" \n\t\r\n") << QByteArray();
    QTest::newRow("carriage return") << QByteArray("a\r\nb") << QByteArray("a");
}

void Utf8Test::makesOneLine() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, line);
    QCOMPARE(QByteArray::fromStdString(oneLine(text.toStdString(), 10)), line);
}

QTEST_GUILESS_MAIN(Utf8Test)
#include "utf8_test.moc"
