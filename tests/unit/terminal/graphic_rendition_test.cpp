// SPDX-License-Identifier: MIT
#include "tests/unit/terminal/filter_rig.h"

#include <QTest>

using namespace ax::terminal;
using namespace Qt::StringLiterals;

class GraphicRenditionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rewrites_data();
    void rewrites();
    void faintFollowsTheForeground();
    void whiteOnAGroundIsWhite();
    void faintIsKeptPerScreen();
    void faintIsSavedWithTheCursor();
    void longListsAreDivided();
};

void GraphicRenditionTest::rewrites_data() {
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* parameters, const char* expected) {
        QTest::newRow(parameters) << QByteArray(parameters) << QByteArray(expected);
    };
    row("", "0");
    row("0", "0");
    row("1;31", "1;31");
    row("31;1", "1;31");
    row("97;100", "100;38;2;255;255;255");
    row("39;49", "49;39");
    row("38;5;3", "38;5;3");
    row("38;5;200", "38;5;200");
    row("48;5;300", "48;5;255");
    row("38;2;1;2;3", "38;2;1;2;3");
    row("48;2;1;2;999", "48;2;1;2;255");
    row("38;2;;;", "38;2;0;0;0");
    row("38:2:1:2:3", "38;2;1;2;3");
    row("38:2::1:2:3", "38;2;1;2;3");
    row("38:2:7:1:2:3:0:1", "38;2;1;2;3");
    row("48:5:9;1", "48;5;9;1");
    row("58:2::9:9:9;1", "1");
    row("58:5:3", "");
    row("58;2;1;2;3;4", "4");
    row("58;5;3;4", "4");
    row("59", "");
    row("38", "");
    row("38;2;1;2", "");
    row("38;7;1", "");
    row("1;38;2;1;2", "1");
    row("38:2:1", "");
    row("4:3", "4");
    row("4:0", "24");
    row("4:", "24");
    row("21", "4");
    row("5;6;25", "");
    row("5;1", "1");
    row("3;7;8;9;53;55", "3;7;8;9;53;55");
    row("999;1;12345678901", "1");
    row("1:2:3;31", "31");
    row("31;32;33", "33");
    row("31;0", "0");
    row("0;31", "0;31");
}

void GraphicRenditionTest::rewrites() {
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, expected);
    FilterRig rig;
    rig.feed("\x1b[" + input.toStdString() + "m");
    const QByteArray sequence = expected.isEmpty() ? QByteArray() : "\x1b[" + expected + "m";
    QCOMPARE(QByteArray::fromStdString(rig.screen), sequence);
}

namespace {

std::string after(FilterRig& rig, std::string_view input) {
    rig.screen.clear();
    rig.feed(input);
    return rig.screen;
}

} // namespace

void GraphicRenditionTest::faintFollowsTheForeground() {
    FilterRig rig; // text 1c1e22 on ffffff
    QCOMPARE(after(rig, "\x1b[2m"), "\x1b[38;2;103;105;107m");
    QCOMPARE(after(rig, "\x1b[38;2;0;0;0m"), "\x1b[38;2;85;85;85m");
    QCOMPARE(after(rig, "\x1b[34m"), "\x1b[38;2;127;127;127m"); // palette 4 is 404040
    QCOMPARE(after(rig, "\x1b[38;5;16m"), "\x1b[38;2;85;85;85m");
    QCOMPARE(after(rig, "\x1b[38;5;231m"), "\x1b[38;2;255;255;255m");
    QCOMPARE(after(rig, "\x1b[38;5;232m"), "\x1b[38;2;90;90;90m");
    QCOMPARE(after(rig, "\x1b[22m"), "\x1b[22;38;5;232m");
    QCOMPARE(after(rig, "\x1b[22m"), "\x1b[22m");
    QCOMPARE(after(rig, "\x1b[2m\x1b[0m\x1b[31m"), "\x1b[38;2;90;90;90m\x1b[0m\x1b[31m");
    QCOMPARE(after(rig, "\x1b[0;2m"), "\x1b[0;38;2;103;105;107m");
    QCOMPARE(after(rig, "\x1b"
                        "c\x1b[31m"),
             "\x1b"
             "c\x1b[31m");
}

void GraphicRenditionTest::whiteOnAGroundIsWhite() {
    FilterRig rig;
    QCOMPARE(after(rig, "\x1b[37m"), "\x1b[37m");
    QCOMPARE(after(rig, "\x1b[41m"), "\x1b[41;38;2;229;231;234m");
    QCOMPARE(after(rig, "\x1b[49m"), "\x1b[49;37m");
    QCOMPARE(after(rig, "\x1b[97;48;5;25m"), "\x1b[48;5;25;38;2;255;255;255m");
    QCOMPARE(after(rig, "\x1b[31;42m"), "\x1b[42;31m");
    QCOMPARE(after(rig, "\x1b[0;37m"), "\x1b[0;37m");
}

void GraphicRenditionTest::faintIsKeptPerScreen() {
    FilterRig rig;
    rig.feed("\x1b[2m\x1b[?1049h");
    QCOMPARE(after(rig, "\x1b[31m"), "\x1b[31m");
    rig.feed("\x1b[?1049l");
    QCOMPARE(after(rig, "\x1b[38;2;0;0;0m"), "\x1b[38;2;85;85;85m");
}

void GraphicRenditionTest::faintIsSavedWithTheCursor() {
    for (const auto& [save, restore] :
         {std::pair("\x1b"
                    "7",
                    "\x1b"
                    "8"),
          std::pair("\x1b[s", "\x1b[u"), std::pair("\x1b[?1048h", "\x1b[?1048l")}) {
        FilterRig rig;
        rig.feed("\x1b[2m" + std::string(save) + "\x1b[0m" + restore);
        QCOMPARE(after(rig, "\x1b[38;2;0;0;0m"), "\x1b[38;2;85;85;85m");
    }
}

void GraphicRenditionTest::longListsAreDivided() {
    FilterRig rig;
    rig.feed("\x1b[1;3;4;7;8;9;53;1;3;4;48;2;1;2;3;38;5;9m");
    QCOMPARE(rig.screen, "\x1b[1;3;4;7;8;9;53;1;3;4m\x1b[48;2;1;2;3;38;5;9m");
    QString numbers = u"1"_s;
    for (int i = 0; i < 120; ++i)
        numbers += u";3"_s;
    rig.feed("\x1b[" + numbers.toStdString() + "m>");
    QVERIFY(rig.screen.ends_with("m>"));
}

QTEST_GUILESS_MAIN(GraphicRenditionTest)
#include "graphic_rendition_test.moc"
