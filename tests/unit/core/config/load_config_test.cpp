// SPDX-License-Identifier: MIT
#include "core/base/faulty_file_system.h"
#include "core/config/config.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace ax;

class LoadConfigTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void takesAMissingFileAsBuiltIns();
    void overridesFieldByField();
    void appendsNewHarnesses();
    void readsTheTopLevel();
    void ignoresWhatItDoesNotKnow();
    void acceptsForeignLineEnds();
    void reportsWrongTypes_data();
    void reportsWrongTypes();
    void oneProblemCostsOneValue();
    void reportsBrokenFiles_data();
    void reportsBrokenFiles();
    void survivesEveryCut();
    void refusesWhatIsNoConfiguration();

private:
    LoadedConfig load(const std::string& text) {
        const auto written = m_real.writeAtomically(m_paths.configFile, text);
        return written ? loadConfig(m_real, m_paths) : LoadedConfig{};
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    RealFileSystem m_real;
    Paths m_paths;
};

void LoadConfigTest::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_paths = {};
    m_paths.configFile = m_folder->filePath(QStringLiteral("config.toml")).toStdString();
}

void LoadConfigTest::takesAMissingFileAsBuiltIns() {
    const LoadedConfig loaded = loadConfig(m_real, m_paths);
    QVERIFY(loaded.problems.empty());
    QCOMPARE(loaded.config.harnesses.size(), std::size_t{4});
}

void LoadConfigTest::overridesFieldByField() {
    const LoadedConfig loaded = load(R"(
        [[harness]]
        name = "claude"
        args = "--verbose"
        waiting_re = ""
        [[harness]]
        name = "claude"
        resume = "first"
        [[harness]]
        name = "claude"
        resume = "second"
    )");
    QVERIFY(loaded.problems.empty());
    QCOMPARE(loaded.config.harnesses.size(), std::size_t{4});
    const Harness& claude = *loaded.config.findHarness("claude");
    QCOMPARE(claude.arguments, "--verbose");
    QCOMPARE(claude.waitingPattern, ""); // present though empty: it wins
    QCOMPARE(claude.resume, "second");
    QCOMPARE(claude.launch, builtInConfig().findHarness("claude")->launch);
    QCOMPARE(claude.glob, "~/.claude/projects/*/*.jsonl");
}

void LoadConfigTest::appendsNewHarnesses() {
    const LoadedConfig loaded = load(R"(
        [[harness]]
        name = "mine"
        glob = "~/.mine/*/*.jsonl"
        id_regex = "_(?P<id>[0-9a-f-]{36})\\.jsonl$"
        format = "pi"
        db = "~/x.db"
        resume = "r"
        resume_input = "ri"
        resume_input_headless = "rih"
        launch = "l"
        launch_headless = "lh"
        args = "a"
        waiting_re = "w"
        skip_permissions = "s"
        sandbox_profile = "p"
        effort_arg = "e"
        [[harness]]
        name = "other"
    )");
    QVERIFY(loaded.problems.empty());
    QCOMPARE(loaded.config.harnesses.size(), std::size_t{6});
    const Harness& mine = loaded.config.harnesses[4];
    QCOMPARE(mine.name, "mine");
    QCOMPARE(mine.glob, "~/.mine/*/*.jsonl");
    QCOMPARE(mine.idPattern, "_(?P<id>[0-9a-f-]{36})\\.jsonl$");
    QCOMPARE(mine.format, "pi");
    QCOMPARE(mine.database + mine.resume + mine.resumeInput + mine.resumeInputHeadless, "~/x.dbrririh");
    QCOMPARE(mine.launch + mine.launchHeadless + mine.arguments + mine.waitingPattern, "llhaw");
    QCOMPARE(mine.skipPermissions + mine.sandboxProfile + mine.effortArgument, "spe");
    QCOMPARE(loaded.config.harnesses[5].name, "other");
}

void LoadConfigTest::readsTheTopLevel() {
    const Config config =
        load("default_harness = 'codex'\nshell = 'zsh -lic'\nmux = 'tmux'\noffline = true\n").config;
    QCOMPARE(config.defaultHarness, "codex");
    QCOMPARE(config.shell, "zsh -lic");
    QCOMPARE(config.mux, "tmux");
    QCOMPARE(config.muxPrefix, "ax:");
    QCOMPARE(load("mux_prefix = 'off'\n").config.muxPrefix, "off");
    QVERIFY(config.offline);
}

