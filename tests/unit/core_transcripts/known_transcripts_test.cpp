// SPDX-License-Identifier: MIT
// Checks the reader against transcripts of real agents whose content is known from the script that drove
// them. $AX_KNOWN_TRANSCRIPTS names a folder with such files and a manifest.json: `sessions`, each with
// `harness`, `files`, `title` and `expected` (prompts, requests that succeeded, usage as the model endpoint
// sent it).
#include "core/transcripts/excerpt.h"
#include "tests/unit/core_transcripts/reading.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <limits>

using namespace ax;
using namespace Qt::StringLiterals;

class KnownTranscriptsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void yieldsWhatWasPlayed_data();
    void yieldsWhatWasPlayed();
    void yieldsTheFactsOfOthers_data();
    void yieldsTheFactsOfOthers();

private:
    QJsonArray sessions() const;
    QString m_folder;
};

void KnownTranscriptsTest::initTestCase() {
    m_folder = qEnvironmentVariable("AX_KNOWN_TRANSCRIPTS");
    if (m_folder.isEmpty())
        QSKIP("AX_KNOWN_TRANSCRIPTS is not set");
}

QJsonArray KnownTranscriptsTest::sessions() const {
    QFile manifest(m_folder + u"/manifest.json"_s);
    if (!manifest.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(manifest.readAll()).object().value("sessions"_L1).toArray();
}

void KnownTranscriptsTest::yieldsWhatWasPlayed_data() {
    QTest::addColumn<QJsonObject>("session");
    for (const QJsonValue& session : sessions()) {
        if (session["harness"_L1] == "claude"_L1)
            QTest::newRow(qPrintable(session["scenario"_L1].toString())) << session.toObject();
    }
}

void KnownTranscriptsTest::yieldsWhatWasPlayed() {
    QFETCH(QJsonObject, session);
    const QJsonObject expected = session["expected"_L1].toObject();
    const std::string path = (m_folder + u'/' + session["files"_L1][0].toString()).toStdString();
    const RealFileSystem files;
    const auto file = files.open(path);
    QVERIFY(file.has_value());
    TranscriptScratch scratch;
    TranscriptReader reader("claude", TranscriptRole::Session);
    QVERIFY(reader.readAppended(**file, scratch).has_value());
    const TranscriptFacts facts = reader.facts();

    QCOMPARE(facts.unknownRecords, 0U);
    QCOMPARE(facts.damagedRecords, 0U);
    QCOMPARE(QString::fromStdString(facts.sessionId), session["session_id"_L1].toString());
    QCOMPARE(QString::fromStdString(facts.directory), session["cwd"_L1].toString());
    QCOMPARE(static_cast<int>(facts.prompts), expected["user_prompts"_L1].toInt());
    const QString firstPrompt = expected["prompts"_L1][0].toString();
    const QString title = session["title"_L1].toString(firstPrompt);
    QCOMPARE(QString::fromStdString(facts.title), title.left(200));

    // The script's own answer to a background task's notice is not in its list: at least what is listed.
    const QJsonArray usage = expected["usage_per_request_sent_by_server"_L1].toArray();
    const int requests = expected["model_requests_ok"_L1].toInt();
    QVERIFY(static_cast<int>(facts.answers) >= requests);
    if (static_cast<int>(facts.answers) == requests && requests == usage.size()) {
        std::uint64_t input = 0, cacheRead = 0, cacheWrite = 0;
        for (const QJsonValue& request : usage) {
            input += static_cast<std::uint64_t>(request["input"_L1].toInt());
            cacheRead += static_cast<std::uint64_t>(request["cache_read"_L1].toInt());
            cacheWrite += static_cast<std::uint64_t>(request["cache_write"_L1].toInt());
        }
        QCOMPARE(facts.tokens.input, input);
        QCOMPARE(facts.tokens.cacheRead, cacheRead);
        QCOMPARE(facts.tokens.cacheWrite, cacheWrite);
        if (requests > 0)
            QCOMPARE(QString::fromStdString(facts.model), session["model"_L1].toString());
    } else {
        qInfo("answers %u, listed %d: token sums not compared", facts.answers, requests);
    }

    const auto excerpt = readExcerpt(files, "claude", path, std::numeric_limits<std::uint64_t>::max());
    QVERIFY(excerpt.has_value());
    QStringList prompts, tools;
    QString lastAnswer;
    for (const Turn& turn : excerpt->turns) {
        for (const TurnBlock& block : turn.blocks) {
            const auto* text = std::get_if<TextBlock>(&block);
            if (text && turn.role == TurnRole::User)
                prompts << QString::fromStdString(text->markdown);
            if (text && turn.role == TurnRole::Assistant)
                lastAnswer = QString::fromStdString(text->markdown);
            if (const auto* call = std::get_if<ToolCall>(&block)) {
                tools << QString::fromStdString(call->name);
                QVERIFY(call->outcome != ToolOutcome::Pending);
                QVERIFY(!call->summary.empty());
            }
        }
    }
    QStringList expectedPrompts;
    for (const QJsonValue& prompt : expected["prompts"_L1].toArray())
        expectedPrompts << prompt.toString();
    QCOMPARE(prompts, expectedPrompts);
    QCOMPARE(tools.size(), expected["tool_calls"_L1].toArray().size());
    if (expected["last_assistant_text"_L1].isString())
        QCOMPARE(lastAnswer, expected["last_assistant_text"_L1].toString());
}

void KnownTranscriptsTest::yieldsTheFactsOfOthers_data() {
    QTest::addColumn<QJsonObject>("session");
    int count = 0;
    for (const QJsonValue& session : sessions()) {
        const QString harness = session["harness"_L1].toString();
        if (harness != u"codex"_s && harness != u"pi"_s)
            continue;
        QTest::newRow(qPrintable(harness + u' ' + session["scenario"_L1].toString())) << session.toObject();
        ++count;
    }
    QVERIFY(count > 20);
}

void KnownTranscriptsTest::yieldsTheFactsOfOthers() {
    QFETCH(QJsonObject, session);
    const QJsonObject expected = session["expected"_L1].toObject();
    const QString harness = session["harness"_L1].toString();
    const QString scenario = session["scenario"_L1].toString();
    const std::string path = (m_folder + u'/' + session["files"_L1][0].toString()).toStdString();
    const RealFileSystem files;
    const auto file = files.open(path);
    QVERIFY(file.has_value());
    TranscriptScratch scratch;
    TranscriptReader reader(harness.toStdString(), TranscriptRole::Session);
    QVERIFY(reader.readAppended(**file, scratch).has_value());
    const TranscriptFacts facts = reader.facts();

    QCOMPARE(facts.unknownRecords, 0U);
    QCOMPARE(facts.damagedRecords, 0U);
    QCOMPARE(QString::fromStdString(facts.sessionId), session["session_id"_L1].toString());
    QCOMPARE(QString::fromStdString(facts.directory), session["cwd"_L1].toString());
    QCOMPARE(QString::fromStdString(facts.model), session["model"_L1].toString());
    QCOMPARE(static_cast<int>(facts.prompts), expected["user_prompts"_L1].toInt());
    const bool isFork = scenario == u"fork"_s;
    QCOMPARE(facts.forkedFrom.empty(), !isFork);

    const QJsonArray prompts = expected["prompts"_L1].toArray();
    // A fork of Codex refers to its parent's file for the history: its own begins with the last prompt.
    const bool onlyOwn = isFork && harness == u"codex"_s;
    const QString prompt = prompts[onlyOwn ? prompts.size() - 1 : 0].toString();
    QCOMPARE(QString::fromStdString(facts.title), session["title"_L1].toString(prompt).left(200));

    // The list is of what the script answered. Not in the file: the usage of an answer that was cut off
    // before it said any (`cut`); an answer to a tool that the agent does not have, so that it never asked
    // again (`plan`); what a fork's parent paid for.
    QJsonArray usage = expected["usage_per_request_sent_by_server"_L1].toArray();
    if (harness == u"codex"_s && scenario == u"cut"_s)
        usage = QJsonArray();
    else if (harness == u"codex"_s && scenario == u"plan"_s)
        usage = QJsonArray{usage.first()};
    else if (isFork)
        usage = QJsonArray{usage.last()};
    // OpenAI's way of counting has the cached part inside the input, and no cache writes.
    const bool isInside = harness == u"codex"_s || scenario != u"anthropic"_s;
    std::uint64_t input = 0, output = 0, cacheRead = 0, cacheWrite = 0;
    bool knowsOutput = true;
    for (const QJsonValue& request : usage) {
        const auto cached = static_cast<std::uint64_t>(request["cache_read"_L1].toInt());
        input += static_cast<std::uint64_t>(request["input"_L1].toInt()) - (isInside ? cached : 0);
        cacheRead += cached;
        cacheWrite += isInside ? 0 : static_cast<std::uint64_t>(request["cache_write"_L1].toInt());
        output += static_cast<std::uint64_t>(request["output"_L1].toInt());
        knowsOutput = knowsOutput && request["output"_L1].isDouble();
    }
    const bool copiesAnswers = isFork && harness == u"pi"_s;
    QCOMPARE(static_cast<qsizetype>(facts.answers),
             copiesAnswers ? expected["model_requests_ok"_L1].toInt() : usage.size());
    QCOMPARE(facts.tokens.input, input);
    QCOMPARE(facts.tokens.cacheRead, cacheRead);
    QCOMPARE(facts.tokens.cacheWrite, cacheWrite);
    if (knowsOutput)
        QCOMPARE(facts.tokens.output, output);
    QCOMPARE(totalTokens(facts.usage), facts.tokens);
    QCOMPARE(facts.recordedCost.has_value(), harness == u"pi"_s && !usage.isEmpty());
}

QTEST_GUILESS_MAIN(KnownTranscriptsTest)
#include "known_transcripts_test.moc"
