// SPDX-License-Identifier: MIT
#include "core/escape/clean_text.h"

#include <QTest>

using namespace ax::terminal;

class CleanTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsText();
    void removesControls();
    void removesWhatDeceives();
    void mendsUtf8_data();
    void mendsUtf8();
    void cutsBetweenCharacters();
    void percent();
};

void CleanTextTest::keepsText() {
    QCOMPARE(cleanLine("plain, é漢🙂, e\u0301, 👨\u200D👩", 100), "plain, é漢🙂, e\u0301, 👨\u200D👩");
    QCOMPARE(cleanBlock("a\n\tb", 100), "a\n\tb");
    QCOMPARE(cleanLine("a\n\tb", 100), "a  b");
}

void CleanTextTest::removesControls() {
    for (int c = 0; c < 0x100; ++c) {
        const bool control = c < 0x20 || c == 0x7F;
        if (!control || c == '\n' || c == '\t')
            continue;
        QCOMPARE(cleanBlock(std::string{'a', static_cast<char>(c), 'b'}, 100), "ab");
    }
    for (int c = 0x80; c < 0xA0; ++c)
        QCOMPARE(cleanBlock(std::string{'a', '\xc2', static_cast<char>(c), 'b'}, 100), "ab");
    QCOMPARE(cleanBlock("a\u00A0b", 100), "a\u00A0b");
}

void CleanTextTest::removesWhatDeceives() {
    QCOMPARE(cleanLine("\u202Eabc\u2066d\u2069\u200E\u200F\u061C\u2028\uFEFF", 100), "abcd");
}

void CleanTextTest::mendsUtf8_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("lone continuation") << QByteArray("a\x80z");
    QTest::newRow("lead at the end") << QByteArray("az\xe2\x82");
    QTest::newRow("lead before a letter") << QByteArray("a\xc3z");
    QTest::newRow("overlong") << QByteArray("a\xc0\xaf\xe0\x80\xafz");
    QTest::newRow("surrogate") << QByteArray("a\xed\xa0\x80z");
    QTest::newRow("beyond Unicode") << QByteArray("a\xf4\x90\x80\x80z\xf8\xff");
}

void CleanTextTest::mendsUtf8() {
    QFETCH(QByteArray, bytes);
    QCOMPARE(cleanLine(bytes.toStdString(), 100), "az");
}

void CleanTextTest::cutsBetweenCharacters() {
    QCOMPARE(cleanLine("é漢🙂", 4), "é");
    QCOMPARE(cleanLine("é漢🙂", 5), "é漢");
    QCOMPARE(cleanLine("é", 0), "");
}

void CleanTextTest::percent() {
    QCOMPARE(decodePercent("/a%20b%C3%a9%"), "/a b\u00e9%");
    QCOMPARE(decodePercent("%4"), "%4");
    QCOMPARE(decodePercent("%zz%41"), "%zzA");
    QCOMPARE(decodePercent("%00").size(), 1U);
}

QTEST_GUILESS_MAIN(CleanTextTest)
#include "clean_text_test.moc"
