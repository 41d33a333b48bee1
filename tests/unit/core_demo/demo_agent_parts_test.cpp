// SPDX-License-Identifier: MIT
#include "app/demo-agent/key_decoder.h"
#include "app/demo-agent/options.h"
#include "app/demo-agent/program_reporter.h"
#include "app/demo-agent/prompt_line.h"
#include "app/demo-agent/screen.h"
#include "app/demo-agent/text_layout.h"
#include "core/base/base64.h"

#include <QRegularExpression>
#include <QTest>

using namespace ax;
using namespace ax::demo;
using namespace Qt::StringLiterals;
using Kind = ax::demo::Key::Kind;

class DemoAgentPartsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void decodesKeys_data();
    void decodesKeys();
    void decodesWhateverTheReadsCut();
    void escapeIsDecidedByWaiting();
    void hostileInputMakesNoKeys();
    void editsThePrompt();
    void editsWideLettersAsOne();
    void wrapsWithinTheWidth_data();
    void wrapsWithinTheWidth();
    void controlCharactersDoNotReachTheTerminal();
    void screenFitsAnySize();
    void parsesOptions();
    void refusesOptions();
    void base64IsWhatOthersDecode();
};

namespace {

std::vector<Key> decode(std::string_view bytes) {
    KeyDecoder decoder;
    return decoder.feed(bytes);
}

std::vector<Key> keys(Kind kind) {
    return {{kind, {}}};
}

std::string edited(std::string_view bytes) {
    PromptLine line;
    for (const Key& key : decode(bytes))
        line.edit(key);
    return line.text();
}

} // namespace

void DemoAgentPartsTest::decodesKeys_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("kind");
    const auto row = [](const char* name, const QByteArray& bytes, Kind kind) {
        QTest::newRow(name) << bytes << static_cast<int>(kind);
    };
    row("Enter", "\r", Kind::Enter);
    row("Shift+Enter", "\x1b\r", Kind::NewLine);
    row("Shift+Enter, kitty", "\x1b[13;2u", Kind::NewLine);
    row("Ctrl+J", "\n", Kind::NewLine);
    row("Up", "\x1b[A", Kind::Up);
    row("Up, application mode", "\x1bOA", Kind::Up);
    row("Delete", "\x1b[3~", Kind::Delete);
    row("Backspace", "\x7f", Kind::Backspace);
    row("Ctrl+C", "\x03", Kind::Interrupt);
    row("status, BEL", "\x1b]7501;?\a", Kind::StatusAnswer);
    row("status, ST", "\x1b]7501;?ok\x1b\\", Kind::StatusAnswer);
}

void DemoAgentPartsTest::decodesKeys() {
    QFETCH(QByteArray, bytes);
    QFETCH(int, kind);
    QVERIFY(decode(bytes.toStdString()) == keys(static_cast<Kind>(kind)));
}

void DemoAgentPartsTest::decodesWhateverTheReadsCut() {
    const std::string input =
        "日é\r\x1b[A\x1b[200~a\r\xe6\x9c\xac\x1b[201~\x1b]7501;?\x1b\\\x1b[<0;1;1Mx\x1b\r";
    const std::vector<Key> expected{{Kind::Text, "日é"},    {Kind::Enter, {}},        {Kind::Up, {}},
                                    {Kind::Paste, "a\n本"}, {Kind::StatusAnswer, {}}, {Kind::Text, "x"},
                                    {Kind::NewLine, {}}};
    QVERIFY(decode(input) == expected);
    for (std::size_t cut = 1; cut < input.size(); ++cut) {
        KeyDecoder decoder;
        std::vector<Key> got = decoder.feed(std::string_view(input).substr(0, cut));
        for (Key& key : decoder.feed(std::string_view(input).substr(cut))) {
            const bool continues = !got.empty() && got.back().kind == Kind::Text && key.kind == Kind::Text;
            if (continues)
                got.back().text += key.text;
            else
                got.push_back(std::move(key));
        }
        QVERIFY2(got == expected, std::to_string(cut).c_str());
    }
}

void DemoAgentPartsTest::escapeIsDecidedByWaiting() {
    KeyDecoder decoder;
    QVERIFY(decoder.feed("\x1b").empty());
    QVERIFY(decoder.isUndecided());
    QVERIFY(decoder.decide() == keys(Kind::Escape));
    QVERIFY(!decoder.isUndecided());
    const std::vector<Key> typed{{Kind::Escape, {}}, {Kind::Text, "x"}};
    QVERIFY(decoder.feed("\x1bx") == typed);
}

