// SPDX-License-Identifier: MIT
#include "app/cli/plain_text.h"

#include <QtTest>

#include <random>

using ax::cli::plainText;

class PlainTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleans_data();
    void cleans();
    void leavesNoControlCharacterOfAnyBytes();
    void cleansAtOnce();
};

void PlainTextTest::cleans_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("plain");
    QTest::newRow("plain") << QByteArray("Fix the parser 🚀") << QByteArray("Fix the parser 🚀");
    QTest::newRow("line ends") << QByteArray("a\nb\r\nc\td") << QByteArray("a b  c d");
    QTest::newRow("unicode line ends") << QByteArray("a\u2028b\u2029c\u0085"
                                                     "d")
                                       << QByteArray("a b c d");
    QTest::newRow("colour") << QByteArray("\x1b[1;31mred\x1b[0m") << QByteArray("red");
    QTest::newRow("title") << QByteArray("\x1b]0;owned\x07"
                                         "after")
                           << QByteArray("after");
    QTest::newRow("title, ST") << QByteArray("\x1b]52;c;AAAA\x1b\\after") << QByteArray("after");
    QTest::newRow("dcs") << QByteArray("\x1bP+q544e\x1b\\after") << QByteArray("after");
    QTest::newRow("open osc") << QByteArray("\x1b]0;the rest") << QByteArray("0;the rest");
    QTest::newRow("open csi") << QByteArray("\x1b[31") << QByteArray();
    QTest::newRow("csi cut by text") << QByteArray("\x1b[3\xc3\xa9") << QByteArray("é");
    QTest::newRow("charset") << QByteArray("\x1b(Btext") << QByteArray("text");
    QTest::newRow("charset cut by a letter of another script") << QByteArray("\x1b%é") << QByteArray("é");
    QTest::newRow("reset") << QByteArray("\x1b"
                                         "ctext")
                           << QByteArray("text");
    QTest::newRow("lone escape") << QByteArray("\x1b") << QByteArray();
    QTest::newRow("escape before a letter of another script") << QByteArray("\x1bé") << QByteArray("é");
    QTest::newRow("eight-bit csi") << QByteArray("\xc2\x9b"
                                                 "31mred")
                                   << QByteArray("red");
    QTest::newRow("eight-bit osc") << QByteArray("\xc2\x9d"
                                                 "0;x\xc2\x9c"
                                                 "after")
                                   << QByteArray("after");
    QTest::newRow("bell, backspace, del") << QByteArray("a\ab\bc\x7f") << QByteArray("abc");
    QTest::newRow("bidi override") << QByteArray("a\u202egnp.exe\u202c") << QByteArray("agnp.exe");
    QTest::newRow("bidi isolate") << QByteArray("\u2066x\u2069\u200f") << QByteArray("x");
    QTest::newRow("joined emoji stay") << QByteArray("👩\u200d💻") << QByteArray("👩\u200d💻");
    QTest::newRow("invalid bytes") << QByteArray("a\xff"
                                                 "b")
                                   << QByteArray("a\ufffd"
                                                 "b");
    QTest::newRow("nul") << QByteArray("a\0b", 3) << QByteArray("ab");
}

void PlainTextTest::cleans() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, plain);
    QCOMPARE(QByteArray::fromStdString(plainText(text.toStdString())), plain);
}

void PlainTextTest::leavesNoControlCharacterOfAnyBytes() {
    std::string all;
    for (int first = 0; first < 256; ++first) {
        for (int second = 0; second < 256; ++second)
            all += {static_cast<char>(first), static_cast<char>(second), 'x'};
    }
    const QString plain = QString::fromStdString(plainText(all));
    for (const QChar c : plain)
        QVERIFY(c.category() != QChar::Other_Control);
    QVERIFY(plain.size() > 1000);
}

/// Whatever is taken out, nothing that is left joins into something to take out.
void PlainTextTest::cleansAtOnce() {
    const std::string pieces = "\x1b[]P_%(;013m\a\\\xc2\x9b\x9d\x9c\xe2\x80\xae\xf0\x9f\x9a a\n";
    std::mt19937 random(7);
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        while (text.size() < 12)
            text += pieces[random() % pieces.size()];
        const std::string plain = plainText(text);
        QCOMPARE(plainText(plain), plain);
    }
}

QTEST_GUILESS_MAIN(PlainTextTest)
#include "plain_text_test.moc"
