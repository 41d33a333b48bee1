// SPDX-License-Identifier: MIT
#include "app/desktop/desktop_context.h"
#include "app/desktop/main_window.h"
#include "app/desktop/options.h"
#include "app/desktop/screenshot.h"
#include "app/desktop/session_feed.h"
#include "core/demo/demo_world.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QIcon>
#include <QLocale>
#include <QTemporaryDir>
#include <QTranslator>

#include <cstdio>
#include <memory>

namespace {

using namespace ax;
using desktop::Options;

constexpr int UsageMistake = 2;

struct CommandLine {
    Options options;
    QString programFolder;
};

/// Needed before there is a display to draw on.
CommandLine readCommandLine(int& argc, char** argv) {
    const QCoreApplication application(argc, argv);
    return {.options = desktop::parseOptions(QCoreApplication::arguments()),
            .programFolder = QCoreApplication::applicationDirPath()};
}

bool hasDisplay() {
#if defined(Q_OS_MACOS)
    return true;
#else
    return qEnvironmentVariableIsSet("QT_QPA_PLATFORM") || !qEnvironmentVariableIsEmpty("DISPLAY") ||
           !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY");
#endif
}

/// The end of a start that opens no window; nothing when the window is to open.
std::optional<int> finishWithoutWindow(const Options& options) {
    switch (options.start) {
    case Options::Start::Help:
    case Options::Start::Version:
        std::printf("%s\n", qUtf8Printable(options.text.trimmed()));
        return 0;
    case Options::Start::Mistake:
        std::fprintf(stderr, "ax-desktop: %s\n", qUtf8Printable(options.text));
        return UsageMistake;
    case Options::Start::Window:
        break;
    }
    if (hasDisplay()) {
        return std::nullopt;
    }
    if (options.screenshotFile.isEmpty()) {
        std::fprintf(
            stderr,
            "ax-desktop: there is no display to open a window on; `ax list` shows the sessions here, and "
            "--screenshot FILE paints the window into a file\n");
        return 1;
    }
    qputenv("QT_QPA_PLATFORM", "offscreen");
    return std::nullopt;
}

} // namespace

int main(int argc, char** argv) {
    QCoreApplication::setApplicationName(QStringLiteral("ax-desktop"));
    QCoreApplication::setApplicationVersion(QStringLiteral(AX_VERSION));
    const auto [options, programFolder] = readCommandLine(argc, argv);
    if (const auto exitCode = finishWithoutWindow(options)) {
        return *exitCode;
    }

    const RealFileSystem files;
    const SystemClock clock;
    const RealProcessRunner programs;
    Environment environment = Environment::ofThisProcess();
    std::unique_ptr<QTemporaryDir> demoFolder;
    if (options.world == Options::World::Demo) {
        demoFolder = std::make_unique<QTemporaryDir>();
        const QString agent = programFolder + QStringLiteral("/ax-demo-agent");
        auto world =
            createDemoWorld(files, clock, environment, demoFolder->path().toStdString(), agent.toStdString());
        if (!world) {
            std::fprintf(stderr, "ax-desktop: the demo cannot be set up: %s\n",
                         world.error().message.c_str());
            return 1;
        }
        environment = std::move(world->environment);
    }
    const Paths paths = Paths::from(environment);
    LoadedConfig loaded = loadConfig(files, paths);
    for (const ConfigProblem& problem : loaded.problems) {
        std::fprintf(stderr, "ax-desktop: %s\n", problem.text().c_str());
    }
    if (options.world == Options::World::Demo)
        loaded.config.holdBackend = "none"; // its folder goes when the window does
    const ModelCatalog models = ModelCatalog::load(files, paths);
    const desktop::DesktopContext context{
        .files = files,
        .clock = clock,
        .programs = programs,
        .environment = environment,
        .paths = paths,
        .models = models,
        .config = std::move(loaded.config),
        .configProblems = std::move(loaded.problems),
        .world = options.world == Options::World::Demo ? desktop::DesktopContext::World::Demo
                                                       : desktop::DesktopContext::World::Users,
    };
    // Before there is an application: the stores are read while the display is got ready.
    desktop::SessionFeed feed(context);

    QApplication application(argc, argv);
    QGuiApplication::setApplicationDisplayName(QStringLiteral("AgentSwitch"));
    QGuiApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/agentswitch.svg")));
    QGuiApplication::setDesktopFileName(QStringLiteral("org.agentswitch.Desktop"));
    QTranslator translator;
    if (translator.load(QLocale(), QStringLiteral("agentswitch"), QStringLiteral("_"),
                        QStringLiteral(":/i18n")) ||
        translator.load(QStringLiteral(":/i18n/agentswitch_en"))) {
        QCoreApplication::installTranslator(&translator);
    }
    const desktop::Settings settings(QString::fromStdString(paths.stateDirectory));
    widgets::Theme theme(application, options.scheme.value_or(settings.scheme()));
    desktop::MainWindow window(context, feed, theme);
    if (options.size.isValid()) {
        window.resize(options.size);
    }
    if (!options.screenshotFile.isEmpty()) {
        desktop::saveScreenshotWhenSettled(window, options.screenshotFile);
    }
    window.show();
    return QApplication::exec();
}
