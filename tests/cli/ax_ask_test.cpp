// SPDX-License-Identifier: MIT
#include "tests/cli/held_session_rig.h"

#include <QDir>
#include <QFile>
#include <QtTest>

#include <csignal>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

using ax::cli::testing::AxHome;
using ax::cli::testing::HeldHome;
using ax::cli::testing::Outcome;

namespace {

constexpr int Patience = 30'000; // milliseconds; a hang, not a measure
const QString First = QStringLiteral("11111111-1111-4111-8111-111111111111");
const QString Second = QStringLiteral("11112222-2222-4222-8222-222222222222");

/// An `ax ask` that waits.
class Asker {
public:
    Asker(HeldHome& home, const QString& session, const QStringList& words) {
        QProcessEnvironment environment = home.environment();
        environment.insert(QStringLiteral("AX_SESSION_ID"), session);
        m_process.setProcessEnvironment(environment);
        m_process.start(environment.value(QStringLiteral("AX")), QStringList(QStringLiteral("ask")) + words);
        QVERIFY(m_process.waitForStarted(Patience));
    }
    ~Asker() {
        m_process.kill();
        m_process.waitForFinished();
    }
    Outcome end() {
        Outcome outcome;
        if (runs() && !m_process.waitForFinished(Patience))
            QTest::qFail("ask did not end", __FILE__, __LINE__);
        outcome.exitCode = m_process.exitCode();
        outcome.killed = m_process.exitStatus() == QProcess::CrashExit;
        outcome.output = m_process.readAllStandardOutput();
        outcome.errors = m_process.readAllStandardError();
        return outcome;
    }
    QProcess& process() { return m_process; }
    bool runs() const { return m_process.state() == QProcess::Running; }
    void signal(int number) const { ::kill(static_cast<pid_t>(m_process.processId()), number); }

private:
    QProcess m_process;
};

QStringList reply(const QString& id, const QString& answer) {
    return {QStringLiteral("reply"), id, answer};
}

} // namespace

class AxAskTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_home = std::make_unique<HeldHome>(); }
    void cleanup() { m_home.reset(); }

    void refusesBadArguments_data();
    void refusesBadArguments();
    void refusesOutsideASession();
    void printsTheAnswer();
    void takesAnyText_data();
    void takesAnyText();
    void readsFromInput();
    void takesWhatUpstreamAnswers();
    void unattended();
    void timesOut();
    void answeredBeforeTheTimeIsOver();
    void isWithdrawnWithItsFile();
    void signalsWithdraw_data();
    void signalsWithdraw();
    void ignoredSignalsStayIgnored();
    void aGoneReaderWithdraws();
    void aKilledAskerLeavesItsQuestion();
    void theLaterQuestionStands();
    void waitsOutDamage();
    void findsTheAsker();
    void repliesUnderEitherId();
    void refusesWhereNothingIsAsked();
    void refusesASecondAnswer();
    void withoutPermission();
    void noPlaceForQuestions();
    void killWithdraws();
    void endWithdraws();

private:
    QByteArray fileOf(const QString& id) const {
        QFile file(m_home->state(QStringLiteral("ask/%1.json").arg(id)));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    std::unique_ptr<Asker> ask(const QString& session, const QStringList& words) const {
        const QByteArray before = fileOf(session);
        auto asker = std::make_unique<Asker>(*m_home, session, words);
        if (!QTest::qWaitFor([&] { return fileOf(session) != before || !asker->runs(); }, Patience))
            QTest::qFail("nothing is asked", __FILE__, __LINE__);
        return asker;
    }
    Outcome askAndEnd(const QStringList& words) const { return Asker(*m_home, First, words).end(); }
    void writeAsk(const QString& id, const QByteArray& bytes) const {
        m_home->write(QStringLiteral(".local/state/ax/ask/%1.json").arg(id), bytes);
    }
    std::unique_ptr<HeldHome> m_home;
};