void DemoAgentPartsTest::hostileInputMakesNoKeys() {
    KeyDecoder decoder;
    QVERIFY(decoder.feed("\x1b]0;" + std::string(100'000, 'a')).empty()); // a string without an end
    QVERIFY(decoder.feed("\x1b[" + std::string(100'000, '1')).empty());
    decoder.decide();
    QVERIFY(decode("\x1b[I\x1b[O\x1b[?62;22c\x1b[12;3R\x1b_Gi=1\x1b\\").empty());
    QVERIFY(decode(std::string("\0\x02\x1c", 3)).empty());
    const auto broken = decode("a\xff"
                               "b");
    QCOMPARE(broken.size(), 1U);
    QCOMPARE(broken.front().text, "a\xef\xbf\xbd"
                                  "b");
}

void DemoAgentPartsTest::editsThePrompt() {
    QCOMPARE(edited("ab\x1b[Dc"), "acb");
    QCOMPARE(edited("one two\x17"), "one ");
    QCOMPARE(edited("one\x1b\rtwo\x15"), "one\n");
    QCOMPARE(edited("one\x1b\rtwo\x01X\x05Y"), "one\nXtwoY");
    QCOMPARE(edited("ab\x01\x1b[3~"), "b");
    QCOMPARE(edited("\x7f\x1b[D\x1b[3~\x17\x15"), "");
    QCOMPARE(edited("\x1b[200~x\ry\x1b[201~"), "x\ny");
}

void DemoAgentPartsTest::editsWideLettersAsOne() {
    QCOMPARE(edited("日本\x7f"), "日");
    QCOMPARE(edited("日本\x1b[D\x1b[D語"), "語日本");
    QCOMPARE(edited("e\xcc\x81x\x7f\x7f"), ""); // a letter and the accent on it
}

void DemoAgentPartsTest::wrapsWithinTheWidth_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("width");
    QTest::addColumn<QStringList>("lines");
    QTest::newRow("words") << u"one two three"_s << 8 << QStringList{u"one two"_s, u"three"_s};
    QTest::newRow("long word") << u"abcdefgh"_s << 3 << QStringList{u"abc"_s, u"def"_s, u"gh"_s};
    QTest::newRow("wide") << u"日本語"_s << 5 << QStringList{u"日本"_s, u"語"_s};
    QTest::newRow("wider than the line") << u"日"_s << 1 << QStringList{u"日"_s, u""_s};
    QTest::newRow("lines") << u"a\n\nb"_s << 9 << QStringList{u"a"_s, u""_s, u"b"_s};
    QTest::newRow("nothing") << u""_s << 9 << QStringList{u""_s};
    QTest::newRow("indent") << u"  a b"_s << 9 << QStringList{u"  a b"_s};
}

void DemoAgentPartsTest::wrapsWithinTheWidth() {
    QFETCH(QString, text);
    QFETCH(int, width);
    QFETCH(QStringList, lines);
    QStringList got;
    for (const std::string& line : wrap(text.toStdString(), width))
        got << QString::fromStdString(line);
    QCOMPARE(got, lines);
}

void DemoAgentPartsTest::controlCharactersDoNotReachTheTerminal() {
    QCOMPARE(printable("a\x1b[2Jb\x07\tc\n\xc2\x9b"
                       "d\x7f"),
             "a[2Jb    c\nd");
}

void DemoAgentPartsTest::screenFitsAnySize() {
    const QRegularExpression escapes(u"\x1b\\[[0-9?;]*[A-Za-z]"_s);
    for (std::uint16_t columns = 1; columns <= 60; ++columns) {
        for (const std::uint16_t rows : {1, 2, 5, 9, 10, 30}) {
            std::string output;
            Screen screen([&output](std::string_view bytes) { output += bytes; },
                          {.columns = columns, .rows = rows});
            screen.showHead({"A head that is longer than many screens", "x"});
            screen.show(Screen::Tone::Person, "What is 東京 in a line that has to be broken?");
            screen.beginStream(Screen::Tone::Answer);
            screen.stream("An answer of several words");
            screen.paint({.activity = "Working…",
                          .question = {},
                          .choice = 0,
                          .prompt = "日本語 and more\n\nof it",
                          .cursor = 9,
                          .hint = "h"});
            screen.paint({.activity = {},
                          .question = {"Do you want to?", "1. Yes", "2. No"},
                          .choice = 1,
                          .prompt = {},
                          .cursor = 0,
                          .hint = "h"});
            screen.leave();
            const QString plain = QString::fromStdString(output).remove(escapes);
            for (const QString& line : plain.split(QRegularExpression(u"\r\n|\r"_s)))
                QVERIFY2(cellWidth(line.toStdString()) <= std::max<int>(columns, 4),
                         qPrintable(u"%1x%2: %3"_s.arg(columns).arg(rows).arg(line)));
        }
    }
}

void DemoAgentPartsTest::parsesOptions() {
    const auto options =
        parseOptions({"--session-id", "abc", "--model", "m", "--append-system-prompt", "be kind",
                      "--permission-mode", "manual", "--pace", "3", "do", "this"});
    QVERIFY(options.has_value());
    QCOMPARE(options->start, Options::Start::New);
    QCOMPARE(options->sessionId, "abc");
    QCOMPARE(options->model, "m");
    QCOMPARE(options->task, "do this");
    QCOMPARE(options->permissions, Options::Permissions::Ask);
    QCOMPARE(options->pace, std::chrono::milliseconds(3));
    QCOMPARE(parseOptions({"--resume", "x"})->start, Options::Start::Resume);
    QCOMPARE(parseOptions({"--", "--model"})->task, "--model");
    for (const std::vector<std::string>& granting :
         {std::vector<std::string>{"--dangerously-skip-permissions"},
          {"--permission-mode", "bypassPermissions"}})
        QCOMPARE(parseOptions(granting)->permissions, Options::Permissions::Granted);
}

void DemoAgentPartsTest::refusesOptions() {
    QVERIFY(!parseOptions({"--resume"}));
    QVERIFY(!parseOptions({"--what", "x"}));
    QVERIFY(!parseOptions({"--pace", "fast"}));
    QVERIFY(!parseOptions({"--pace", "-1"}));
}

void DemoAgentPartsTest::base64IsWhatOthersDecode() {
    for (std::size_t length = 0; length < 20; ++length) {
        std::string bytes;
        for (std::size_t i = 0; i < length; ++i)
            bytes += static_cast<char>(i * 37 + 200);
        QCOMPARE(decodeBase64(encodeBase64(bytes)), bytes);
    }
}

QTEST_GUILESS_MAIN(DemoAgentPartsTest)
#include "demo_agent_parts_test.moc"