void LoadConfigTest::ignoresWhatItDoesNotKnow() {
    const LoadedConfig loaded = load(R"(
        columns = ["a"]
        future = { x = 1979-05-27, y = [1, 2.5, "z"] }
        [keys]
        kill = "K"
        [[host]]
        name = "laptop"
        [[harness]]
        name = "claude"
        colour = 7
    )");
    QVERIFY(loaded.problems.empty());
    QCOMPARE(loaded.config.harnesses.size(), std::size_t{4});
}

void LoadConfigTest::acceptsForeignLineEnds() {
    QCOMPARE(load("\xef\xbb\xbfshell = 'bash -c'\r\nmux = 'none'\r\n").config.shell, "bash -c");
    QVERIFY(load("").problems.empty());
    QVERIFY(load("\xef\xbb\xbf").problems.empty());
}

void LoadConfigTest::reportsWrongTypes_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char* name, const char* text, int line, int column, const char* message) {
        QTest::newRow(name) << QByteArray(text) << line << column << QByteArray(message);
    };
    row("number", "[[harness]]\nname = 'claude'\nargs = 5", 3, 8,
        "`args` of harness `claude` must be text, not a number");
    row("fraction", "shell = 1.5", 1, 9, "`shell` must be text, not a number");
    row("list", "\n\nmux = ['tmux']", 3, 7, "`mux` must be text, not a list");
    row("table", "default_harness = { a = 1 }", 1, 19, "`default_harness` must be text, not a table");
    row("truth", "shell = true", 1, 9, "`shell` must be text, not true or false");
    row("date", "shell = 2026-01-01", 1, 9, "`shell` must be text, not a date or time");
    row("no truth", "offline = 'yes'", 1, 11, "`offline` must be true or false, not text");
    row("nameless", "[[harness]]\nargs = ''", 1, 1, "a [[harness]] needs a `name`");
    row("empty name", "[[harness]]\nname = ''", 2, 8, "a [[harness]] needs a `name`");
    row("name of a wrong type", "[[harness]]\nname = 5", 2, 8, "a [[harness]] needs a `name`");
    row("one bracket", "[harness]\nname = 'x'", 1, 1,
        "`harness` must be a list of tables: write [[harness]], with two brackets");
    row("list of texts", "harness = ['x']", 1, 12, "`harness` must hold tables, not text");
    row("format", "[[harness]]\nname = 'x'\nformat = 'cursor'", 3, 10,
        "`format` of harness `x` names an unknown format: use claude, codex, gemini, opencode or pi");
    row("no group", "[[harness]]\nname = 'x'\nid_regex = '([0-9]+)'", 3, 12,
        "`id_regex` of harness `x` has no group named `id`: write `(?P<id>…)` around the session id");
    row("pattern", "[[harness]]\nname = 'x'\nid_regex = '(?P<id>['", 3, 12,
        "`id_regex` of harness `x` is not a valid pattern: missing ]: [");
    row("waiting pattern", "[[harness]]\nname = 'x'\nwaiting_re = '(a'", 3, 14,
        "`waiting_re` of harness `x` is not a valid pattern: missing ): (a");
}

void LoadConfigTest::reportsWrongTypes() {
    QFETCH(QByteArray, text);
    QFETCH(int, line);
    QFETCH(int, column);
    QFETCH(QByteArray, message);
    const LoadedConfig loaded = load(text.toStdString());
    QCOMPARE(loaded.problems.size(), std::size_t{1});
    const ConfigProblem& problem = loaded.problems[0];
    QCOMPARE(problem.file, m_paths.configFile);
    QCOMPARE(problem.message, message.toStdString());
    QCOMPARE(int(problem.line), line);
    QCOMPARE(int(problem.column), column);
    QCOMPARE(loaded.config.shell, "sh -c");
}

void LoadConfigTest::oneProblemCostsOneValue() {
    const LoadedConfig loaded = load(R"(
        shell = 5
        mux = "zellij"
        [[harness]]
        name = "claude"
        id_regex = "nothing"
        args = "--verbose"
        glob = 7
    )");
    QCOMPARE(loaded.problems.size(), std::size_t{3});
    QCOMPARE(loaded.config.mux, "zellij");
    const Harness& claude = *loaded.config.findHarness("claude");
    QCOMPARE(claude.arguments, "--verbose");
    QCOMPARE(claude.idPattern, builtInConfig().findHarness("claude")->idPattern);
    QCOMPARE(claude.glob, builtInConfig().findHarness("claude")->glob);
}

