// SPDX-License-Identifier: MIT
// The window with a true agent in it. Started by tests/real/run, which makes the home, the endpoint and a
// session to resume (AX_REAL_SESSION in AX_REAL_PROJECT); not a part of the ordinary test run.
#include "app/desktop/main_window.h"
#include "app/desktop/session_feed.h"
#include "core/hold/end_session.h"
#include "widgets/basics/tinted_label.h"
#include "widgets/session/session_view.h"
#include "widgets/table/session_table_view.h"
#include "widgets/theme/theme.h"
#include "widgets/transcript/transcript_view.h"

#include <QApplication>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QPushButton>
#include <QTest>
#include <QTranslator>

using namespace ax;
using namespace ax::widgets;

namespace {

constexpr int AgentPatience = 90000; ///< ms; a true agent starts in seconds

QString variable(const char* name) {
    return qEnvironmentVariable(name);
}

/// What `ax list --json` says, by id.
QHash<QString, QJsonObject> listedByCommandLine() {
    QProcess ax;
    ax.start(QStringLiteral(AX_BINARY_DIR "/ax"), {QStringLiteral("list"), QStringLiteral("--json")});
    ax.waitForFinished();
    QHash<QString, QJsonObject> rows;
    for (const QJsonValue& row :
         QJsonDocument::fromJson(ax.readAllStandardOutput())[QStringLiteral("sessions")].toArray()) {
        rows.insert(row[QStringLiteral("id")].toString(), row.toObject());
    }
    return rows;
}

} // namespace

class RealWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void tableAndCommandLineAgree();
    void enterResumesTheTrueSession();
    void thePromptReachesTheSameSession();
    void aPermissionIsAskedAndGivenInTheWindow();
    void cleanupTestCase();

private:
    SessionTableView* table() const {
        return m_window->findChild<SessionTableView*>(QStringLiteral("sessionTable"));
    }
    SessionTableModel* rows() const { return static_cast<SessionTableModel*>(table()->model()); }
    SessionView* view() const { return m_window->findChild<SessionView*>(QStringLiteral("sessionView")); }
    SessionPointer session() const { return rows()->sessionAt(rows()->rowOf(m_key)); }
    terminal::TerminalView* terminal() const { return view()->terminals().terminal(m_key); }
    QString screen() const { return terminal() == nullptr ? QString() : terminal()->screenText(); }
    void type(const QString& text) const;

    QString m_key;
    QTranslator m_plurals;
    RealFileSystem m_files;
    SystemClock m_clock;
    RealProcessRunner m_programs;
    std::unique_ptr<desktop::DesktopContext> m_context;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<desktop::SessionFeed> m_feed;
    std::unique_ptr<desktop::MainWindow> m_window;
};

void RealWindowTest::initTestCase() {
    QVERIFY2(!variable("AX_REAL_SESSION").isEmpty(), "started by tests/real/run, not by hand");
    m_key = QStringLiteral("claude/") + variable("AX_REAL_SESSION");
    Environment::Variables variables = Environment::ofThisProcess().variables();
    variables["AX"] = AX_BINARY_DIR "/ax"; // the holder of what is started here
    const Environment environment(std::move(variables));
    const Paths paths = Paths::from(environment);
    Config config = loadConfig(m_files, paths).config;
    for (Harness& harness : config.harnesses) {
        if (harness.name == "claude") {
            harness.resume =
                "cd {dir} && claude --resume {id} --model {model} --permission-mode manual {args}";
        }
    }
    m_context = std::make_unique<desktop::DesktopContext>(desktop::DesktopContext{.files = m_files,
                                                                                  .clock = m_clock,
                                                                                  .programs = m_programs,
                                                                                  .environment = environment,
                                                                                  .paths = paths,
                                                                                  .config = std::move(config),
                                                                                  .configProblems = {}});
    if (m_plurals.load(QStringLiteral(AX_TRANSLATIONS "/agentswitch_en.qm")))
        QCoreApplication::installTranslator(&m_plurals);
    const bool dark = variable("AX_REAL_SCHEME") == QStringLiteral("dark");
    m_theme = std::make_unique<Theme>(*qApp, dark ? SchemeChoice::Dark : SchemeChoice::Light);
    m_feed = std::make_unique<desktop::SessionFeed>(*m_context);
    m_window = std::make_unique<desktop::MainWindow>(*m_context, *m_feed, *m_theme);
    m_window->show();
    QTRY_VERIFY(rows()->rowOf(m_key) >= 0);
}

