// SPDX-License-Identifier: MIT
#include "tests/unit/terminal/filter_rig.h"

#include <QTest>

#include <set>

using namespace ax::terminal;
using namespace Qt::StringLiterals;

namespace {

struct Case {
    const char* name;
    std::string_view input;
    std::string_view screen;
    std::string_view reply = {};
};

// Each is fed between two letters: what leaks would stand between them.
// clang-format off
const std::vector<Case> Cases{
    // plain
    {"text", "hello", "hello"},
    {"utf8", "é漢🙂", "é漢🙂"},
    {"passed controls", "\a\b\t\n\v\f\r\x0e\x0f", "\a\b\t\n\v\f\r\x0e\x0f"},
    {"dropped controls", {"\0\x01\x05\x11\x13\x18\x1a\x1c\x7f", 9}, ""},
    {"C1 in UTF-8", "\xc2\x9b" "31m\xc2\x9d" "0;t\xc2\x9c\xc2\x90", "31m0;t"},
    {"no-break space stays", "\xc2\xa0\xc3\xa9", "\xc2\xa0\xc3\xa9"},
    {"8-bit C1 is not CSI", "\x9b" "31m", "\x9b" "31m"},
    {"torn lead byte", "\xc2z", "\xef\xbf\xbdz"},
    {"C1 put together around a removed sequence", "\xc2\x1bZ\x9b" "31m", "\xef\xbf\xbd\x9b" "31m"},
    // plain CSI
    {"cursor", "\x1b[H\x1b[2;3H\x1b[5A\x1b[;7f\x1b[4d\x1b[9G", "\x1b[H\x1b[2;3H\x1b[5A\x1b[0;7f\x1b[4d\x1b[9G"},
    {"synonyms", "\x1b[3`\x1b[3a\x1b[3e", "\x1b[3G\x1b[3C\x1b[3B"},
    {"erase", "\x1b[2J\x1b[3J\x1b[K\x1b[1K\x1b[4X", "\x1b[2J\x1b[3J\x1b[K\x1b[1K\x1b[4X"},
    {"lines", "\x1b[2L\x1b[2M\x1b[2@\x1b[2P\x1b[2S\x1b[2T\x1b[1;20r", "\x1b[2L\x1b[2M\x1b[2@\x1b[2P\x1b[2S\x1b[2T\x1b[1;20r"},
    {"mouse highlighting", "\x1b[1;2;3;4;5T", ""},
    {"repeat is bounded", "\x1b[99999999b\x1b[b", "\x1b[1024b\x1b[1b"},
    {"huge number saturates", "\x1b[99999999999999999999C", "\x1b[9999C"},
    {"controls inside run first", "\x1b[3\r1m\x1b[\n2C", "\r\x1b[31m\n\x1b[2C"},
    {"cancelled", "\x1b[31\x18m\x1b]0;t\x1aq", "mq"},
    {"broken off by ESC", "\x1b[31\x1b[1m", "\x1b[1m"},
    {"broken off by UTF-8", "\x1b[31é", "é"},
    {"insert and newline modes", "\x1b[4h\x1b[20l\x1b[2h", "\x1b[4h\x1b[20l"},
    {"save and restore", "\x1b[s\x1b[u\x1b" "7\x1b" "8", "\x1b[s\x1b[u\x1b" "7\x1b" "8"},
    {"margins left and right", "\x1b[1;2s\x1b[1;2u", ""},
    {"window operations", "\x1b[18t\x1b[14t\x1b[21t\x1b[8;99;999t\x1b[22;0;0t", ""},
    {"media copy, LEDs, tests, parameters", "\x1b[5i\x1b[1q\x1b[2;1y\x1b[x\x1b[1x", ""},
    {"rectangles", "\x1b[1;1;5;5$x\x1b[1;1;5;5$z\x1b[1;2;1;1;5;5*y\x1b[1;1;2;2$r", ""},
    {"cursor shape is steady", "\x1b[ q\x1b[0 q\x1b[1 q\x1b[3 q\x1b[5 q\x1b[6 q\x1b[9 q", "\x1b[2 q\x1b[2 q\x1b[2 q\x1b[4 q\x1b[6 q\x1b[6 q"},
    {"soft reset", "\x1b[!p", ""},
    {"malformed", "\x1b[1?2h\x1b[ 1q\x1b[<>u\x1b[$1p", ""},
    {"empty final", "\x1b[", ""},
    // reports of the emulator: asked only in their plain form
    {"DA1", "\x1b[c\x1b[0c\x1b[1c", "\x1b[c\x1b[c"},
    {"DA2", "\x1b[>c\x1b[>0c\x1b[>1c", "\x1b[>c\x1b[>c"},
    {"DSR", "\x1b[5n\x1b[6n\x1b[7n\x1b[?6n\x1b[?996n", "\x1b[5n\x1b[6n"},
    // what would leak
    {"DA3", "\x1b[=c\x1b[=0c", ""},
    {"XTVERSION", "\x1b[>q\x1b[>0q", ""},
    {"modifyOtherKeys", "\x1b[>4;2m\x1b[>4m\x1b[?4m\x1b[>4;?m", ""},
    {"kitty keyboard", "\x1b[?u\x1b[>5u\x1b[<u\x1b[<1u\x1b[=1;1u\x1b[=5u", ""},
    {"sixel", "\x1bPq#0;2;0;0;0#0~~@@vv$-\x1b\\", ""},
    {"XTGETTCAP", "\x1bP+q544e;4d73\x1b\\", ""},
    {"DECRQSS", "\x1bP$qm\x1b\\\x1bP$q q\x1b\\", ""},
    {"tmux passthrough", "\x1bPtmux;\x1b\x1b]52;c;aGk=\a\x1b\x1b[31mx\x1b\\", ""},
    {"tmux passthrough, string inside", "\x1bPtmux;\x1b\x1bP+q4d73\x1b\x1b\\more\x1b\\", ""},
    {"kitty graphics", "\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\", ""},
    {"PM and SOS", "\x1b^private\x1b\\\x1bXstart\x1b\\", ""},
    {"screen title", "\x1bktitle\x1b\\", ""},
    {"string broken off", "\x1bPabc\x1b[31mq", "\x1b[31mq"},
    {"8-bit terminator is none", "\x1bPabc\x9c" "def\x1b\\", ""},
    {"every OSC", "\x1b]4;0;?\x1b\\\x1b]12;#eee\a\x1b]22;\a\x1b]50;x\a\x1b]66;s=2; \x1b\\\x1b]104\a\x1b]112\a\x1b]1337;Capabilities\x1b\\\x1b]633;A\a\x1b];\a\x1b]x\a\x1b]\a", ""},
    {"S7C1T and friends", "\x1b F\x1b G\x1b%G\x1b%@\x1b-A\x1b.B\x1b/C\x1b(1\x1b#9", ""},
    {"character sets", "\x1b(0\x1b)B\x1b*A\x1b+0\x1b#8", "\x1b(0\x1b)B\x1b*A\x1b+0\x1b#8"},
    {"plain ESC", "\x1b" "D\x1b" "E\x1bH\x1bM\x1b=\x1b>\x1bn\x1bo", "\x1b" "D\x1b" "E\x1bH\x1bM\x1b=\x1b>\x1bn\x1bo"},
    {"ESC that is nothing", "\x1bZ\x1b<\x1b|\x1b~\x1bl\x1b" "6\x1b\\", ""},
    // private modes
    {"modes", "\x1b[?25l\x1b[?1049h\x1b[?2004h\x1b[?1000;1002;1006h", "\x1b[?25l\x1b[?1049h\x1b[?2004h\x1b[?1000h\x1b[?1002h\x1b[?1006h"},
    {"modes that harm", "\x1b[?2l\x1b[?3h\x1b[?40h\x1b[?1004h\x1b[?1016h\x1b[?2027h\x1b[?2031h\x1b[?1001s\x1b[?1001r", ""},
    {"RIS", "\x1b" "c", "\x1b" "c"},
    {"DECRQM, our state", "\x1b[?2026$p\x1b[?2004$p\x1b[?2004h\x1b[?2004$p\x1b[?25$p", "\x1b[?2004h", "\x1b[?2026;2$y\x1b[?2004;2$y\x1b[?2004;1$y\x1b[?25;1$y"},
    {"DECRQM, what is not there", "\x1b[?1016$p\x1b[?2027$p\x1b[?2031$p", "", "\x1b[?1016;0$y\x1b[?2027;0$y\x1b[?2031;0$y"},
    {"DECRQM, unheard of", "\x1b[?31337$p\x1b[4$p\x1b[?$p\x1b[=1$p", ""},
    {"colours", "\x1b]10;?\x1b\\\x1b]11;?\a", "", "\x1b]10;rgb:1c1c/1e1e/2222\x1b\\\x1b]11;rgb:ffff/ffff/ffff\x1b\\"},
    {"both colours", "\x1b]10;?;?;?\a", "", "\x1b]10;rgb:1c1c/1e1e/2222\x1b\\\x1b]11;rgb:ffff/ffff/ffff\x1b\\"},
    {"setting colours", "\x1b]10;red\a\x1b]11;#123456;?\a\x1b]12;?\a", ""},
    {"program status handshake", "\x1b]7501;?\x1b\\\x1b]7501;?\a", "", "\x1b]7501;?\x1b\\\x1b]7501;?\x1b\\"},
    {"clipboard read", "\x1b]52;c;?\a\x1b]52;;?\x1b\\", ""},
};
// clang-format on

std::string framed(std::string_view input) {
    return "<" + std::string(input) + ">";
}

} // namespace

class StreamFilterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sequences_data();
    void sequences();
    void anySplitIsTheSame();
    void repliesAreCanonical();
    void synchronizedOutputIsOnePiece();
    void synchronizedOutputFlushed();
    void synchronizedOutputAcrossReset();
    void bracketedPasteIsTracked();
    void focusReportsAreTracked();
};

