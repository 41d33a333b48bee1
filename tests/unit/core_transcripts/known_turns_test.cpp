// SPDX-License-Identifier: MIT
// Checks turns of all formats, and opencode's facts, against transcripts of real agents whose content is
// known from the script that drove them: known_transcripts_test.cpp says what $AX_KNOWN_TRANSCRIPTS is.
#include "core/transcripts/excerpt.h"
#include "core/transcripts/opencode_database.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>
#include <limits>
#include <map>
#include <set>

using namespace ax;
using namespace Qt::StringLiterals;

class KnownTurnsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void yieldsWhatWasPlayed_data();
    void yieldsWhatWasPlayed();
    void yieldsTheSameInStretches_data() { yieldsWhatWasPlayed_data(); }
    void yieldsTheSameInStretches();
    void countsOpencode_data();
    void countsOpencode();
    void countsEachCopyOnce();
    void tellsSubAgents();

private:
    QJsonArray sessions() const;
    TranscriptLocation locationOf(const QJsonObject& session) const;
    const std::map<std::string, TranscriptFacts>& opencode();

    QString m_folder;
    RealFileSystem m_files;
    std::map<std::string, TranscriptFacts> m_opencode;
};

namespace {

/// What `opencode run` makes of a prompt with blanks.
QString asStored(const QString& harness, QString prompt) {
    if (harness == "opencode"_L1)
        return u'"' + prompt.replace(u'"', u"\\\""_s) + u'"';
    return prompt;
}

std::string opencodeFile(const QString& folder) {
    return (folder + u"/opencode/home/.local/share/opencode/opencode.db"_s).toStdString();
}

} // namespace

void KnownTurnsTest::initTestCase() {
    m_folder = qEnvironmentVariable("AX_KNOWN_TRANSCRIPTS");
    if (m_folder.isEmpty())
        QSKIP("AX_KNOWN_TRANSCRIPTS is not set");
}

