// SPDX-License-Identifier: MIT
#include "tests/unit/terminal/filter_rig.h"

#include <QTest>

using namespace ax::terminal;
using namespace Qt::StringLiterals;

class FilterEventsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void events_data();
    void events();
    void lengths();
    void eightNotificationsAtMost();
};

void FilterEventsTest::events_data() {
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArrayList>("expected");
    const auto row = [](const char* name, const QByteArray& input, const QByteArrayList& expected = {}) {
        QTest::newRow(name) << input << expected;
    };
    row("title", "\x1b]0;one\a\x1b]2;two\x1b\\\x1b]1;icon\a", {"title one", "title two"});
    row("title emptied", "\x1b]0;\a", {"title "});
    row("title cleaned",
        "\x1b]0;a\x01\x02\n\tb\xe2\x80\xae"
        "c\xc2\x9b\xff\x7f!\a",
        {"title a  bc!"});
    row("title broken off", "\x1b]0;lost\x1bM\x1b]0;lost\x18");
    row("folder", "\x1b]7;file://host/home/a%20b\xc3\xa9\x1b\\", {"folder /home/a b\xc3\xa9"});
    row("folder without host", "\x1b]7;file:///tmp\a", {"folder /tmp"});
    row("no folder", "\x1b]7;/tmp\a\x1b]7;file://host\a\x1b]7;http://h/x\a\x1b]7;file:///a%0ab\a\x1b]7;\a");
    row("link", "\x1b]8;id=1;https://example.org/\atext\x1b]8;;\a\x1b]8;;\a",
        {"link https://example.org/", "link "});
    row("link with controls", "\x1b]8;;https://a/\x01\a\x1b]8;;\a");
    row("notification 9", "\x1b]9;Approval requested: touch m3.txt\a",
        {"note |Approval requested: touch m3.txt"});
    row("notification 9, a number", "\x1b]9;12\a\x1b]9;99;x\a", {"note |12", "note |99;x"});
    row("progress", "\x1b]9;4;3;\a\x1b]9;4;1;50\a\x1b]9;4;1;5000\a\x1b]9;4;0;\a\x1b]9;4;2\a",
        {"progress 3 0", "progress 1 50", "progress 1 100", "progress 0 0", "progress 2 0"});
    row("progress damaged", "\x1b]9;4\a\x1b]9;4;\a\x1b]9;4;x;1\a\x1b]9;4;9;1\a\x1b]9;4;-1;1\a");
    row("other drawers of 9", "\x1b]9;9;C:\\\a\x1b]9;1;100\a");
    row("clipboard", "\x1b]52;c;aGVsbG8=\a\x1b]52;;aGk\x1b\\", {"clipboard hello", "clipboard hi"});
    row("clipboard cleaned", "\x1b]52;c;YQpiG1szMW0JYw==\a", {"clipboard a\nb[31m\tc"});
    row("no clipboard", "\x1b]52;c;?\a\x1b]52;p;aGk=\a\x1b]52;c;!!!\a\x1b]52;c;\a\x1b]52\a");
    row("kitty in two parts",
        "\x1b]99;i=3751:d=0:p=title;Claude Code\x1b\\\x1b]99;i=3751:p=body;Needs you\x1b\\",
        {"note Claude Code|Needs you"});
    row("kitty alone", "\x1b]99;;Hello\x1b\\", {"note Hello|"});
    row("kitty encoded", "\x1b]99;e=1:p=body;SGVsbG8=\x1b\\\x1b]99;e=1;***\x1b\\", {"note |Hello"});
    row("kitty interleaved",
        "\x1b]99;i=a:d=0;A\a\x1b]99;i=b:d=0;B\a\x1b]99;i=a:p=body;1\a\x1b]99;i=b:p=body;2\a",
        {"note A|1", "note B|2"});
    row("kitty queries", "\x1b]99;i=x:p=?;\x1b\\\x1b]99;i=1:p=close;\a\x1b]99;i=1:p=icon;AAAA\a");
    row("marks", "\x1b]133;A\a\x1b]133;B\a\x1b]133;C;x=1\a\x1b]133;D;0\a\x1b]133;P;k=i\a\x1b]133;\a",
        {"mark A", "mark B", "mark C", "mark D"});
    row("notification 777", "\x1b]777;notify;Claude Code;needs; you\a\x1b]777;notify;\a\x1b]777;preexec\a",
        {"note Claude Code|needs; you"});
    row("program status",
        "\x1b]7501;state=blocked:app=claude-code:kind=permission:msg=YXBwcm92ZQ==\x1b\\\x1b]7501;state="
        "none\a",
        {"status 2 claude-code approve"});
    row("numbers that are none",
        "\x1b]00000000000000000000000000000000000000000000000000;x\a\x1b]-1;x\a\x1b]0x0;y\a", {"title x"});
}

void FilterEventsTest::events() {
    QFETCH(QByteArray, input);
    QFETCH(QByteArrayList, expected);
    FilterRig rig;
    rig.feed(input.toStdString());
    QByteArrayList seen;
    for (const std::string& event : rig.events)
        seen << QByteArray::fromStdString(event);
    QCOMPARE(seen, expected);
    QCOMPARE(rig.screen, input.startsWith("\x1b]8;id") ? "text" : input.contains("\x1bM") ? "\x1bM" : "");
    QCOMPARE(rig.reply, "");
}

void FilterEventsTest::lengths() {
    const std::string snowmen = [] {
        std::string text;
        for (int i = 0; i < 5000; ++i)
            text += "☃";
        return text;
    }();
    FilterRig rig;
    rig.feed("\x1b]0;" + snowmen + "\a\x1b]9;" + snowmen + "\a\x1b]777;notify;" + snowmen + ";" + snowmen +
             "\a");
    rig.feed("\x1b]8;;https://" + snowmen + "\a\x1b]7;file:///" + snowmen + "\a");
    QCOMPARE(rig.events.size(), 3U);
    QCOMPARE(rig.events[0], "title " + snowmen.substr(0, 510)); // whole characters only
    QCOMPARE(rig.events[1], "note |" + snowmen.substr(0, 4095));
    QCOMPARE(rig.events[2], "note " + snowmen.substr(0, 510) + "|" + snowmen.substr(0, 4095));
}

void FilterEventsTest::eightNotificationsAtMost() {
    FilterRig rig;
    for (int i = 0; i < 9; ++i)
        rig.feed(std::format("\x1b]99;i={}:d=0;title {}\a", i, i));
    rig.feed("\x1b]99;i=0:p=body;late\a\x1b]99;i=8:p=body;kept\a");
    QCOMPARE(rig.events.size(), 2U);
    QCOMPARE(rig.events[0], "note |late"); // its title was the oldest of nine
    QCOMPARE(rig.events[1], "note title 8|kept");
}

QTEST_GUILESS_MAIN(FilterEventsTest)
#include "filter_events_test.moc"
