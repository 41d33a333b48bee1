// SPDX-License-Identifier: MIT
// Paints the pictures of docs/screenshots: the real window on sample sessions, some of them "live" by the
// state files that agents keep. Not a test: `packaging/dev shot --docs` starts it.
#include "app/desktop/main_window.h"
#include "core/demo/demo_world.h"
#include "tests/gui/test_world.h"
#include "widgets/basics/tinted_label.h"
#include "widgets/costs/costs_page.h"
#include "widgets/navigator/navigator.h"
#include "widgets/session/session_view.h"
#include "widgets/table/session_table_view.h"
#include "widgets/theme/theme.h"
#include "widgets/transcript/transcript_view.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QListView>
#include <QProcess>
#include <QPushButton>
#include <QTest>
#include <QTranslator>

using namespace ax;
using namespace ax::widgets;

namespace {

constexpr QSize PictureSize(1280, 800);
constexpr int ManySessions = 1000;

/// Processes that do nothing but exist, so that what a state file says of them counts.
class Sleepers {
public:
    qint64 start() {
        auto process = std::make_unique<QProcess>();
        process->start(QStringLiteral("sleep"), {QStringLiteral("600")});
        process->waitForStarted();
        m_processes.push_back(std::move(process));
        return m_processes.back()->processId();
    }
    ~Sleepers() {
        for (const auto& process : m_processes) {
            process->kill();
            process->waitForFinished();
        }
    }

private:
    std::vector<std::unique_ptr<QProcess>> m_processes;
};

struct LiveSession {
    int row;
    const char* status;
    const char* waitingFor;
};

void writeStateFiles(const QString& home, const Snapshot& snapshot, Sleepers& sleepers) {
    constexpr LiveSession live[] = {{0, "waiting", "approve Bash: npm test -- race --repeat 200"},
                                    {1, "busy", ""},
                                    {3, "idle", ""},
                                    {5, "busy", ""},
                                    {6, "waiting", "input needed"}};
    QDir(home).mkpath(QStringLiteral(".claude/sessions"));
    for (const LiveSession& entry : live) {
        const SessionPointer& session = snapshot.sessions.at(std::size_t(entry.row));
        const qint64 processId = sleepers.start();
        const QJsonObject state{{QStringLiteral("pid"), processId},
                                {QStringLiteral("sessionId"), QString::fromStdString(session->id)},
                                {QStringLiteral("cwd"), QString::fromStdString(session->directory)},
                                {QStringLiteral("status"), QString::fromLatin1(entry.status)},
                                {QStringLiteral("waitingFor"), QString::fromLatin1(entry.waitingFor)},
                                {QStringLiteral("statusUpdatedAt"), QDateTime::currentMSecsSinceEpoch()}};
        QFile file(QStringLiteral("%1/.claude/sessions/%2.json").arg(home).arg(processId));
        if (file.open(QIODevice::WriteOnly)) {
            file.write(QJsonDocument(state).toJson());
        }
    }
}

void addManySessions(const test::TestWorld& world) {
    const QStringList prompts{
        QStringLiteral("Rename the column without a lock"),
        QStringLiteral("Why does the importer stop at line 40,000?"),
        QStringLiteral("キャッシュの期限切れを正しく扱う"),
        QStringLiteral("🚢 Ship the release notes"),
        QStringLiteral("أعد تسمية الحقول في النموذج"),
        QStringLiteral(
            "A very long request that goes on and on: read the log of last night, find each request "
            "that took more than two seconds, group them by route, and write what they share")};
    for (int number = 0; number < ManySessions; ++number) {
        const QString folder = world.makeFolder(QStringLiteral("src/project-%1").arg(number % 37));
        const QString id =
            QStringLiteral("%1-0000-4000-8000-000000000000").arg(number, 8, 16, QLatin1Char('0'));
        world.addSession(id, folder,
                         QStringLiteral("%1 (%2)").arg(prompts.at(number % prompts.size())).arg(number));
    }
}

class Camera {
public:
    explicit Camera(QString folder) : m_folder(std::move(folder)) {}

