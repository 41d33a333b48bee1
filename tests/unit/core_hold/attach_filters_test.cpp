// SPDX-License-Identifier: MIT
// What stands between a held session and the terminal of an attach client.
#include "core/hold/attach_scrubber.h"
#include "core/hold/chord_filter.h"
#include "core/hold/query_stripper.h"

#include <QTest>

using namespace ax;

namespace {

/// Fed in two pieces, cut at each byte, everything gives the same.
template <class Feed>
void compareCuts(const std::string& input, const std::string& expected, Feed feedTwo) {
    for (std::size_t cut = 0; cut <= input.size(); ++cut) {
        const std::string got = feedTwo(input.substr(0, cut), input.substr(cut));
        if (got != expected)
            QCOMPARE(QByteArray::number(qulonglong(cut)) + ": " +
                         QByteArray::fromStdString(got).toPercentEncoding(),
                     QByteArray::number(qulonglong(cut)) + ": " +
                         QByteArray::fromStdString(expected).toPercentEncoding());
    }
}

} // namespace

class AttachFiltersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void scrubsKeyModes_data() {
        QTest::addColumn<std::string>("input");
        QTest::addColumn<std::string>("expected");
        QTest::newRow("win32") << std::string("a\x1b[?9001hb") << std::string("ab");
        QTest::newRow("modifyOtherKeys")
            << std::string("a\x1b[>4;1mb\x1b[>4;2mc\x1b[>4;0md") << std::string("abc\x1b[>4;0md");
        QTest::newRow("kitty") << std::string("a\x1b[>1ub\x1b[=5;1uc\x1b[<u") << std::string("abc\x1b[<u");
        QTest::newRow("others pass") << std::string("\x1b[?1003h\x1b[1;31mred\x1b[m\x1b]2;t\x07\x1b(B")
                                     << std::string("\x1b[?1003h\x1b[1;31mred\x1b[m\x1b]2;t\x07\x1b(B");
        QTest::newRow("long parameters")
            << "\x1b[" + std::string(200, '1') + "m" << "\x1b[" + std::string(200, '1') + "m";
        QTest::newRow("synchronized") << std::string("x\x1b[?2026hone\x1b[>1utwo\x1b[?2026ly")
                                      << std::string("x\x1b[?2026honetwo\x1b[?2026ly");
    }
    void scrubsKeyModes() {
        QFETCH(const std::string, input);
        QFETCH(const std::string, expected);
        compareCuts(input, expected, [](const std::string& first, const std::string& second) {
            AttachScrubber scrubber;
            const std::string out = scrubber.feed(first);
            return out + scrubber.feed(second);
        });
    }

    void anUpdateComesInOnePiece() {
        AttachScrubber scrubber;
        QCOMPARE(scrubber.feed("a\x1b[?2026hb"), std::string("a"));
        QCOMPARE(scrubber.feed("c"), std::string());
        QCOMPARE(scrubber.feed("\x1b[?2026ld"), std::string("\x1b[?2026hbc\x1b[?2026ld"));
        scrubber.feed("\x1b[?2026h");
        QVERIFY(scrubber.feed(std::string(5 << 20, 'x')).size() > (5U << 20)); // nobody ends it
    }

    void findsChords_data() {
        QTest::addColumn<std::string>("input");
        QTest::addColumn<std::string>("typed");
        QTest::addColumn<bool>("detaches");
        QTest::newRow("text") << std::string("hello\r") << std::string("hello\r") << false;
        QTest::newRow("detach") << std::string("a\x01"
                                               "db")
                                << std::string("a") << true;
        QTest::newRow("twice is one") << std::string("\x01\x01"
                                                     "d")
                                      << std::string("\x01"
                                                     "d")
                                      << false;
        QTest::newRow("other letter") << std::string("\x01x") << std::string("\x01x") << false;
        QTest::newRow("at once") << std::string("ab\x1c"
                                                "c")
                                 << std::string("ab") << true;
    }
    void findsChords() {
        QFETCH(const std::string, input);
        QFETCH(const std::string, typed);
        QFETCH(const bool, detaches);
        compareCuts(input, typed + (detaches ? "!" : ""),
                    [](const std::string& first, const std::string& second) {
                        ChordFilter filter{Chords()};
                        ChordFilter::Result result = filter.feed(first);
                        if (result.action == ChordFilter::Action::None) {
                            const ChordFilter::Result more = filter.feed(second);
                            result.typed += more.typed;
                            result.action = more.action;
                        }
                        return result.typed + (result.action == ChordFilter::Action::Detach ? "!" : "");
                    });
    }

    void otherChords() {
        QCOMPARE(parseControlKey("ctrl-b"), std::optional('\x02'));
        QCOMPARE(parseControlKey("^q"), std::optional('\x11'));
        QVERIFY(!parseControlKey("b") && !parseControlKey("ctrl-") && !parseControlKey("^Ä"));
        QCOMPARE(parseChordLetter("x"), std::optional('x'));
        QCOMPARE(parseChordLetter("ctrl-x"), std::optional('x'));
        QVERIFY(!parseChordLetter("xy") && !parseChordLetter("") && !parseChordLetter("1"));
        ChordFilter filter(Chords{.prefix = '\x02', .detach = 'q'});
        QCOMPARE(filter
                     .feed("\x01"
                           "d\x02"
                           "q")
                     .action,
                 ChordFilter::Action::Detach);
    }

    void stripsTheQuestion_data() {
        QTest::addColumn<std::string>("input");
        QTest::addColumn<std::string>("expected");
        QTest::newRow("with ST") << std::string("a\x1b]7501;?\x1b\\b") << std::string("ab");
        QTest::newRow("with BEL") << std::string("a\x1b]7501;?\x07"
                                                 "b")
                                  << std::string("ab");
        QTest::newRow("two") << std::string("\x1b]7501;?\x07\x1b]7501;?\x1b\\") << std::string();
        QTest::newRow("a report passes")
            << std::string("\x1b]7501;state=idle\x1b\\x") << std::string("\x1b]7501;state=idle\x1b\\x");
        QTest::newRow("others pass") << std::string("\x1b[31m\x1b]75\x07\x1b")
                                     << std::string("\x1b[31m\x1b]75\x07\x1b");
    }
    void stripsTheQuestion() {
        QFETCH(const std::string, input);
        QFETCH(const std::string, expected);
        compareCuts(input, expected, [](const std::string& first, const std::string& second) {
            QueryStripper stripper;
            std::string out(stripper.pass(first));
            out += stripper.pass(second);
            return out.append(stripper.rest());
        });
    }
};

QTEST_GUILESS_MAIN(AttachFiltersTest)
#include "attach_filters_test.moc"
