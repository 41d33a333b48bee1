// SPDX-License-Identifier: MIT
#include "core/base/process_identity.h"
#include "tests/cli/ax_process.h"
#include "tests/unit/core/state/fake_holder.h"

#include <QDateTime>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace ax;
using namespace ax::cli::testing;
using ax::test::FakeHolder;

namespace {

const QString Id = QStringLiteral("11111111-1111-4111-8111-111111111111");
const QStringList HoldersWords = {QStringLiteral("ax"), QStringLiteral("run"), Id};

QString state(const QString& name) {
    return QStringLiteral(".local/state/ax/") + name;
}

/// A home with one session that has a transcript.
class StatusHome : public AxHome {
public:
    StatusHome() { writeClaudeSession(Id, "Paint the fence", path().toUtf8()); }

    void beat(long processId, const std::string& token) const {
        write(state(QStringLiteral("live/") + Id),
              QByteArray::number(QDateTime::currentSecsSinceEpoch() - 3600) + '\t' +
                  QByteArray::number(qlonglong{processId}) + '\t' + QByteArray::fromStdString(token) +
                  "\tclaude");
    }
    void hook(const QByteArray& word) const { write(state(QStringLiteral("hookstate/") + Id), word); }
    void report(const QByteArray& json) const {
        write(state(QStringLiteral("status/%1.json").arg(Id)), json);
    }

    QByteArray status() const {
        const Outcome outcome = run({QStringLiteral("status"), Id});
        return outcome.exitCode == 0 && outcome.errors.isEmpty() ? outcome.output
                                                                 : "failed: " + outcome.errors;
    }
    QJsonObject json() const {
        return QJsonDocument::fromJson(run({QStringLiteral("status"), QStringLiteral("--json"), Id}).output)
            .object();
    }
    /// What `ax list --json` has in its status member.
    QString listed() const {
        const QByteArray list = run({QStringLiteral("list"), QStringLiteral("--json")}).output;
        return QJsonDocument::fromJson(list).object()[u"sessions"][0][u"status"].toString();
    }
};

qint64 nowMilliseconds() {
    return QDateTime::currentMSecsSinceEpoch();
}

} // namespace

/// `ax status` on state folders as holders, hooks and agents leave them, with processes that are there.
class AxStatusTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refusesBadArguments();
    void aPastSession();
    void aHeldOneThatIsBlocked();
    void theAgentsOwnWordWins();
    void claudesStateFile();
    void aDeadHolder();
    void aNumberThatIsUsedAgain();
    void anOldVersionsMark();
    void oldHooksAreNotBelieved();
    void hostileText();
    void damagedFiles();
};

void AxStatusTest::refusesBadArguments() {
    const AxHome home;
    QCOMPARE(home.run({QStringLiteral("status")}).exitCode, 2);
    const Outcome unknown = home.run({QStringLiteral("status"), QStringLiteral("nobody")});
    QCOMPARE(unknown.exitCode, 1);
    QVERIFY(unknown.errors.contains("nobody"));
    QVERIFY(unknown.output.isEmpty());
}

void AxStatusTest::aPastSession() {
    const StatusHome home;
    QVERIFY2(home.status().startsWith(Id.toUtf8() + ": not running\n  transcript "),
             home.status().constData());
    const QJsonObject json = home.json();
    QCOMPARE(json[u"id"].toString(), Id);
    QCOMPARE(json[u"harness"].toString(), QStringLiteral("claude"));
    QCOMPARE(json[u"status"].toString(), QString());
    QCOMPARE(json[u"held"].toBool(true), false);
    QCOMPARE(json[u"witnesses"].toObject().keys(), QStringList(QStringLiteral("transcript")));
}

void AxStatusTest::aHeldOneThatIsBlocked() {
    const StatusHome home;
    const FakeHolder holder(HoldersWords);
    home.beat(holder.processId(), startToken(holder.processId()));
    home.hook("blocked");
    home.report(R"({"notification":{"text":"May I run make?","at":)" + QByteArray::number(nowMilliseconds()) +
                R"(},"title":{"text":"Paint","at":5},"bell":5})");
    const QByteArray text = home.status();
    QVERIFY2(text.startsWith(Id.toUtf8() + ": needs you (May I run make?)\nbecause: the agent's hooks, "),
             text.constData());
    for (const char* line : {"\n  hooks ", "\n  notification ", "\n  window title ", "\n  bell ",
                             "\n  holder ", "\n  terminal ", "\n  transcript ", " 1h ago ", " runs\n"})
        QVERIFY2(text.contains(line), line);
    const QJsonObject json = home.json();
    QCOMPARE(json[u"status"].toString(), QStringLiteral("needs you"));
    QCOMPARE(json[u"detail"].toString(), QStringLiteral("May I run make?"));
    QCOMPARE(json[u"evidence"].toString(), QStringLiteral("the agent's hooks"));
    QVERIFY(json[u"held"].toBool());
    QVERIFY(!json[u"since"].toString().isEmpty());
    const QJsonObject witnesses = json[u"witnesses"].toObject();
    QCOMPARE(witnesses[u"hooks"][u"says"].toString(), QStringLiteral("blocked"));
    QCOMPARE(witnesses[u"title"][u"at"].toString(), QStringLiteral("1970-01-01T00:00:00.005Z"));
    QCOMPARE(witnesses[u"holder"][u"says"].toString(),
             QStringLiteral("process %1 runs").arg(holder.processId()));
    QCOMPARE(home.listed(), QStringLiteral("needs you"));
}