void StreamFilterTest::sequences_data() {
    QTest::addColumn<std::size_t>("index");
    for (std::size_t i = 0; i < Cases.size(); ++i)
        QTest::newRow(Cases[i].name) << i;
}

void StreamFilterTest::sequences() {
    QFETCH(std::size_t, index);
    const Case& expected = Cases[index];
    FilterRig rig;
    rig.feed(framed(expected.input));
    const bool open = expected.input == "\x1b["; // takes the closing letter as its final byte
    QCOMPARE(QByteArray::fromStdString(rig.screen),
             QByteArray::fromStdString(open ? "<" : framed(expected.screen)));
    QCOMPARE(QByteArray::fromStdString(rig.reply),
             QByteArray(expected.reply.data(), static_cast<qsizetype>(expected.reply.size())));
}

void StreamFilterTest::anySplitIsTheSame() {
    std::string corpus = "\x1b[?2026h\x1b[2J\x1b[H";
    for (const Case& one : Cases)
        corpus += framed(one.input);
    corpus += "\x1b[?2026l\x1b]0;ti\xc3\xa9tle\a\x1b]99;i=1:d=0;a\x1b\\\x1b]99;i=1;b\x1b\\\x1b[?2026hheld";
    FilterRig whole;
    whole.feed(corpus);
    QVERIFY(whole.holding);

    for (std::size_t cut = 0; cut <= corpus.size(); ++cut) {
        FilterRig parts;
        parts.feed(std::string_view(corpus).substr(0, cut));
        parts.feed(std::string_view(corpus).substr(cut));
        QVERIFY2(parts == whole, qPrintable(u"cut at %1"_s.arg(cut)));
    }
    FilterRig bytewise;
    for (const char c : corpus)
        bytewise.feed({&c, 1});
    QVERIFY(bytewise == whole);
}

