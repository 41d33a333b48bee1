// SPDX-License-Identifier: MIT
#include "widgets/transcript/display_text.h"

#include <QTest>

#include <string>

using namespace ax::widgets;
using namespace Qt::StringLiterals;

namespace {

/// What no displayed text may hold, whatever it was made from.
bool isHarmless(const QString& text) {
    for (const char32_t c : text.toUcs4()) {
        const bool control = (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c <= 0x9F);
        const bool reorders = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        const bool special = c == 0xFFFC || c == 0x2028 || c == 0x2029 || c == 0x200B || c == 0xFEFF;
        if (control || reorders || special || QChar::isNonCharacter(c) || QChar::isSurrogate(c))
            return false;
    }
    return true;
}

} // namespace

class DisplayTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void shows_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char* name, const QString& text, const QString& shown) {
            QTest::newRow(name) << text << shown;
        };
        row("plain text as it is", u"int main() { return 0; }\n\tx"_s, u"int main() { return 0; }\n\tx"_s);
        row("umlauts, CJK and emoji as they are", u"Grüße 解析 🚀"_s, u"Grüße 解析 🚀"_s);
        row("colours go", u"\x1b[1;31mred\x1b[0m"_s, u"red"_s);
        row("cursor movement goes", u"a\x1b[2J\x1b[Hb"_s, u"ab"_s);
        row("private modes go", u"\x1b[?2026hx\x1b[?25l"_s, u"x"_s);
        row("a title goes", u"\x1b]0;owned\x07text"_s, u"text"_s);
        row("a link keeps its words", u"\x1b]8;;http://evil\x1b\\here\x1b]8;;\x1b\\"_s, u"here"_s);
        row("a device control string goes", u"\x1bP1;2|abc\x1b\\x"_s, u"x"_s);
        row("character sets go", u"\x1b(Bx\x1b=y"_s, u"xy"_s);
        row("8 bit sequences go", u"\u009B31mred\u009D0;t\u009Cx"_s, u"redx"_s);
        row("an unterminated title hides nothing", u"\x1b]0;rm -rf /\nnext"_s, u"0;rm -rf /\nnext"_s);
        row("a sequence cut at the end", u"text\x1b[31"_s, u"text"_s);
        row("a lone escape", u"text\x1b"_s, u"text"_s);
        row("a sequence that is none", u"\x1b[31\u00E9x"_s, u"31éx"_s);
        row("NUL and the like go", QString(u"a\0b\u0007c\u007F\u0085d"_s), u"abc\nd"_s);
        row("Windows line ends", u"a\r\nb\r\n"_s, u"a\nb\n"_s);
        row("a carriage return overwrites nothing", u"harmless\rrm -rf /"_s, u"harmless\nrm -rf /"_s);
        row("separators are line ends", u"a\u2028b\u2029c"_s, u"a\nb\nc"_s);
        row("an override is shown", u"abc\u202Etxt.exe\u202C"_s, u"abc⟦U+202E⟧txt.exe⟦U+202C⟧"_s);
        row("isolates are shown", u"\u2066x\u2069"_s, u"⟦U+2066⟧x⟦U+2069⟧"_s);
        row("a run is one placeholder", u"\u202E\u202D\u202Ex"_s, u"⟦U+202E ×3⟧x"_s);
        row("implicit marks go", u"a\u200Eb\u200Fc"_s, u"abc"_s);
        row("zero width goes", u"pass\u200Bword\uFEFF\u2060\u00AD"_s, u"password"_s);
        row("fillers go", u"a\u3164\u115Fb"_s, u"ab"_s);
        row("smuggled letters are shown", u"hi\U000E0049\U000E0067\U000E006E"_s, u"hi⟦U+E0049 ×3⟧"_s);
        row("a flag of tags stays", u"🏴\U000E0067\U000E0062\U000E0065\U000E007F"_s,
            u"🏴\U000E0067\U000E0062\U000E0065\U000E007F"_s);
        row("joined emoji stay", u"👩‍👩‍👧"_s, u"👩‍👩‍👧"_s);
        row("Persian joiners stay", u"می‌خواهم"_s, u"می‌خواهم"_s);
        row("joiners between letters go", u"a\u200Db\u200Cc"_s, u"abc"_s);
        row("a presentation selector stays", u"❤️ 1️⃣"_s, u"❤️ 1️⃣"_s);
        row("hidden bytes in selectors are shown", u"😀\U000E0101\U000E0102"_s, u"😀⟦U+E0101 ×2⟧"_s);
        row("ideographic variants stay", u"葛\U000E0100"_s, u"葛\U000E0100"_s);
        row("selectors on nothing are shown", u" \uFE0F"_s, u" ⟦U+FE0F⟧"_s);
        row("the object character is no object", u"a\uFFFCb"_s, u"a\uFFFDb"_s);
        row("noncharacters", u"a\uFFFEb"_s, u"a\uFFFDb"_s);
        row("Arabic number signs stay", u"\u0600١٢"_s, u"\u0600١٢"_s);
    }

    void shows() {
        QFETCH(QString, text);
        QFETCH(QString, shown);
        QCOMPARE(displayText(QStringView(text)), shown);
        QVERIFY(isHarmless(displayText(QStringView(text))));
    }

    void combiningFloodIsCut() {
        const QString flood = u"a"_s + QString(500, QChar(0x0301)) + u"b"_s;
        const QString shown = displayText(QStringView(flood));
        QVERIFY(shown.size() <= 12);
        QVERIFY(shown.startsWith(u'a') && shown.endsWith(u'b'));
    }

    void loneSurrogatesAreReplaced() {
        const QString broken = QString(QChar(0xD800)) + u'x' + QChar(0xDC00);
        QCOMPARE(displayText(QStringView(broken)), u"\uFFFDx\uFFFD"_s);
    }

    void brokenUtf8IsReplaced() { QCOMPARE(displayText(std::string_view("a\xff\xc3")), u"a\uFFFD\uFFFD"_s); }

    void aCutAnywhereIsHarmless() {
        const std::string text = "\x1b]0;t\x07"
                                 "a\x1b[31mb\xe2\x80\xae"
                                 "c\r\n\xf0\x9f\x91\xa9\xe2\x80\x8d\xf3\xa0\x84\x80\x1bP x\x1b\\";
        for (std::size_t begin = 0; begin <= text.size(); ++begin) {
            for (std::size_t length = 0; begin + length <= text.size(); ++length)
                QVERIFY(isHarmless(displayText(std::string_view(text).substr(begin, length))));
        }
    }

    void randomTextIsHarmless() {
        std::uint32_t state = 1;
        const auto random = [&state] { return state = state * 1664525 + 1013904223; };
        for (int round = 0; round < 300; ++round) {
            QString text;
            for (int i = 0; i < 200; ++i) {
                const std::uint32_t value = random() >> 8U;
                // Half of it from the corners where the trouble is.
                const char16_t corners[] = {0x1B,   u'[',   u']',   0x9B,   0x202E, 0x200D,
                                            0xFE0F, 0xD83D, 0xDB40, 0xDC41, 7,      u'\r'};
                text += value % 2 == 0 ? QChar(corners[value / 2 % 12]) : QChar(static_cast<char16_t>(value));
            }
            const QString shown = displayText(QStringView(text));
            QVERIFY(isHarmless(shown));
            QCOMPARE(displayText(QStringView(shown)), shown);
        }
    }

    void manyUnterminatedStringsTakeNoTime() {
        // Each looks at its own line alone; were it the rest of the text, this would not end.
        std::string text;
        for (int i = 0; i < 100'000; ++i)
            text += "\x1b]";
        QVERIFY(displayText(text).isEmpty());
    }

    void lineCollapsesAndIsCut() {
        QCOMPARE(displayLine("  a\n\n b\tc "), u"a b c"_s);
        QCOMPARE(displayLine("abcdef", 4), u"abc…"_s);
        QCOMPARE(displayLine("abcd", 4), u"abcd"_s);
        QCOMPARE(displayLine(std::string(10'000'000, 'x'), 10), u"xxxxxxxxx…"_s);
        QCOMPARE(displayLine(""), QString());
        QCOMPARE(displayLine("🚀🚀🚀", 4), u"🚀…"_s);
    }
};

QTEST_GUILESS_MAIN(DisplayTextTest)
#include "display_text_test.moc"