void RealWindowTest::tableAndCommandLineAgree() {
    const auto listed = listedByCommandLine();
    QVERIFY(listed.size() >= 4);
    QCOMPARE(rows()->rowCount(), int(listed.size()));
    for (int row = 0; row < rows()->rowCount(); ++row) {
        const SessionPointer shown = rows()->sessionAt(row);
        const QJsonObject said = listed.value(QString::fromStdString(shown->id));
        QVERIFY2(!said.isEmpty(), shown->id.c_str());
        QCOMPARE(QString::fromStdString(shown->directory), said[QStringLiteral("dir")].toString());
        QCOMPARE(QString::fromStdString(shown->model), said[QStringLiteral("model")].toString());
        QCOMPARE(QString::fromStdString(shown->title), said[QStringLiteral("title")].toString());
        QCOMPARE(qint64(shown->tokens.input), said[QStringLiteral("in_tok")].toInteger());
        QCOMPARE(qint64(shown->tokens.output), said[QStringLiteral("out_tok")].toInteger());
        QCOMPARE(qint64(shown->tokens.cacheRead), said[QStringLiteral("cache_read_tok")].toInteger());
        QCOMPARE(qint64(shown->tokens.cacheWrite), said[QStringLiteral("cache_write_tok")].toInteger());
        const QModelIndex title = rows()->index(row, SessionTableModel::TitleColumn);
        QCOMPARE(title.data().toString(), QString::fromStdString(shown->title));
    }
}

void RealWindowTest::enterResumesTheTrueSession() {
    table()->setCurrentSession(m_key);
    QTest::keyClick(table(), Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(session()->status.status, Status::Idle, AgentPatience);
    QTRY_COMPARE_WITH_TIMEOUT(session()->status.evidence, std::string("reported by the agent"),
                              AgentPatience);
}

void RealWindowTest::type(const QString& text) const {
    QWidget* target = terminal()->focusWidget() != nullptr ? terminal()->focusWidget() : terminal();
    QTest::keyClicks(target, text);
    // Text and Enter in one burst would count as a paste: Enter follows what can be seen.
    QTRY_VERIFY_WITH_TIMEOUT(screen().simplified().contains(text.right(12)), AgentPatience);
    QTest::keyClick(target, Qt::Key_Return);
}

void RealWindowTest::thePromptReachesTheSameSession() {
    const qint64 size = QFileInfo(variable("AX_REAL_TRANSCRIPT")).size();
    const std::uint32_t prompts = session()->prompts;
    type(QStringLiteral("And in the window? [[say: Just the same here.]]"));
    QTRY_COMPARE_WITH_TIMEOUT(session()->prompts, prompts + 1, AgentPatience);
    QTRY_VERIFY_WITH_TIMEOUT(screen().contains(QStringLiteral("Just the same here.")), AgentPatience);
    QVERIFY(QFileInfo(variable("AX_REAL_TRANSCRIPT")).size() > size);
    QTRY_VERIFY(view()->transcript().plainText().contains(QStringLiteral("Just the same here.")));
}

void RealWindowTest::aPermissionIsAskedAndGivenInTheWindow() {
    const QString mark = variable("AX_REAL_PROJECT") + QStringLiteral("/window-mark");
    type(QStringLiteral("Sign it. [[tool: Bash {\"command\":\"touch window-mark\"}]] [[say: Signed.]]"));
    QTRY_COMPARE_WITH_TIMEOUT(session()->status.status, Status::NeedsYou, AgentPatience);
    QVERIFY2(session()->status.detail.contains("touch window-mark"), session()->status.detail.c_str());
    QTRY_VERIFY_WITH_TIMEOUT(screen().contains(QStringLiteral("Esc to cancel")), AgentPatience);
    const QString picture = variable("AX_REAL_SCREENSHOT");
    if (!picture.isEmpty()) {
        QVERIFY(m_window->grab().save(picture));
    }
    view()->showPage(SessionView::Page::Transcript);
    QTRY_VERIFY(m_window->findChild<QWidget*>(QStringLiteral("questionBar"))->isVisible());
    QTRY_VERIFY(m_window->findChild<QPushButton*>(QStringLiteral("questionOption1")) != nullptr);
    // The agent lets a key pass unseen in the first moments of its dialog; a person who sees "not yet taken"
    // answers again.
    const auto answered = [&mark] { return QFileInfo::exists(mark); };
    for (int attempt = 0; attempt < 5 && !answered(); ++attempt) {
        auto* yes = m_window->findChild<QPushButton*>(QStringLiteral("questionOption1"));
        QVERIFY(yes != nullptr);
        QTest::mouseClick(yes, Qt::LeftButton);
        (void)QTest::qWaitFor(answered, AgentPatience / 5);
    }
    QVERIFY(answered());
    QTRY_COMPARE_WITH_TIMEOUT(session()->status.status, Status::Idle, AgentPatience);
    QTRY_VERIFY(!m_window->findChild<QWidget*>(QStringLiteral("questionBar"))->isVisible());
}

void RealWindowTest::cleanupTestCase() {
    if (m_window && terminal() != nullptr) {
        // Closing the window would leave the agent running, which is its point.
        const std::string id = m_key.section(u'/', 1).toStdString();
        const auto ended = endSession(m_files, m_context->paths, m_clock, id);
        QVERIFY2(ended, ended ? "" : ended.error().message.c_str());
        QTRY_VERIFY_WITH_TIMEOUT(!terminal()->isRunning(), AgentPatience);
    }
}

QTEST_MAIN(RealWindowTest)
#include "window_test.moc"
