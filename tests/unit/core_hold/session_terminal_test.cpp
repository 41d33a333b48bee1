// SPDX-License-Identifier: MIT
#include "core/hold/session_terminal.h"

#include <QTest>

#include <array>
#include <format>
#include <random>

using namespace ax;

namespace {

constexpr TerminalSize Size{.columns = 100, .rows = 30};

std::string linesOf(int count, bool coloured) {
    std::string text;
    for (int i = 0; i < count; ++i)
        text += coloured
                    ? std::format("\x1b[3{}mline {}\x1b[0m of \x1b[1mmany\x1b[m 日本 {}\r\n", i % 8, i, i * 7)
                    : std::format("line {} of many, and some words behind it {}\r\n", i, i * 7);
    return text;
}

/// What a program writes that knows its terminal well: anything at all, weighted towards what is legal.
std::string randomOutput(std::mt19937& random, int pieces) {
    static constexpr std::array Fragments{"\x1b[H",
                                          "\x1b[2J",
                                          "\x1b[K",
                                          "\x1b[1;31m",
                                          "\x1b[0m",
                                          "\x1b[48;5;200m",
                                          "\x1b[7m",
                                          "\x1b[5;12r",
                                          "\x1b[r",
                                          "\x1b[?1049h",
                                          "\x1b[?1049l",
                                          "\x1b[?2004h",
                                          "\x1b[?25l",
                                          "\x1b[?6h",
                                          "\x1b[?6l",
                                          "\x1b[4h",
                                          "\x1b[4l",
                                          "\x1b[10;40H",
                                          "\x1b[3L",
                                          "\x1b[2M",
                                          "\x1b[5P",
                                          "\x1b[4@",
                                          "\x1b[38;2;1;2;3m",
                                          "\x1bM",
                                          "\x1b"
                                          "7",
                                          "\x1b"
                                          "8",
                                          "\r\n",
                                          "\n",
                                          "\t",
                                          "\b",
                                          "日本語",
                                          "e\u0301",
                                          "\U0001F600",
                                          "\x1b[?1000h",
                                          "\x1b=",
                                          "\x1b>",
                                          "\x1b[2 q",
                                          "\x1b]2;a title\a",
                                          "\x1b[J",
                                          "\x1b[1J",
                                          "\x1b[6X",
                                          "plain text ",
                                          "\x1b[58;5;1m",
                                          "\x1b[4:3m",
                                          "\x1b[?69h",
                                          "\x1b[?69l",
                                          "\x1b[!p",
                                          "\x1b(0qqx\x1b(B"};
    std::string out;
    for (int i = 0; i < pieces; ++i)
        out += Fragments[random() % Fragments.size()];
    return out;
}

/// The same picture, cursor and modes on a terminal that joins now.
void compareWithClient(const SessionTerminal& terminal) {
    TerminalScreen client(terminal.size());
    client.feed(terminal.paint({}));
    TerminalScreen again(terminal.size());
    SessionTerminal second(terminal.size());
    second.take(terminal.paint({}));
    second.digest();
    const std::string expected = terminal.paint({});
    const std::string seen = second.paint({});
    const auto differ = std::ranges::mismatch(seen, expected);
    if (differ.in1 != seen.end() || differ.in2 != expected.end()) {
        const auto at = static_cast<std::size_t>(differ.in2 - expected.begin());
        const std::size_t from = at < 60 ? 0 : at - 60;
        QCOMPARE(seen.substr(from, 120), expected.substr(from, 120));
    }
    QCOMPARE(client.text(), terminal.text());
}

} // namespace

class SessionTerminalTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void paintsWhatItShows() {
        SessionTerminal terminal(Size);
        terminal.take("\x1b[2;5H\x1b[1;32mgreen\x1b[0m plain\x1b[10;3H日本語 \U0001F600\x1b[?2004h\x1b[?25l"
                      "\x1b[3;7r\x1b[4;4H\x1b[35m");
        terminal.digest();
        QVERIFY(terminal.bracketedPaste());
        QVERIFY(terminal.text().contains("green plain"));
        const std::string paint = terminal.paint({});
        QVERIFY(paint.contains("\x1b[?2004h"));
        QVERIFY(paint.contains("\x1b[3;7r"));
        compareWithClient(terminal);
    }

    // A client of another make keeps what stands behind the last "home" or change of screen.
    void survivesTheCutOfOtherClients() {
        SessionTerminal terminal(Size);
        terminal.take("first\r\nsecond\x1b[?1h\x1b[1;1H");
        terminal.digest();
        const std::string paint = terminal.paint("an older line\n");
        const std::size_t home = paint.rfind("\x1b[H");
        QVERIFY(home != std::string::npos);
        QVERIFY(!paint.contains("\x1b[1;1H"));
        TerminalScreen client(Size);
        client.feed(paint.substr(home));
        QCOMPARE(client.text(), std::string("first\nsecond\n"));
        QCOMPARE(client.cursor().row, 0);
        QCOMPARE(client.cursor().column, 0);
    }

    void paintsAnyOutput() {
        std::mt19937 random(7501);
        for (int round = 0; round < 300; ++round) {
            SessionTerminal terminal(Size);
            terminal.take(randomOutput(random, 200));
            terminal.digest();
            compareWithClient(terminal);
            if (QTest::currentTestFailed())
                return;
        }
    }

    void standsAnyBytes() {
        std::mt19937 random(11);
        for (int round = 0; round < 300; ++round) {
            SessionTerminal terminal({.columns = 37, .rows = 11});
            for (int piece = 0; piece < 40; ++piece) {
                std::string bytes(random() % 300, '\0');
                for (char& byte : bytes)
                    byte = random() % 3 == 0 ? "\x1b[]?;0123456789hlmHJKrP\\X^_"[random() % 26]
                                             : static_cast<char>(random());
                terminal.take(bytes);
                terminal.digest();
                if (random() % 8 == 0)
                    terminal.resize({.columns = static_cast<std::uint16_t>(random() % 300),
                                     .rows = static_cast<std::uint16_t>(random() % 90)});
            }
            QVERIFY(terminal.paint({}).size() > 0);
            terminal.takeEvents();
            terminal.takeReplies();
        }
    }

    // The way around the emulator must not be seen in the picture, nor in the lines above it.
    void skipsAFloodWithoutATrace_data() {
        QTest::addColumn<std::string>("output");
        QTest::newRow("plain") << linesOf(40'000, false);
        QTest::newRow("coloured") << linesOf(20'000, true);
        QTest::newRow("pen left on") << "\x1b[44m" + linesOf(20'000, false) + "end";
        QTest::newRow("with a picture in it")
            << linesOf(9'000, false) + "\x1b[5;5Hhere\x1b[30;1H" + linesOf(9'000, true);
        QTest::newRow("full screen") << "\x1b[?1049h" + linesOf(20'000, false);
        QTest::newRow("within margins") << "\x1b[4;9r" + linesOf(9'000, false);
        QTest::newRow("line feeds alone") << QString(QStringLiteral("word\n")).repeated(30'000).toStdString();
        QTest::newRow("one line") << std::string(300'000, 'x');
    }
    void skipsAFloodWithoutATrace() {
        QFETCH(const std::string, output);
        SessionTerminal flooded(Size);
        SessionTerminal careful(Size);
        const std::string before = "\x1b[2J\x1b[Hhello\r\nthere\x1b[33m";
        for (SessionTerminal* terminal : {&flooded, &careful}) {
            terminal->take(before);
            terminal->digest();
        }
        flooded.take(output);
        flooded.digest();
        for (std::size_t at = 0; at < output.size(); at += 1024) { // too little at a time to leave any out
            careful.take(std::string_view(output).substr(at, 1024));
            careful.digest();
        }
        QCOMPARE(flooded.paint({}), careful.paint({}));
        QCOMPARE(flooded.cursor().column, careful.cursor().column);
    }

    void keepsTheLinesOfAFlood() {
        SessionTerminal terminal(Size);
        terminal.take("hello\r\nthere\r\n");
        terminal.digest();
        terminal.take(linesOf(10'000, false));
        terminal.digest();
        std::string lines = terminal.takeScrolledLines() + terminal.styledText();
        std::erase(lines, '\r');
        std::string expected = "hello\nthere\n" + linesOf(10'000, false);
        std::erase(expected, '\r');
        const auto differ = std::ranges::mismatch(lines, expected);
        const auto at = static_cast<std::size_t>(differ.in1 - lines.begin());
        QCOMPARE(lines.substr(at, 100), expected.substr(at, 100));
    }

    void hearsWhatIsSaidBesideThePicture() {
        SessionTerminal terminal(Size);
        const std::string output =
            "\x1b]7501;?\x1b\\\x1b]7501;working\x1b\\\x1b]2;title\a\x1b]9;look here\a\x1b[c\a";
        for (const char byte : output) { // cut at every byte
            terminal.take({&byte, 1});
            terminal.digest();
        }
        const std::string replies = terminal.takeReplies();
        QVERIFY(replies.starts_with("\x1b[?"));
        QVERIFY(!replies.contains("7501"));
        QVERIFY(terminal.takeBell());
        QVERIFY(!terminal.takeBell());
        const auto events = terminal.takeEvents();
        QVERIFY(std::ranges::any_of(events, [](const terminal::TerminalEvent& event) {
            return std::holds_alternative<terminal::TitleEvent>(event);
        }));
        QVERIFY(std::ranges::any_of(events, [](const terminal::TerminalEvent& event) {
            return std::holds_alternative<terminal::NotificationEvent>(event);
        }));
    }

    // What follows for a client that joins within a sequence must complete it.
    void joinsWithinASequence() {
        const std::string output = "\x1b[2;3H\x1b[38;2;10;20;30mcolour\x1b]2;a title\x1b\\日本 end\x1b[5;5Hx";
        for (std::size_t cut = 0; cut <= output.size(); ++cut) {
            SessionTerminal terminal(Size);
            terminal.take(output.substr(0, cut));
            terminal.digest();
            TerminalScreen client(Size);
            client.feed(terminal.paint({}));
            client.feed(output.substr(cut));
            TerminalScreen whole(Size);
            whole.feed(output);
            QCOMPARE(client.paint(), whole.paint());
        }
    }
};

QTEST_GUILESS_MAIN(SessionTerminalTest)
#include "session_terminal_test.moc"