void AxAskTest::refusesBadArguments_data() {
    QTest::addColumn<QStringList>("words");
    const auto row = [](const char* line) {
        QTest::newRow(line) << QString::fromUtf8(line).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    };
    for (const char* line :
         {"ask", "ask --default", "ask --default x", "ask --timeout 5 q", "ask --timeout -1s q",
          "ask --timeout", "ask --unknown q", "ask --stdin q", "reply", "reply s1", "reply --stdin",
          "reply s1 --stdin text", "reply --unknown s1 text"})
        row(line);
    QTest::newRow("blank question") << QStringList{QStringLiteral("ask"), QStringLiteral(" \n")};
    QTest::newRow("no id") << QStringList{QStringLiteral("reply"), QString(), QStringLiteral("text")};
}

void AxAskTest::refusesBadArguments() {
    QFETCH(const QStringList, words);
    m_home->environment().insert(QStringLiteral("AX_SESSION_ID"), First);
    const Outcome outcome = m_home->run(words);
    QCOMPARE(outcome.exitCode, 2);
    QVERIFY(outcome.errors.startsWith("ax: "));
    QCOMPARE(outcome.output, QByteArray());
    QVERIFY(!QFileInfo::exists(m_home->state(QStringLiteral("ask"))));
}

void AxAskTest::refusesOutsideASession() {
    for (const char* id : {"", "../x"}) {
        m_home->environment().insert(QStringLiteral("AX_SESSION_ID"), QString::fromLatin1(id));
        const Outcome outcome = m_home->run({QStringLiteral("ask"), QStringLiteral("q")});
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY2(outcome.errors.contains("not inside a session"), outcome.errors.constData());
    }
}

