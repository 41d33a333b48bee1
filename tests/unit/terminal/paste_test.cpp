// SPDX-License-Identifier: MIT
#include "terminal/paste.h"

#include <QTest>

using namespace ax::terminal;
using namespace Qt::StringLiterals;

class PasteTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lineEnds();
    void controlsGo();
    void bracketsHold();
    void severalLines();
};

void PasteTest::lineEnds() {
    QCOMPARE(pasteBytes(u"a\nb\r\nc\rd\n\ne"_s, Bracketing::Off), "a\rb\rc\rd\r\re");
    QCOMPARE(pasteBytes(u"é\t漢🙂"_s, Bracketing::Off), "é\t漢🙂");
    QCOMPARE(pasteBytes(QString(), Bracketing::On), "");
}

void PasteTest::controlsGo() {
    for (char16_t c = 0; c < 0xA0; ++c) {
        const bool control = c < 0x20 || c >= 0x7F;
        if (!control || c == u'\t' || c == u'\n' || c == u'\r')
            continue;
        for (const Bracketing bracketing : {Bracketing::Off, Bracketing::On}) {
            const QByteArray bytes = pasteBytes(u"a"_s + QChar(c) + u"b"_s, bracketing);
            QVERIFY2(bytes.contains("ab"), qPrintable(QString::number(c)));
        }
    }
}

void PasteTest::bracketsHold() {
    const QByteArray bytes = pasteBytes(u"ls\x1b[201~\nrm -rf ~\n\u009b201~\x1b\x1b[201~"_s, Bracketing::On);
    QCOMPARE(bytes, "\x1b[200~ls[201~\rrm -rf ~\r201~[201~\x1b[201~");
    QCOMPARE(bytes.count('\x1b'), 2);
}

void PasteTest::severalLines() {
    QVERIFY(!hasSeveralLines(u"one line"_s));
    QVERIFY(hasSeveralLines(u"one line\n"_s));
    QVERIFY(hasSeveralLines(u"a\rb"_s));
}

QTEST_GUILESS_MAIN(PasteTest)
#include "paste_test.moc"
