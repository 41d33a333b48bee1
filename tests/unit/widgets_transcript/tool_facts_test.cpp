// SPDX-License-Identifier: MIT
#include "tests/unit/widgets_transcript/transcript_fixture.h"
#include "widgets/transcript/tool_facts.h"

#include <algorithm>

using namespace ax;
using namespace ax::widgets;
using namespace Qt::StringLiterals;

namespace {

/// JSON without a backslash before each quote.
std::string quoted(std::string text) {
    std::ranges::replace(text, '\'', '"');
    return text;
}

} // namespace

class ToolFactsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhatCame_data() {
        QTest::addColumn<std::string>("output");
        QTest::addColumn<ToolOutcome>("outcome");
        QTest::addColumn<QString>("text");
        QTest::newRow("lines") << fixture::lines(212) << ToolOutcome::Succeeded << u"212 lines"_s;
        QTest::newRow("one line") << std::string("a\n") << ToolOutcome::Succeeded << u"1 line"_s;
        QTest::newRow("no line end") << std::string("a\nb") << ToolOutcome::Succeeded << u"2 lines"_s;
        QTest::newRow("nothing") << std::string() << ToolOutcome::Succeeded << u"no output"_s;
        QTest::newRow("failed") << std::string("error\n") << ToolOutcome::Failed << u"failed"_s;
        QTest::newRow("pending") << std::string() << ToolOutcome::Pending << u"no result yet"_s;
    }

    void saysWhatCame() {
        QFETCH(std::string, output);
        QFETCH(ToolOutcome, outcome);
        QFETCH(QString, text);
        QCOMPARE(outcomeText(toolFacts(fixture::call("Bash", "ls", output, outcome))), text);
    }

    void countsAnEdit() {
        const ToolFacts facts = toolFacts(fixture::edit("a.cpp", "a\nb\nc\n", "a\nx\ny\nc\n"));
        QCOMPARE(facts.added, 2);
        QCOMPARE(facts.removed, 1);
        QVERIFY(outcomeText(facts).isEmpty());
    }

    void isHarmlessOnOneLine() {
        ToolCall call = fixture::call("B\x1b[31mash\n", "rm \xe2\x80\xae -rf\n/tmp", "");
        QCOMPARE(toolLine(call), u"Bash rm ⟦U+202E⟧ -rf /tmp"_s);
        call.name.clear();
        call.summary.clear();
        call.input = "{\"a\":\n1}";
        QCOMPARE(toolLine(call), u"Tool {\"a\": 1}"_s);
    }

    void inputSaysWhatTheSummaryDoesNot_data() {
        QTest::addColumn<std::string>("json");
        QTest::addColumn<QString>("text");
        const auto row = [](const char* name, const char* json, const QString& text) {
            QTest::newRow(name) << quoted(json) << text;
        };
        row("nothing more", "{'command':'ls'}", u""_s);
        row("a description", "{'command':'ls','description':'List files'}", u"description: List files\n"_s);
        row("numbers and lists", "{'limit':20,'paths':['a','b'],'deep':{'x':null}}",
            u"deep: {\"x\":null}\nlimit: 20\npaths: [\"a\",\"b\"]\n"_s);
        row("several lines", "{'script':'a\\nb'}", u"script:\na\nb\n"_s);
        row("empty values", "{'a':''}", u""_s);
        row("an empty object", "{}", u""_s);
        row("no object", "[1,2]", u"[1,2]"_s);
        row("no JSON", "{\"a\":", u"{\"a\":"_s);
        row("nothing", "", u""_s);
        row("escape sequences", "{'a':'\\u001b[31mred'}", u"a: red\n"_s);
    }

    void inputSaysWhatTheSummaryDoesNot() {
        QFETCH(std::string, json);
        QFETCH(QString, text);
        QCOMPARE(inputText(json, "ls"), text);
    }

    void hugeInputIsCut() {
        QVERIFY(inputText("{\"a\":\"" + std::string(10'000'000, 'x') + "\"}", "").size() < 5000);
        QVERIFY(inputText("{\"a\":\"" + std::string(100'000, 'x') + "\"}", "").size() < 5000);
        QVERIFY(inputText(std::string(100'000, '['), "").size() < 5000);
    }

    void bodyOfAnEditIsItsDifference() {
        const Blocks body = toolBody(fixture::edit("a.cpp", "a\nb\n", "a\nc\n"), 0, 0);
        QCOMPARE(body.size(), 1);
        QCOMPARE(body[0].content.text, u"  a\n- b\n+ c"_s);
        QCOMPARE(body[0].content.runs.size(), 3);
        QCOMPARE(body[0].content.runs[1].tone, Tone::Removed);
        QCOMPARE(body[0].content.runs[1].start, 4);
        QCOMPARE(body[0].content.runs[2].tone, Tone::Added);
        const Blocks more = toolBody(fixture::edit("a.cpp", "a\n", "b\n"), 0, 100); // once it is asked for
        QCOMPARE(more.size(), 2);
        QCOMPARE(more[1].content.text, u"The file was changed."_s);
    }

    void aLineOfADifferenceStaysOne() {
        const Blocks body = toolBody(fixture::edit("a", "", "a\xe2\x80\xa8+ forged\rx\n"), 0, 0);
        QCOMPARE(body[0].content.text, u"+ a + forged x"_s);
    }

    void aFailedEditSaysWhy() {
        ToolCall call = fixture::edit("a.cpp", "a\n", "b\n");
        call.outcome = ToolOutcome::Failed;
        call.output = "String not found";
        const Blocks body = toolBody(call, 0, call.output.size());
        QCOMPARE(body.size(), 2);
        QCOMPARE(body[1].content.text, u"String not found"_s);
    }

    void bodyIsInputThenOutput() {
        ToolCall call = fixture::call("Bash", "ls", "\x1b[1ma\x1b[0m\nb\n");
        call.input = quoted("{'command':'ls','timeout':5}");
        const Blocks body = toolBody(call, 0, call.output.size());
        QCOMPARE(plainText(body), u"timeout: 5\n\na\nb"_s);
        // A later slice has only its part of the output.
        QCOMPARE(plainText(toolBody(call, call.output.size() - 2, 2)), u"b"_s);
        QCOMPARE(plainText(toolBody(fixture::call("Bash", "true", ""), 0, 0)), u"No output"_s);
    }
};

QTEST_GUILESS_MAIN(ToolFactsTest)
#include "tool_facts_test.moc"