    /// The window on this context, once it has settled and `prepare` has done what the picture needs.
    template <class Prepare>
    void take(const QString& name, const desktop::DesktopContext& context, SchemeChoice scheme,
              Prepare prepare) {
        desktop::SessionFeed feed(context);
        Theme theme(*qApp, scheme);
        desktop::MainWindow window(context, feed, theme);
        bool settled = false;
        QObject::connect(&window, &desktop::MainWindow::settled, &window, [&settled] { settled = true; });
        window.resize(PictureSize);
        window.show();
        if (!QTest::qWaitFor([&settled] { return settled; }, 20000)) {
            qFatal("%s: the window did not settle", qUtf8Printable(name));
        }
        prepare(window);
        QCoreApplication::processEvents();
        const QString file = QStringLiteral("%1/%2.png").arg(m_folder, name);
        if (!window.grab().save(file)) {
            qFatal("cannot write %s", qUtf8Printable(file));
        }
    }

private:
    QString m_folder;
};

/// The context of a demo world that stays for all pictures.
desktop::DesktopContext demoContext(const DemoWorld& world) {
    static const RealFileSystem Files;
    static const SystemClock Time;
    static const RealProcessRunner Programs;
    LoadedConfig loaded = loadConfig(Files, world.paths);
    return {.files = Files,
            .clock = Time,
            .programs = Programs,
            .environment = world.environment,
            .paths = world.paths,
            .config = std::move(loaded.config),
            .configProblems = std::move(loaded.problems)};
}

/// The question is answered once for all pictures.
void declineInsurance(desktop::MainWindow& window) {
    auto* bar = window.findChild<QWidget*>(QStringLiteral("insuranceBar"));
    if (!QTest::qWaitFor([bar] { return bar->isVisible(); }, 20000)) {
        return; // nothing is about to go
    }
    QTest::mouseClick(window.findChild<QPushButton*>(QStringLiteral("insuranceNotNow")), Qt::LeftButton);
    if (!QTest::qWaitFor([bar] { return !bar->isVisible(); })) {
        qFatal("the question is still there");
    }
}

void searchTranscripts(desktop::MainWindow& window) {
    QTest::keyClicks(window.findChild<QLineEdit*>(QStringLiteral("filterField")),
                     QStringLiteral("production"));
    QTest::mouseClick(window.findChild<QPushButton*>(QStringLiteral("searchTranscripts")), Qt::LeftButton);
    const auto* found = window.findChild<QListView*>(QStringLiteral("searchResults"))->model();
    const auto* count = window.findChild<TintedLabel*>(QStringLiteral("findCount"));
    if (!QTest::qWaitFor([&] { return found->rowCount() > 0 && count->fullText().startsWith(u"1 of"); },
                         20000)) {
        qFatal("search: nothing was found");
    }
}

void showCosts(desktop::MainWindow& window) {
    auto* page = window.findChild<CostsPage*>(QStringLiteral("costsPage"));
    bool shown = false;
    QObject::connect(page, &CostsPage::reportShown, page, [&shown] { shown = true; });
    window.findChild<QAction*>(QStringLiteral("actionCosts"))->trigger();
    if (!QTest::qWaitFor([&shown] { return shown; }, 20000)) {
        qFatal("costs: no report");
    }
}

void takeDemoPictures(Camera& camera) {
    const RealFileSystem files;
    const SystemClock clock;
    const QTemporaryDir folder;
    const auto world = createDemoWorld(files, clock, Environment::ofThisProcess(),
                                       folder.path().toStdString(), AX_BINARY_DIR "/ax-demo-agent");
    if (!world) {
        qFatal("%s", world.error().message.c_str());
    }
    const desktop::DesktopContext context = demoContext(*world);
    Sleepers sleepers;
    SessionIndex index({files, clock, ModelCatalog::builtIn(), context.paths, context.config});
    writeStateFiles(QString::fromStdString(context.paths.home), *index.scan(), sleepers);
    camera.take(QStringLiteral("light"), context, SchemeChoice::Light, declineInsurance);
    const auto nothingMore = [](desktop::MainWindow&) {};
    camera.take(QStringLiteral("dark"), context, SchemeChoice::Dark, nothingMore);
    camera.take(QStringLiteral("search"), context, SchemeChoice::Light, searchTranscripts);
    camera.take(QStringLiteral("costs"), context, SchemeChoice::Light, showCosts);
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    if (argc != 2) {
        qFatal("usage: doc_screenshots FOLDER");
    }
    QTranslator plurals;
    if (plurals.load(QStringLiteral(AX_TRANSLATIONS "/agentswitch_en.qm"))) {
        QCoreApplication::installTranslator(&plurals);
    }
    Camera camera(application.arguments().at(1));
    takeDemoPictures(camera);

    const test::TestWorld empty;
    camera.take(QStringLiteral("empty"), *empty.context(), SchemeChoice::Light, [](desktop::MainWindow&) {});

    const test::TestWorld crowded;
    addManySessions(crowded);
    camera.take(QStringLiteral("thousand"), *crowded.context(), SchemeChoice::Light,
                [](desktop::MainWindow&) {});
    return 0;
}