/// Whatever is asked, and with whatever in it, the answers come from a list that could be printed here.
void StreamFilterTest::repliesAreCanonical() {
    std::set<std::string> allowed{"\x1b]7501;?\x1b\\", "\x1b]10;rgb:1c1c/1e1e/2222\x1b\\",
                                  "\x1b]11;rgb:ffff/ffff/ffff\x1b\\"};
    for (const int mode : {1, 7, 25, 47, 1000, 1002, 1003, 1004, 1006, 1047, 1049, 2004, 2026}) {
        for (const int state : {1, 2})
            allowed.insert(std::format("\x1b[?{};{}$y", mode, state));
    }
    for (const int mode : {1016, 2027, 2031, 2048, 5522})
        allowed.insert(std::format("\x1b[?{};0$y", mode));

    const std::string_view marker = "MARK";
    for (int number = 0; number < 8000; ++number) {
        for (const char* const form :
             {"\x1b]{};?\x1b\\", "\x1b]{};{}\a", "\x1b[?{}$p", "\x1b[{}n", "\x1b[?{}n", "\x1b[{}t",
              "\x1bP$q{}\x1b\\", "\x1b]{};?;{}\a", "\x1b[{};{}$p"}) {
            FilterRig rig;
            rig.feed(std::vformat(form, std::make_format_args(number, marker)));
            QVERIFY2(rig.reply.empty() || allowed.contains(rig.reply),
                     qPrintable(u"%1 answered %2"_s.arg(number).arg(QString::fromStdString(rig.reply))));
        }
    }
}