QJsonArray KnownTurnsTest::sessions() const {
    QFile manifest(m_folder + u"/manifest.json"_s);
    if (!manifest.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(manifest.readAll()).object().value("sessions"_L1).toArray();
}

TranscriptLocation KnownTurnsTest::locationOf(const QJsonObject& session) const {
    return {.format = session["harness"_L1].toString().toStdString(),
            .file = (m_folder + u'/' + session["files"_L1][0].toString()).toStdString(),
            .sessionId = session["session_id"_L1].toString().toStdString()};
}

void KnownTurnsTest::yieldsWhatWasPlayed_data() {
    QTest::addColumn<QJsonObject>("session");
    for (const QJsonValue& session : sessions())
        QTest::addRow("%s %s", qPrintable(session["harness"_L1].toString()),
                      qPrintable(session["scenario"_L1].toString()))
            << session.toObject();
}

void KnownTurnsTest::yieldsWhatWasPlayed() {
    QFETCH(QJsonObject, session);
    const QJsonObject expected = session["expected"_L1].toObject();
    const auto excerpt = readExcerpt(m_files, locationOf(session), std::numeric_limits<std::uint64_t>::max());
    if (!excerpt)
        QFAIL(excerpt.error().message.c_str());
    QCOMPARE(excerpt->damagedRecords, 0U);
    QCOMPARE(excerpt->unknownRecords, 0U);

    QStringList prompts, tools, notices;
    QString lastAnswer;
    std::set<std::string> anchors;
    std::uint64_t position = 0;
    TokenCounts tokens;
    for (const Turn& turn : excerpt->turns) {
        QVERIFY(anchors.insert(turn.recordId).second);
        QVERIFY(turn.position >= position);
        QVERIFY(turn.time.has_value());
        position = turn.position;
        tokens += turn.tokens;
        if (turn.role == TurnRole::Assistant)
            QVERIFY(!turn.model.empty());
        for (const TurnBlock& block : turn.blocks) {
            const auto* text = std::get_if<TextBlock>(&block);
            if (text && turn.role == TurnRole::User)
                prompts << QString::fromStdString(text->markdown);
            if (text && turn.role == TurnRole::Assistant)
                lastAnswer = QString::fromStdString(text->markdown);
            if (text && turn.role == TurnRole::Notice)
                notices << QString::fromStdString(text->markdown);
            if (const auto* call = std::get_if<ToolCall>(&block)) {
                tools << QString::fromStdString(call->name);
                QVERIFY(call->outcome != ToolOutcome::Pending);
                QVERIFY2(!call->summary.empty(), call->input.c_str());
            }
        }
    }
    QStringList expectedPrompts;
    for (const QJsonValue& prompt : expected["prompts"_L1].toArray())
        expectedPrompts << asStored(session["harness"_L1].toString(), prompt.toString());
    QCOMPARE(prompts, expectedPrompts);
    QCOMPARE(tools.size(), expected["tool_calls"_L1].toArray().size());
    if (expected["last_assistant_text"_L1].isString())
        QCOMPARE(lastAnswer, expected["last_assistant_text"_L1].toString());
    if (expected["error"_L1].isObject())
        QVERIFY2(!notices.isEmpty(), "an error leaves a notice");
    if (expected["model_requests_ok"_L1].toInt() > 0 && session["scenario"_L1] != "cut"_L1)
        QVERIFY(tokens.total() > 0);
}

/// Any way of going through a transcript meets each record once, and a turn lies where it says.
void KnownTurnsTest::yieldsTheSameInStretches() {
    QFETCH(QJsonObject, session);
    const auto records = openRecords(m_files, locationOf(session));
    QVERIFY(records.has_value());
    const std::uint64_t end = (*records)->end().value();
    std::vector<std::pair<std::uint64_t, std::string>> whole, backwards, forwards;
    const auto into = [](auto& list) {
        return [&list](const RecordSource::Record& record) {
            list.emplace_back(record.position, std::string(record.text));
        };
    };
    QVERIFY((*records)->read(0, end, into(whole)).has_value());
    QVERIFY(!whole.empty());
    for (const std::uint64_t bytes : {1, 700, 20'000}) {
        backwards.clear();
        forwards.clear();
        for (std::uint64_t to = end; to > 0;) {
            const std::uint64_t from = (*records)->startOfStretch(to, bytes).value();
            QVERIFY(from < to);
            decltype(whole) stretch;
            QVERIFY((*records)->read(from, to, into(stretch)).has_value());
            backwards.insert(backwards.begin(), stretch.begin(), stretch.end());
            to = from;
        }
        QVERIFY(backwards == whole);
        for (std::uint64_t from = 0; from < end;) {
            const std::uint64_t to = (*records)->endOfStretch(from, bytes).value();
            QVERIFY(to > from);
            QVERIFY((*records)->read(from, to, into(forwards)).has_value());
            from = to;
        }
        QVERIFY(forwards == whole);
    }
    const auto excerpt = readExcerpt(m_files, locationOf(session), end + 1'000'000);
    QVERIFY(excerpt.has_value());
    for (const Turn& turn : excerpt->turns) {
        const auto found = std::ranges::find(whole, turn.position, &decltype(whole)::value_type::first);
        QVERIFY(found != whole.end());
    }
}

const std::map<std::string, TranscriptFacts>& KnownTurnsTest::opencode() {
    if (m_opencode.empty()) {
        auto sessions = OpencodeDatabase(opencodeFile(m_folder)).sessions();
        if (sessions && sessions->problems.empty()) {
            for (TranscriptFacts& facts : sessions->changed)
                m_opencode.emplace(facts.sessionId, std::move(facts));
        }
    }
    return m_opencode;
}

void KnownTurnsTest::countsOpencode_data() {
    QTest::addColumn<QJsonObject>("session");
    for (const QJsonValue& session : sessions()) {
        // After a refusal `opencode run` ends, and does not store the answer that the endpoint still gave.
        if (session["harness"_L1] == "opencode"_L1 && session["scenario"_L1] != "denied"_L1)
            QTest::newRow(qPrintable(session["scenario"_L1].toString())) << session.toObject();
    }
}

void KnownTurnsTest::countsOpencode() {
    QFETCH(QJsonObject, session);
    const QJsonObject expected = session["expected"_L1].toObject();
    const auto found = opencode().find(session["session_id"_L1].toString().toStdString());
    QVERIFY(found != opencode().end());
    const TranscriptFacts& facts = found->second;
    QCOMPARE(QString::fromStdString(facts.title), session["title"_L1].toString());
    QCOMPARE(QString::fromStdString(facts.directory), session["cwd"_L1].toString());
    QCOMPARE("fake/" + facts.model, session["model"_L1].toString().toStdString());
    QCOMPARE(static_cast<int>(facts.prompts), expected["user_prompts"_L1].toInt());
    QCOMPARE(static_cast<int>(facts.answers), expected["model_requests_ok"_L1].toInt());
    QCOMPARE(facts.damagedRecords + facts.unknownRecords, 0U);
    QVERIFY(facts.created && facts.last && *facts.created < *facts.last);

    const bool isFork = session["scenario"_L1] == "fork"_L1;
    QCOMPARE(facts.forkedFrom.empty(), !isFork);
    std::uint64_t input = 0, cacheRead = 0, last = 0;
    const QJsonArray requests = expected["usage_per_request_sent_by_server"_L1].toArray();
    for (const QJsonValue& request : requests) {
        const auto cached = static_cast<std::uint64_t>(request["cache_read"_L1].toInt());
        last = static_cast<std::uint64_t>(request["input"_L1].toInt());
        if (isFork)
            input = cacheRead = 0; // only the last one is its own
        input += last - cached;
        cacheRead += cached;
    }
    QCOMPARE(facts.tokens.input, input);
    QCOMPARE(facts.tokens.cacheRead, cacheRead);
    QCOMPARE(facts.contextTokens, last);
    QCOMPARE(totalTokens(facts.usage), facts.tokens);
    QCOMPARE(facts.usage.empty(), requests.isEmpty());
    for (const UsagePart& part : facts.usage) {
        QCOMPARE(part.model, facts.model);
        QVERIFY(part.dollars.has_value());
        // The prices that the model was given: see the fixtures' set-up.
        QVERIFY(*part.dollars > 1e-6 * static_cast<double>(part.tokens.input));
    }
}

void KnownTurnsTest::countsEachCopyOnce() {
    TokenCounts all;
    double dollars = 0;
    for (const auto& [id, facts] : opencode()) {
        all += facts.tokens;
        dollars += facts.recordedCost.value_or(0);
    }
    // The sums of the session table's columns, less the two answers that the fork repeats.
    QCOMPARE(all.input, 21611U - 1000U);
    QCOMPARE(all.cacheRead, 43833U - 1000U);
    QCOMPARE(all.output, 30410U + 14U - 36U);
    QVERIFY(std::abs(dollars - (0.0868423 - 0.001172)) < 1e-7);
}

void KnownTurnsTest::tellsSubAgents() {
    const auto child = opencode().find("ses_e03e190c0ffecMjM61ORkoMWf8");
    QVERIFY(child != opencode().end());
    QCOMPARE(child->second.parentId, "ses_e03e195edffe67glx0iEg2LOb9");
    QCOMPARE(child->second.agentKind, "general");
    const auto fork = opencode().find("ses_e03e1b351ffeFxVlugQvbLwv8L");
    QCOMPARE(fork->second.forkedFrom, "ses_e03e1df4bffeYu0r32ZJSP5zes");
}

QTEST_GUILESS_MAIN(KnownTurnsTest)
#include "known_turns_test.moc"
