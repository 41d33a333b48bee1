// SPDX-License-Identifier: MIT
#include "app/cli/display_width.h"

#include <QtTest>

using namespace ax::cli;

class DisplayWidthTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void measures_data();
    void measures();
    void pads();
    void clips_data();
    void clips();
    void clipsNeverInsideACharacter();
};

void DisplayWidthTest::measures_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("width");
    QTest::newRow("empty") << QByteArray() << 0;
    QTest::newRow("ascii") << QByteArray("hello") << 5;
    QTest::newRow("latin") << QByteArray("Grüße") << 5;
    QTest::newRow("combining") << QByteArray("e\xcc\x81") << 1;
    QTest::newRow("several combining") << QByteArray("a\xcc\x81\xcc\xa3z") << 2;
    QTest::newRow("japanese") << QByteArray("日本語") << 6;
    QTest::newRow("hangul, composed") << QByteArray("한글") << 4;
    QTest::newRow("hangul, letters") << QByteArray("\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab") << 2;
    QTest::newRow("full width") << QByteArray("ＡＢ") << 4;
    QTest::newRow("emoji") << QByteArray("🚀") << 2;
    QTest::newRow("emoji by selector") << QByteArray("❤\xef\xb8\x8f") << 2;
    QTest::newRow("skin tone") << QByteArray("👍🏽") << 2;
    QTest::newRow("family") << QByteArray("👨\xe2\x80\x8d👩\xe2\x80\x8d👧") << 2;
    QTest::newRow("flag") << QByteArray("🇩🇪") << 2;
    QTest::newRow("two flags") << QByteArray("🇩🇪🇫🇷") << 4;
    QTest::newRow("zero width space") << QByteArray("a\xe2\x80\x8b"
                                                    "b")
                                      << 2;
    QTest::newRow("cent") << QByteArray("<1¢") << 3;
}

void DisplayWidthTest::measures() {
    QFETCH(QByteArray, text);
    QTEST(static_cast<int>(displayWidth(text.toStdString())), "width");
}

void DisplayWidthTest::pads() {
    QCOMPARE(paddedTo("ab", 4), std::string("ab  "));
    QCOMPARE(paddedTo("日本", 5), std::string("日本 "));
    QCOMPARE(paddedTo("too long", 3), std::string("too long"));
    QCOMPARE(paddedTo("", 0), std::string());
}

void DisplayWidthTest::clips_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("width");
    QTest::addColumn<QByteArray>("clipped");
    QTest::newRow("fits") << QByteArray("hello") << 5 << QByteArray("hello");
    QTest::newRow("cut") << QByteArray("hello") << 4 << QByteArray("hel…");
    QTest::newRow("wide does not fit in half") << QByteArray("日本語") << 4 << QByteArray("日…");
    QTest::newRow("wide fits") << QByteArray("日本語") << 5 << QByteArray("日本…");
    QTest::newRow("one column") << QByteArray("hello") << 1 << QByteArray("…");
    QTest::newRow("nothing") << QByteArray("hello") << 0 << QByteArray();
    QTest::newRow("empty") << QByteArray() << 0 << QByteArray();
}

void DisplayWidthTest::clips() {
    QFETCH(QByteArray, text);
    QFETCH(int, width);
    QFETCH(QByteArray, clipped);
    QCOMPARE(clippedTo(text.toStdString(), static_cast<std::size_t>(width)), clipped.toStdString());
}

void DisplayWidthTest::clipsNeverInsideACharacter() {
    const std::string family = "👨\xe2\x80\x8d👩\xe2\x80\x8d👧";
    QCOMPARE(clippedTo("a" + family + family, 4), "a" + family + "…");
    QCOMPARE(clippedTo("a" + family + family, 3), std::string("a…"));
}

QTEST_GUILESS_MAIN(DisplayWidthTest)
#include "display_width_test.moc"