void LoadConfigTest::reportsBrokenFiles_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line");
    QTest::newRow("no name of a table") << QByteArray("mux = 'tmux'\n[[<id>]]\n") << 2;
    QTest::newRow("no value") << QByteArray("mux = 'tmux'\nshell =\n") << 2;
    QTest::newRow("twice") << QByteArray("shell = 'a'\nshell = 'b'\n") << 2;
    QTest::newRow("no character of a name") << QByteArray("mux = 'tmux'\n  \xef\xbb\xbd = 'a'\n") << 2;
    QTest::newRow("letter beyond ASCII") << QByteArray("mux = 'tmux'\n  \xc3\xa9 = 'a'\n") << 2;
    QTest::newRow("open string") << QByteArray("shell = 'a") << 1;
    QTest::newRow("NUL") << QByteArray("mux = 'x'\nshell = 'a\0b'\n", 24) << 2;
    QTest::newRow("not UTF-8") << QByteArray("shell = '\xff\xfe'\n") << 1;
    QTest::newRow("UTF-16") << QByteArray("\xff\xfes\0h\0", 6) << 1;
    QTest::newRow("binary") << QByteArray("\x7f"
                                          "ELF\x02\x01\x01\0\0\0",
                                          10)
                            << 1;
    QTest::newRow("deep") << QByteArray("x = ") + QByteArray(100'000, '[') << 1;
}

void LoadConfigTest::reportsBrokenFiles() {
    QFETCH(QByteArray, text);
    QFETCH(int, line);
    const LoadedConfig loaded = load(text.toStdString());
    QCOMPARE(loaded.problems.size(), std::size_t{1});
    QCOMPARE(int(loaded.problems[0].line), line);
    QVERIFY(!loaded.problems[0].message.empty());
    QCOMPARE(loaded.config.mux, ""); // nothing of a broken file
    QCOMPARE(loaded.config.harnesses.size(), std::size_t{4});
}

void LoadConfigTest::survivesEveryCut() {
    const std::string whole =
        "\xef\xbb\xbfshell = \"a\\u00e9\" # é\n[[harness]]\nname = 'x'\nargs = '''\nb\n'''\n";
    for (std::size_t length = 0; length <= whole.size(); ++length)
        QVERIFY(load(whole.substr(0, length)).config.harnesses.size() >= 4);
    QCOMPARE(load(whole).config.findHarness("x")->arguments, "b\n");
}

void LoadConfigTest::refusesWhatIsNoConfiguration() {
    const auto problemOf = [this](const FileSystem& files) {
        const LoadedConfig loaded = loadConfig(files, m_paths);
        return loaded.problems.size() == 1 && loaded.problems[0].line == 0 ? loaded.problems[0].message
                                                                           : "(none)";
    };
    QVERIFY(m_real.makeDirectories(m_paths.configFile));
    QCOMPARE(problemOf(m_real), m_paths.configFile + " is a folder, not a file");
    QVERIFY(m_real.remove(m_paths.configFile));

    QCOMPARE(::mkfifo(m_paths.configFile.c_str(), 0600), 0);
    QCOMPARE(problemOf(m_real), m_paths.configFile + " is not a regular file");
    QVERIFY(m_real.remove(m_paths.configFile));

    QVERIFY(m_real.append(m_paths.configFile, ""));
    QCOMPARE(::truncate(m_paths.configFile.c_str(), 50'000'000), 0);
    QVERIFY2(problemOf(m_real).contains("is larger than 1024 KiB"), problemOf(m_real).c_str());

    QVERIFY(m_real.writeAtomically(m_paths.configFile, "shell = 'bash -c'"));
    FaultyFileSystem faulty(m_real);
    faulty.deny(m_paths.configFile);
    QVERIFY2(problemOf(faulty).contains("Permission denied"), problemOf(faulty).c_str());
    faulty.heal();
    faulty.failReadsAfter(3);
    QVERIFY2(problemOf(faulty).starts_with("cannot read " + m_paths.configFile), problemOf(faulty).c_str());
    faulty.heal();
    faulty.shortenReads(1);
    QCOMPARE(loadConfig(faulty, m_paths).config.shell, "bash -c");
}

QTEST_GUILESS_MAIN(LoadConfigTest)
#include "load_config_test.moc"