void AxAskTest::printsTheAnswer() {
    const auto asker = ask(First, {QStringLiteral("Which"), QStringLiteral("one <b>?")});
    QVERIFY2(
        fileOf(First).startsWith(R"({"question":"Which one \u003cb\u003e?","answered":false,"asked":"20)"),
        fileOf(First).constData());
    QCOMPARE(QFile::permissions(m_home->state(QStringLiteral("ask/%1.json").arg(First))) &
                 (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
             QFile::Permissions());
    QVERIFY(asker->runs());
    const Outcome replied =
        m_home->run({QStringLiteral("reply"), First, QStringLiteral("the"), QStringLiteral("left")});
    QCOMPARE(replied.errors, "ax: session " + First.toLatin1() + " has taken the answer\n");
    QCOMPARE(replied.output, QByteArray());
    QCOMPARE(replied.exitCode, 0);
    const Outcome outcome = asker->end();
    QCOMPARE(outcome.output, QByteArray("the left")); // no line end
    QCOMPARE(outcome.errors, QByteArray());
    QCOMPARE(outcome.exitCode, 0);
    QVERIFY(QDir(m_home->state(QStringLiteral("ask"))).isEmpty(QDir::Files | QDir::Hidden));
}

void AxAskTest::takesAnyText_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("Unicode") << QByteArray("日本語 Ü \xf0\x9f\xa6\x80 \xe2\x80\xa8 e\xcc\x81");
    QTest::newRow("lines and quotes") << QByteArray("a\n\"b\"\t\\c\n\nd 'e' $HOME `f`");
    QTest::newRow("control characters") << QByteArray("\x1b[31mred\x07\x01");
    QTest::newRow("like an option") << QByteArray("--default");
    QTest::newRow("long") << QByteArray(100'000, 'x');
}

void AxAskTest::takesAnyText() {
    QFETCH(const QByteArray, text);
    const QString word = QString::fromUtf8(text);
    const auto asker = ask(First, {QStringLiteral("--"), word});
    QVERIFY(asker->runs());
    QCOMPARE(m_home->run({QStringLiteral("reply"), QStringLiteral("--"), First, word}).exitCode, 0);
    QCOMPARE(asker->end().output, text);
}

void AxAskTest::readsFromInput() {
    m_home->environment().insert(QStringLiteral("AX_SESSION_ID"), First);
    const QByteArray large = QByteArray(1 << 20, '<'); // six bytes each in the file
    m_home->write(QStringLiteral("text"), large + "\n\n");
    for (const char* option : {"--stdin", "-"}) {
        QProcess shell;
        shell.setProcessEnvironment(m_home->environment());
        shell.start(
            QStringLiteral("/bin/sh"),
            {QStringLiteral("-c"),
             QStringLiteral("exec $AX ask %1 < $HOME/text > $HOME/answer").arg(QString::fromLatin1(option))});
        QTRY_VERIFY_WITH_TIMEOUT(fileOf(First).size() > 6 << 20, Patience);
        const Outcome replied =
            m_home->runShell(QStringLiteral("$AX reply %1 --stdin < $HOME/text").arg(First));
        QVERIFY2(replied.exitCode == 0 && replied.errors.contains("has taken"), replied.errors.constData());
        QVERIFY(shell.state() == QProcess::NotRunning || shell.waitForFinished(Patience));
        QFile answer(m_home->path(QStringLiteral("answer")));
        QVERIFY(answer.open(QIODevice::ReadOnly) && answer.readAll() == large);
    }
    m_home->write(QStringLiteral("text"), large + 'x');
    for (const char* line :
         {"$AX ask --stdin < $HOME/text", "$AX reply x --stdin < $HOME/text", "yes | $AX ask -"}) {
        const Outcome refused = m_home->runShell(QString::fromLatin1(line));
        QVERIFY2(refused.exitCode == 1 && refused.errors.contains("too long"), line);
    }
    QCOMPARE(fileOf(First), QByteArray());
}

void AxAskTest::takesWhatUpstreamAnswers() {
    const auto asker = ask(First, {QStringLiteral("q")});
    QByteArray text = fileOf(First); // it keeps the question and its time, written with its own zone
    text.replace(R"("answered":false)", R"("answer":"a\u0026b","answered":true)");
    m_home->write(QStringLiteral(".local/state/ax/ask/.ax-123"), text);
    QVERIFY(::rename(qPrintable(m_home->state(QStringLiteral("ask/.ax-123"))),
                     qPrintable(m_home->state(QStringLiteral("ask/%1.json").arg(First)))) == 0);
    QCOMPARE(asker->end().output, QByteArray("a&b"));
    QCOMPARE(fileOf(First), QByteArray());
}

void AxAskTest::unattended() {
    m_home->environment().insert(QStringLiteral("AX_UNATTENDED"), QStringLiteral("1"));
    const Outcome given =
        askAndEnd({QStringLiteral("--default"), QStringLiteral("go on"), QStringLiteral("q")});
    QCOMPARE(given.output, QByteArray("go on\n"));
    QCOMPARE(given.exitCode, 0);
    const Outcome none = askAndEnd({QStringLiteral("q")});
    QCOMPARE(none.output, QByteArray());
    QVERIFY(none.errors.contains("--default"));
    QCOMPARE(none.exitCode, 3);
    QVERIFY(!QFileInfo::exists(m_home->state(QStringLiteral("ask"))));
}

void AxAskTest::timesOut() {
    const Outcome given =
        askAndEnd({QStringLiteral("--timeout"), QStringLiteral("1ms"), QStringLiteral("--default"),
                   QStringLiteral("go on"), QStringLiteral("q")});
    QCOMPARE(given.output, QByteArray("go on\n"));
    QCOMPARE(given.exitCode, 0);
    const Outcome none = askAndEnd({QStringLiteral("q"), QStringLiteral("--timeout"), QStringLiteral("0")});
    QCOMPARE(none.output, QByteArray());
    QVERIFY(none.errors.contains("nobody answered"));
    QCOMPARE(none.exitCode, 124);
    QCOMPARE(fileOf(First), QByteArray());
}

void AxAskTest::answeredBeforeTheTimeIsOver() {
    const auto asker = ask(First, {QStringLiteral("--timeout"), QStringLiteral("1h"),
                                   QStringLiteral("--default"), QStringLiteral("d"), QStringLiteral("q")});
    QCOMPARE(m_home->run(reply(First, QString())).exitCode, 0); // an empty answer is one
    const Outcome outcome = asker->end();
    QCOMPARE(outcome.output, QByteArray());
    QCOMPARE(outcome.errors, QByteArray());
    QCOMPARE(outcome.exitCode, 0);
}

void AxAskTest::isWithdrawnWithItsFile() {
    const auto asker = ask(First, {QStringLiteral("q")});
    QVERIFY(QFile::remove(m_home->state(QStringLiteral("ask/%1.json").arg(First))));
    const Outcome outcome = asker->end();
    QCOMPARE(outcome.output, QByteArray());
    QVERIFY(outcome.errors.contains("withdrawn"));
    QCOMPARE(outcome.exitCode, 0);
    const auto second = ask(First, {QStringLiteral("q")});
    QVERIFY(QDir(m_home->state(QString())).removeRecursively()); // the whole state folder
    QCOMPARE(second->end().exitCode, 0);
}

void AxAskTest::signalsWithdraw_data() {
    QTest::addColumn<int>("number");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
    QTest::newRow("SIGHUP") << SIGHUP;
    QTest::newRow("SIGQUIT") << SIGQUIT;
}

void AxAskTest::signalsWithdraw() {
    QFETCH(const int, number);
    const auto asker = ask(First, {QStringLiteral("q")});
    QVERIFY(!fileOf(First).isEmpty());
    asker->signal(number);
    const Outcome outcome = asker->end();
    QVERIFY(!outcome.killed);
    QCOMPARE(outcome.exitCode, 128 + number);
    QCOMPARE(outcome.output, QByteArray());
    QCOMPARE(fileOf(First), QByteArray());
}

void AxAskTest::ignoredSignalsStayIgnored() {
    Asker asker(*m_home, First, {QStringLiteral("--version")}); // not the one that is meant: refused
    QCOMPARE(asker.end().exitCode, 2);
    QProcess shell;
    QProcessEnvironment environment = m_home->environment();
    environment.insert(QStringLiteral("AX_SESSION_ID"), First);
    shell.setProcessEnvironment(environment);
    shell.start(QStringLiteral("/bin/sh"),
                {QStringLiteral("-c"), QStringLiteral("trap '' HUP; exec $AX ask q")});
    QTRY_VERIFY_WITH_TIMEOUT(!fileOf(First).isEmpty(), Patience);
    ::kill(static_cast<pid_t>(shell.processId()), SIGHUP);
    QCOMPARE(m_home->run(reply(First, QStringLiteral("still here"))).exitCode, 0);
    QVERIFY(shell.waitForFinished(Patience));
    QCOMPARE(shell.readAllStandardOutput(), QByteArray("still here"));
}

void AxAskTest::aGoneReaderWithdraws() {
    // As an agent's tool that was killed: the shell is gone, and so is who would read the answer.
    QVERIFY(::mkfifo(qPrintable(m_home->path(QStringLiteral("go"))), 0600) == 0);
    m_home->environment().insert(QStringLiteral("AX_SESSION_ID"), First);
    QProcess shell;
    shell.setProcessEnvironment(m_home->environment());
    shell.start(
        QStringLiteral("/bin/sh"),
        {QStringLiteral("-c"), QStringLiteral("$AX ask q 2>/dev/null | { read -r line < $HOME/go; }")});
    QTRY_VERIFY_WITH_TIMEOUT(!fileOf(First).isEmpty(), Patience);
    QFile go(m_home->path(QStringLiteral("go")));
    QVERIFY(go.open(QIODevice::WriteOnly));
    go.write("now\n");
    go.close();
    QVERIFY(shell.waitForFinished(Patience));
    QTRY_COMPARE_WITH_TIMEOUT(fileOf(First), QByteArray(), Patience);
}

void AxAskTest::aKilledAskerLeavesItsQuestion() {
    const auto asker = ask(First, {QStringLiteral("q")});
    asker->signal(SIGKILL);
    QVERIFY(asker->end().killed);
    QVERIFY(!fileOf(First).isEmpty()); // nobody could remove it
    const Outcome replied = m_home->run(reply(First, QStringLiteral("a")));
    QCOMPARE(replied.exitCode, 0);
    QVERIFY2(replied.errors.contains("has not taken it"), replied.errors.constData());
    const auto next = ask(First, {QStringLiteral("again")}); // the next question takes its place
    QVERIFY(fileOf(First).contains("again"));
    QCOMPARE(m_home->run(reply(First, QStringLiteral("b"))).exitCode, 0);
    QCOMPARE(next->end().output, QByteArray("b"));
}

void AxAskTest::theLaterQuestionStands() {
    const auto earlier = ask(First, {QStringLiteral("same")});
    const auto later = ask(First, {QStringLiteral("same")});
    const auto other = ask(Second, {QStringLiteral("other")});
    const Outcome displaced = earlier->end();
    QCOMPARE(displaced.output, QByteArray());
    QVERIFY(displaced.errors.contains("asks something else"));
    QCOMPARE(displaced.exitCode, 0);
    QVERIFY(later->runs() && other->runs());
    QCOMPARE(m_home->run(reply(First, QStringLiteral("a"))).exitCode, 0);
    QCOMPARE(later->end().output, QByteArray("a"));
    QCOMPARE(m_home->run(reply(Second, QStringLiteral("b"))).exitCode, 0);
    QCOMPARE(other->end().output, QByteArray("b"));
}

void AxAskTest::waitsOutDamage() {
    const auto asker = ask(First, {QStringLiteral("q")});
    const QByteArray text = fileOf(First);
    writeAsk(First, text.first(20)); // somebody writes it, not in one step
    const Outcome replied = m_home->run(reply(First, QStringLiteral("a")));
    QVERIFY2(replied.exitCode == 1 && replied.errors.contains("is damaged"), replied.errors.constData());
    QVERIFY(asker->runs());
    writeAsk(First, text);
    QCOMPARE(m_home->run(reply(First, QStringLiteral("a"))).exitCode, 0);
    QCOMPARE(asker->end().output, QByteArray("a"));
}

void AxAskTest::findsTheAsker() {
    m_home->writeClaudeSession(First, "First", m_home->path().toUtf8());
    m_home->writeClaudeSession(Second, "Second", m_home->path().toUtf8());
    const auto asker = ask(First, {QStringLiteral("q")});
    const Outcome ambiguous = m_home->run(reply(QStringLiteral("1111"), QStringLiteral("a")));
    QVERIFY2(ambiguous.exitCode == 1 && ambiguous.errors.contains("2 sessions"),
             ambiguous.errors.constData());
    QVERIFY(asker->runs());
    QCOMPARE(m_home->run(reply(QStringLiteral("11111111"), QStringLiteral("a"))).exitCode, 0);
    QCOMPARE(asker->end().output, QByteArray("a"));
    // One that no store knows yet.
    const auto young = ask(QStringLiteral("young-1"), {QStringLiteral("q")});
    QCOMPARE(m_home->run(reply(QStringLiteral("you"), QStringLiteral("b"))).exitCode, 0);
    QCOMPARE(young->end().output, QByteArray("b"));
}

void AxAskTest::repliesUnderEitherId() {
    const auto early = ask(QStringLiteral("launch"), {QStringLiteral("q")}); // its agent has no id yet
    m_home->write(QStringLiteral(".local/state/ax/alias/launch"), First.toLatin1());
    QCOMPARE(m_home->run(reply(First, QStringLiteral("a"))).exitCode, 0);
    QCOMPARE(early->end().output, QByteArray("a"));
    Asker late(*m_home, QStringLiteral("launch"), {QStringLiteral("q")});
    QTRY_VERIFY_WITH_TIMEOUT(!fileOf(First).isEmpty(), Patience);
    QCOMPARE(m_home->run(reply(QStringLiteral("launch"), QStringLiteral("b"))).exitCode, 0);
    QCOMPARE(late.end().output, QByteArray("b"));
}

void AxAskTest::refusesWhereNothingIsAsked() {
    m_home->writeClaudeSession(First, "First", m_home->path().toUtf8());
    const Outcome outcome = m_home->run(reply(QStringLiteral("1111"), QStringLiteral("a")));
    QCOMPARE(outcome.exitCode, 1);
    QCOMPARE(outcome.errors,
             "ax: session " + First.toLatin1() + " asks nothing: there is no question to answer\n");
    QCOMPARE(fileOf(First), QByteArray());
    const Outcome unknown = m_home->run(reply(QStringLiteral("nobody"), QStringLiteral("a")));
    QCOMPARE(unknown.exitCode, 1);
    QVERIFY(unknown.errors.contains("no session has the id"));
    QCOMPARE(m_home->run(reply(QStringLiteral("../x"), QStringLiteral("a"))).exitCode, 1);
}

void AxAskTest::refusesASecondAnswer() {
    writeAsk(First, R"({"question":"q","answer":"a","answered":true,"asked":"2026-11-05T12:00:00+02:00"})");
    const Outcome outcome = m_home->run(reply(First, QStringLiteral("b")));
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY2(outcome.errors.contains("not taken yet"), outcome.errors.constData());
    QVERIFY(fileOf(First).contains(R"("answer":"a")"));
}

void AxAskTest::withoutPermission() {
    if (::geteuid() == 0)
        QSKIP("root may do everything");
    writeAsk(First, R"({"question":"q","answered":false})");
    const QString folder = m_home->state(QStringLiteral("ask"));
    QVERIFY(QFile::setPermissions(folder, QFile::ReadOwner | QFile::ExeOwner));
    const Outcome replied = m_home->run(reply(First, QStringLiteral("a")));
    const Outcome asked = askAndEnd({QStringLiteral("q")});
    QVERIFY(QFile::setPermissions(folder, {}));
    const Outcome hidden = m_home->run(reply(First, QStringLiteral("a")));
    QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    for (const Outcome& outcome : {replied, asked, hidden}) {
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY2(outcome.errors.contains("ermission"), outcome.errors.constData());
    }
    QCOMPARE(fileOf(First), QByteArray(R"({"question":"q","answered":false})"));
}

void AxAskTest::noPlaceForQuestions() {
    m_home->write(QStringLiteral(".local/state/ax/ask"), "a file");
    const Outcome outcome = askAndEnd({QStringLiteral("q")});
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY2(outcome.errors.contains("is a file where a folder is needed"), outcome.errors.constData());
    QCOMPARE(m_home->run(reply(First, QStringLiteral("a"))).exitCode, 1);
}

void AxAskTest::killWithdraws() {
    m_home->hold(First, QStringLiteral("exec cat"));
    const auto asker = ask(First, {QStringLiteral("q")}); // not a child of the session: only its file goes
    QVERIFY(asker->runs());
    QCOMPARE(m_home->run({QStringLiteral("kill"), First}).exitCode, 0);
    QCOMPARE(fileOf(First), QByteArray());
    const Outcome outcome = asker->end();
    QVERIFY(outcome.errors.contains("withdrawn"));
    QCOMPARE(outcome.exitCode, 0);
}

void AxAskTest::endWithdraws() {
    // The agent asks by itself and is told; then it ends, while something that it left behind still asks.
    m_home->hold(First, QStringLiteral("AX_SESSION_ID=%1 $AX ask q > $HOME/answer; "
                                       "AX_SESSION_ID=%1 setsid $AX ask left > $HOME/left 2>&1 & read line")
                            .arg(First));
    QTRY_VERIFY_WITH_TIMEOUT(fileOf(First).contains(R"("question":"q")"), Patience);
    QCOMPARE(m_home->run(reply(First, QStringLiteral("go on"))).exitCode, 0);
    QTRY_VERIFY_WITH_TIMEOUT(fileOf(First).contains("left"), Patience);
    QFile answer(m_home->path(QStringLiteral("answer")));
    QVERIFY(answer.open(QIODevice::ReadOnly));
    QCOMPARE(answer.readAll(), QByteArray("go on"));
    QCOMPARE(m_home->run({QStringLiteral("send"), First, QStringLiteral("--interrupt")}).exitCode, 0);
    QTRY_VERIFY_WITH_TIMEOUT(m_home->heartbeatOf(First).isEmpty(), Patience);
    QTRY_COMPARE_WITH_TIMEOUT(fileOf(First), QByteArray(), Patience);
}

QTEST_GUILESS_MAIN(AxAskTest)
#include "ax_ask_test.moc"