void StreamFilterTest::synchronizedOutputIsOnePiece() {
    FilterRig rig;
    rig.feed("a\x1b[?2026hb\x1b]0;told at once\a");
    QCOMPARE(rig.screen, "a");
    QVERIFY(rig.holding);
    QCOMPARE(rig.events.size(), 1U);
    rig.feed("c\x1b[?2026$p");
    QCOMPARE(rig.screen, "a");
    QCOMPARE(rig.reply, "\x1b[?2026;1$y");
    rig.feed("\x1b[?2026ld");
    QCOMPARE(rig.screen, "abcd");
    QVERIFY(!rig.holding);
}

void StreamFilterTest::synchronizedOutputFlushed() {
    FilterRig rig;
    rig.feed("\x1b[?2026hab");
    rig.flush();
    QCOMPARE(rig.screen, "ab");
    QVERIFY(!rig.holding);
    rig.feed("c");
    QCOMPARE(rig.screen, "abc"); // the rest of that update is not held again
    rig.feed("\x1b[?2026l\x1b[?2026hd");
    QCOMPARE(rig.screen, "abc");
    QVERIFY(rig.holding);
}

void StreamFilterTest::synchronizedOutputAcrossReset() {
    FilterRig rig;
    rig.feed("\x1b[?2026hab\x1b"
             "cd");
    QCOMPARE(rig.screen, "ab\x1b"
                         "cd");
    QVERIFY(!rig.holding);
}

void StreamFilterTest::bracketedPasteIsTracked() {
    FilterRig rig;
    QVERIFY(!rig.filter.bracketedPaste());
    rig.feed("\x1b[?25;2004h");
    QVERIFY(rig.filter.bracketedPaste());
    rig.feed("\x1b[?2004l");
    QVERIFY(!rig.filter.bracketedPaste());
    rig.feed("\x1b[?2004h\x1b"
             "c");
    QVERIFY(!rig.filter.bracketedPaste());
}

void StreamFilterTest::focusReportsAreTracked() {
    FilterRig rig;
    rig.feed("\x1b[?1004h\x1b[?1004$p");
    QVERIFY(rig.filter.wantsFocusReports());
    QCOMPARE(rig.reply, "\x1b[?1004;1$y");
    QCOMPARE(rig.screen, "");
    rig.feed("\x1b[?1004l");
    QVERIFY(!rig.filter.wantsFocusReports());
}

QTEST_GUILESS_MAIN(StreamFilterTest)
#include "stream_filter_test.moc"
