// SPDX-License-Identifier: MIT
#include "core/base/process.h"
#include "core/launch/shell_words.h"
#include "core/launch/template.h"

#include <QTest>

using namespace ax;

class TemplateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void quotes();
    void fills_data();
    void fills();
    void survivesOddTemplates_data();
    void survivesOddTemplates();
    void keepsHostileTextOneArgument_data();
    void keepsHostileTextOneArgument();
    void splitsWords();
};

void TemplateTest::quotes() {
    QCOMPARE(quoteForShell(""), "''");
    QCOMPARE(quoteForShell("plain"), "'plain'");
    QCOMPARE(quoteForShell("it's"), "'it'\\''s'");
    QCOMPARE(quoteForShell("$HOME `x` \"y\" \\"), "'$HOME `x` \"y\" \\'");
}

void TemplateTest::fills_data() {
    QTest::addColumn<std::string>("given");
    QTest::addColumn<std::string>("model");
    QTest::addColumn<std::string>("behavior");
    QTest::addColumn<std::string>("arguments");
    QTest::addColumn<std::string>("task");
    QTest::addColumn<std::string>("expected");
    const auto row = [](const char* name, const char* given, const char* model, const char* behavior,
                        const char* arguments, const char* task, const char* expected) {
        QTest::newRow(name) << std::string(given) << std::string(model) << std::string(behavior)
                            << std::string(arguments) << std::string(task) << std::string(expected);
    };
    const char* claude =
        "claude --session-id {newid} --model {model} --append-system-prompt {behavior} {args} {task}";
    row("everything", claude, "opus", "be kind", "--verbose -x", "fix it",
        "claude --session-id 'NEW' --model 'opus' --append-system-prompt 'be kind' --verbose -x 'fix it'");
    row("nothing", claude, "", "", "", "", "claude --session-id 'NEW'");
    row("only a model", claude, "opus", "", "", "", "claude --session-id 'NEW' --model 'opus'");
    row("only a behaviour", claude, "", "b", "", "", "claude --session-id 'NEW' --append-system-prompt 'b'");
    row("folder and id", "cd {dir} && x --resume {id} {args}", "", "", "", "",
        "cd '/a b' && x --resume 'ID'");
    row("flag and value in one", "x --model={model} --prompt={task}", "m", "", "", "t",
        "x --model='m' --prompt='t'");
    row("flag and value in one, empty", "x --model={model} --prompt={task} end", "", "", "", "", "x end");
    row("no flag before", "x {model} end", "", "", "", "", "x end");
    row("a value before", "x -c key=v {model} end", "", "", "", "", "x -c key=v end");
    row("the task leaves flags alone", "x --yes {task}", "", "", "", "", "x --yes");
    row("arguments leave flags alone", "x --yes {args} {task}", "", "", "", "", "x --yes");
    row("one flag for one value", "x --a --b {model}", "", "", "", "", "x --a");
    row("two in a row", "x --a {model} {behavior}", "", "", "", "", "x");
    row("empty inside a word", "x pre{model}post", "", "", "", "", "x prepost");
    row("no slots", "x run", "m", "b", "--fast", "t", "x run --fast 't'");
    row("no slot and no task", "x run", "", "", "", "", "x run");
    row("arguments without a slot", "x {task}", "", "", "--fast", "t", "x 't' --fast");
    row("values are not templates", "x {model} {task}", "{task}", "", "", "{id} {args}",
        "x '{task}' '{id} {args}'");
    row("unknown placeholder", "x {future} {task}", "", "", "", "t", "x {future} 't'");
    row("lines stay lines", "a\n{args}\nb {task}", "", "", "", "", "a\nb");
    row("same value twice", "x {task} {task}", "", "", "", "t", "x 't' 't'");
    row("in quotes", "x '{task}' \"{task}\"", "", "", "", "it's", "x '''it'\\''s''' \"\"'it'\\''s'\"\"");
    row("in quotes, empty", "x '{task}' end", "", "", "", "", "x end");
    row("escaped", "x \\{task}", "", "", "", "", "x \\{task}");
    row("nothing at all", "", "", "", "", "", "");
}

void TemplateTest::fills() {
    QFETCH(std::string, given);
    QFETCH(std::string, model);
    QFETCH(std::string, behavior);
    QFETCH(std::string, arguments);
    QFETCH(std::string, task);
    QFETCH(std::string, expected);
    const TemplateValues values{.id = "ID",
                                .directory = "/a b",
                                .newId = "NEW",
                                .model = model,
                                .behavior = behavior,
                                .task = task,
                                .arguments = arguments};
    QCOMPARE(fillTemplate(given, values), expected);
}

void TemplateTest::survivesOddTemplates_data() {
    QTest::addColumn<QByteArray>("text");
    const QByteArray whole = "cd {dir} && x --model {model} '{task} \"{args}' \\";
    for (qsizetype length = 0; length <= whole.size(); ++length)
        QTest::addRow("%d bytes", int(length)) << whole.first(length);
    QTest::newRow("NULs") << QByteArray("x \0{task}\0", 10);
    QTest::newRow("large") << QByteArray("{task} ").repeated(10'000);
}

void TemplateTest::survivesOddTemplates() {
    QFETCH(QByteArray, text);
    const TemplateValues values{
        .id = {}, .directory = "/x", .newId = {}, .model = {}, .behavior = {}, .task = "t", .arguments = "a"};
    const std::string command = fillTemplate(text.toStdString(), values);
    QVERIFY(command.contains("'t'") || command.contains("{task}"));
}

void TemplateTest::keepsHostileTextOneArgument_data() {
    QTest::addColumn<std::string>("text");
    for (const char* text : {"plain", "it's", "'; echo HACKED; '", "$(echo HACKED)", "`echo HACKED`",
                             "\"; echo HACKED; \"", "a\nb", "\\", "\\'", "--flag", "*", "~", "!!", "日本 😀",
                             "a\tb", "'", "''", "\\\\'; echo HACKED #"})
        QTest::newRow(text) << std::string(text);
}

/// The shell itself is asked what it makes of the command.
void TemplateTest::keepsHostileTextOneArgument() {
    QFETCH(std::string, text);
    for (const char* form :
         {"printf '<%s>' {task}", "printf '<%s>' '{task}'", "printf '<%s>' \"{task}\"", "printf '<%s>'"}) {
        const TemplateValues values{.id = {},
                                    .directory = {},
                                    .newId = {},
                                    .model = {},
                                    .behavior = {},
                                    .task = text,
                                    .arguments = {}};
        const auto output =
            RealProcessRunner().run({"sh", "-c", fillTemplate(form, values)}, std::chrono::seconds(20));
        QVERIFY(output);
        QCOMPARE(output->standardOutput, '<' + text + '>');
    }
}

void TemplateTest::splitsWords() {
    const std::string command = "  a 'b c'\t\"d \\\" e\"f \\g&&h 'open";
    std::vector<std::string> texts;
    std::vector<std::string> raw;
    for (const ShellWord& word : splitShellWords(command)) {
        texts.push_back(word.text);
        raw.push_back(command.substr(word.begin, word.end - word.begin));
    }
    QCOMPARE(texts, (std::vector<std::string>{"a", "b c", "d \" ef", "g&&h", "open"}));
    QCOMPARE(raw, (std::vector<std::string>{"a", "'b c'", "\"d \\\" e\"f", "\\g&&h", "'open"}));
    QVERIFY(splitShellWords("").empty());
    QVERIFY(splitShellWords(" \n\t ").empty());
}

QTEST_GUILESS_MAIN(TemplateTest)
#include "template_test.moc"