void AxStatusTest::theAgentsOwnWordWins() {
    const StatusHome home;
    const FakeHolder holder(HoldersWords);
    home.beat(holder.processId(), startToken(holder.processId()));
    home.hook("idle");
    home.report(R"({"program":{"state":"question","message":"Which one?","at":)" +
                QByteArray::number(nowMilliseconds()) + "}}");
    const QByteArray text = home.status();
    QVERIFY2(text.startsWith(Id.toUtf8() + ": needs you (Which one?)\nbecause: reported by the agent, "),
             text.constData());
    QVERIFY(text.contains(" asks a question: Which one?\n"));
    QCOMPARE(home.listed(), QStringLiteral("needs you"));
}

void AxStatusTest::claudesStateFile() {
    const StatusHome home;
    const FakeHolder agent({QStringLiteral("claude")});
    home.write(QStringLiteral(".claude/sessions/%1.json").arg(agent.processId()),
               R"({"sessionId":")" + Id.toUtf8() +
                   R"(","status":"waiting","waitingFor":"permission prompt"})");
    const QByteArray text = home.status();
    QVERIFY2(
        text.startsWith(Id.toUtf8() + ": needs you (permission prompt)\nbecause: Claude Code's state file"),
        text.constData());
    QVERIFY2(text.contains("\n  state file ") && text.contains(" waiting: permission prompt\n"),
             text.constData());
    QCOMPARE(home.json()[u"held"].toBool(true), false);
    QCOMPARE(home.listed(), QStringLiteral("needs you"));
}

void AxStatusTest::aDeadHolder() {
    const StatusHome home;
    FakeHolder holder(HoldersWords);
    home.beat(holder.processId(), startToken(holder.processId()));
    QVERIFY(home.status().startsWith(Id.toUtf8() + ": idle\n"));
    const QByteArray gone = "process " + QByteArray::number(qlonglong{holder.processId()}) + " is gone\n";
    holder.end();
    const QByteArray text = home.status();
    QVERIFY2(text.startsWith(Id.toUtf8() + ": crash ("), text.constData());
    QVERIFY2(text.contains(gone), text.constData());
    QCOMPARE(home.listed(), QStringLiteral("crash"));
    QVERIFY(!home.json()[u"held"].toBool(true));
}

void AxStatusTest::aNumberThatIsUsedAgain() {
    const StatusHome home;
    const FakeHolder holder(HoldersWords);
    home.beat(holder.processId(), startToken(holder.processId()) + "9");
    const QByteArray text = home.status();
    QVERIFY2(text.startsWith(Id.toUtf8() + ": crash (") && text.contains(" is another program now\n"),
             text.constData());
    // It is not signalled; its mark goes away.
    QVERIFY(home.run({QStringLiteral("kill"), Id}).errors.contains("had crashed"));
    QVERIFY(!startToken(holder.processId()).empty());
    QVERIFY(home.status().startsWith(Id.toUtf8() + ": not running"));
}

/// It names no process: that cannot be signalled, and its mark must stay (facts: ax-compat §21).
void AxStatusTest::anOldVersionsMark() {
    const StatusHome home;
    home.write(state(QStringLiteral("live/") + Id), "5\tclaude");
    QVERIFY2(home.status().contains(" gives signs of life, and names no process\n"),
             home.status().constData());
    QCOMPARE(home.listed(), QStringLiteral("idle"));
    const Outcome outcome = home.run({QStringLiteral("kill"), Id});
    QVERIFY2(outcome.errors.contains("old version"), outcome.errors.constData());
    QVERIFY(QFile::exists(home.path(state(QStringLiteral("live/") + Id))));
    QFile file(home.path(state(QStringLiteral("live/") + Id)));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.setFileTime(QDateTime::currentDateTime().addSecs(-60), QFileDevice::FileModificationTime));
    file.close();
    QVERIFY2(home.status().contains(" gives no sign of life any more\n"), home.status().constData());
    QCOMPARE(home.listed(), QStringLiteral("crash"));
}

void AxStatusTest::oldHooksAreNotBelieved() {
    const StatusHome home;
    const FakeHolder holder(HoldersWords);
    home.beat(holder.processId(), startToken(holder.processId()));
    home.hook("working");
    QCOMPARE(home.listed(), QStringLiteral("working"));
    QFile file(home.path(state(QStringLiteral("hookstate/") + Id)));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.setFileTime(QDateTime::currentDateTime().addSecs(-1000), QFileDevice::FileModificationTime));
    file.close();
    QCOMPARE(home.listed(), QStringLiteral("idle"));
    QVERIFY2(home.status().contains(" working, too long ago to be believed\n"), home.status().constData());
}

void AxStatusTest::hostileText() {
    const StatusHome home;
    const FakeHolder holder(HoldersWords);
    home.beat(holder.processId(), startToken(holder.processId()));
    home.report(R"({"program":{"state":"permission","message":"a\u001b[31m\nb\u202e","at":5},)"
                R"("notification":{"text":"\u001b]52;c;AAAA\u0007\r\n","at":5}})");
    const QByteArray text = home.status();
    QVERIFY(text.startsWith(Id.toUtf8() + ": needs you (a"));
    for (const char character : text)
        QVERIFY(character == '\n' || static_cast<unsigned char>(character) >= 0x20);
    QVERIFY(!text.contains("\xe2\x80\xae"));
    QVERIFY(!home.json().isEmpty());
}

void AxStatusTest::damagedFiles() {
    const StatusHome home;
    home.write(state(QStringLiteral("live/") + Id), "\xff\xfe");
    home.report("{\"program\":{\"state\":\"idle\"");
    home.hook("\xff");
    QVERIFY2(home.status().startsWith(Id.toUtf8() + ": not running\n  transcript "),
             home.status().constData());
    QCOMPARE(home.listed(), QString());
}

QTEST_GUILESS_MAIN(AxStatusTest)
#include "ax_status_test.moc"
