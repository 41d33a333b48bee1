// SPDX-License-Identifier: MIT
#include "app/cli/list_json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace ax;
using namespace ax::cli;

namespace {

const HostDescription Host = {"box", "0.1.0+abc1234", "linux", {"claude", "pi"}};

std::string report(const std::vector<Session>& sessions, const HostDescription& host = Host) {
    std::vector<SessionPointer> pointers;
    for (const Session& session : sessions)
        pointers.push_back(std::make_shared<const Session>(session));
    std::string text;
    for (const std::string& piece :
         formatListJson(pointers, {}, host, *parseTimestamp("2026-11-01T15:00:00.5Z")))
        text += piece;
    return text;
}

QJsonObject firstSession(const Session& session) {
    const QByteArray text = QByteArray::fromStdString(report({session}));
    return QJsonDocument::fromJson(text).object().value(u"sessions").toArray().at(0).toObject();
}

Session sample() {
    Session session;
    session.harness = "claude";
    session.id = "one";
    session.directory = "/home/ann/src";
    session.title = "Fix <b>&</b>\u2028\x1b the 日本 \xff parser";
    session.model = "claude-opus-5-5";
    session.last = *parseTimestamp("2026-11-01T12:00:00.120Z");
    session.tokens = {1, 2, 3, 4};
    session.contextTokens = 50'000;
    session.contextWindow = 200'000;
    session.cost = {CostBasis::Estimated, 0.25};
    session.prompts = 5;
    return session;
}

} // namespace

class ListJsonTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesTheWholeReport();
    void writesAnEmptyListAsAnArray();
    void tellsRecordedFromEstimatedCost();
    void mapsEachStatus_data();
    void mapsEachStatus();
    void writesIdleSince();
    void writesSubAgents();
    void leavesOutWhatTheHostDoesNotTell();
};

void ListJsonTest::writesTheWholeReport() {
    QCOMPARE(report({sample()}), std::string(R"({
  "schema_version": 7,
  "hostname": "box",
  "generated_at": "2026-11-01T15:00:00.5Z",
  "sessions": [
    {
      "harness": "claude",
      "id": "one",
      "dir": "/home/ann/src",
      "model": "claude-opus-5-5",
      "title": "Fix \u003cb\u003e\u0026\u003c/b\u003e\u2028\u001b the 日本 \ufffd parser",
      "last": "2026-11-01T12:00:00.12Z",
      "in_tok": 1,
      "out_tok": 2,
      "cache_read_tok": 3,
      "cache_write_tok": 4,
      "ctx_tok": 50000,
      "ctx_window": 200000,
      "cost": 0,
      "has_cost": false,
      "state": "",
      "activity": "",
      "lifecycle": "dormant",
      "dir_exists": true,
      "status": "",
      "estimated_cost": 0.25,
      "prompts": 5
    }
  ],
  "capability": {
    "ax_version": "0.1.0+abc1234",
    "harnesses": [
      "claude",
      "pi"
    ],
    "os": "linux"
  }
}
)"));
}

void ListJsonTest::writesAnEmptyListAsAnArray() {
    QVERIFY(report({}).contains("\n  \"sessions\": [],\n"));
}

void ListJsonTest::tellsRecordedFromEstimatedCost() {
    Session session = sample();
    session.cost = {CostBasis::Recorded, 1e-7};
    const std::string text = report({session});
    QVERIFY(text.contains("\"cost\": 1e-7,\n"));
    QVERIFY(text.contains("\"has_cost\": true,\n"));
    QVERIFY(!text.contains("estimated_cost"));
    session.cost = {};
    QVERIFY(!report({session}).contains("estimated_cost"));
}

void ListJsonTest::mapsEachStatus_data() {
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("activity");
    QTest::addColumn<QString>("lifecycle");
    QTest::addColumn<QString>("waiting");
    const auto row = [](const char* name, Status status, const char* state, const char* activity,
                        const char* lifecycle, const char* waiting) {
        QTest::newRow(name) << static_cast<int>(status) << QString::fromLatin1(state)
                            << QString::fromLatin1(activity) << QString::fromLatin1(lifecycle)
                            << QString::fromLatin1(waiting);
    };
    row("needs you", Status::NeedsYou, "live", "idle", "live", "input");
    row("needs auth", Status::NeedsAuth, "live", "idle", "live", "auth");
    row("review", Status::Review, "live", "idle", "live", "done");
    row("working", Status::Working, "live", "working", "live", "");
    row("idle", Status::Idle, "live", "idle", "live", "");
    row("crash", Status::Crash, "crash", "", "crashed", "");
    row("past", Status::Past, "", "", "dormant", "");
}

void ListJsonTest::mapsEachStatus() {
    QFETCH(int, status);
    QFETCH(QString, waiting);
    Session session = sample();
    session.status.status = static_cast<Status>(status);
    session.status.evidence = "its state file";
    session.status.detail = "permission prompt";
    const QJsonObject object = firstSession(session);
    QTEST(object.value(u"state").toString(), "state");
    QTEST(object.value(u"activity").toString(), "activity");
    QTEST(object.value(u"lifecycle").toString(), "lifecycle");
    QCOMPARE(object.value(u"waiting").toString(), waiting);
    QCOMPARE(object.contains(u"waiting"), !waiting.isEmpty());
    QCOMPARE(object.value(u"status").toString().toStdString(),
             std::string(statusWord(session.status.status)));
    QCOMPARE(object.value(u"evidence").toString(), QStringLiteral("its state file"));
    QCOMPARE(object.value(u"detail").toString(), QStringLiteral("permission prompt"));
}

void ListJsonTest::writesIdleSince() {
    Session session = sample();
    session.status.status = Status::Idle;
    QVERIFY(!firstSession(session).contains(u"idle_since"));
    session.status.since = *parseTimestamp("2026-11-01T12:30:00Z");
    QCOMPARE(firstSession(session).value(u"idle_since").toString(), QStringLiteral("2026-11-01T12:30:00Z"));
    session.status.status = Status::Working;
    QVERIFY(!firstSession(session).contains(u"idle_since"));
}

void ListJsonTest::writesSubAgents() {
    Session session = sample();
    SubAgent explorer;
    explorer.id = "a1";
    explorer.kind = "Explore";
    explorer.description = "find \"it\"";
    explorer.model = "claude-haiku-5-5";
    explorer.tokens = {1, 2, 3, 4};
    explorer.cost = {CostBasis::Estimated, 0.5};
    SubAgent other;
    other.id = "a2";
    other.cost = {CostBasis::Recorded, 2};
    session.subAgents = {explorer, other};
    const std::string text = report({session});
    QVERIFY(text.contains(R"(      "sub_agents": [
        {
          "id": "a1",
          "kind": "Explore",
          "description": "find \"it\"",
          "model": "claude-haiku-5-5",
          "tokens": {
            "in": 1,
            "out": 2,
            "cache_read": 3,
            "cache_write": 4
          },
          "estimated_cost": 0.5
        },
        {
          "id": "a2",
          "tokens": {
            "in": 0,
            "out": 0,
            "cache_read": 0,
            "cache_write": 0
          },
          "cost": 2
        }
      ])"));
}

void ListJsonTest::leavesOutWhatTheHostDoesNotTell() {
    const std::string text = report({}, {"box", "", "", {}});
    QVERIFY(text.contains("\"capability\": {}\n"));
}

QTEST_GUILESS_MAIN(ListJsonTest)
#include "list_json_test.moc"
