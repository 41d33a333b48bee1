// SPDX-License-Identifier: MIT
#include "core/base/pty_process.h"
#include "core/mux/window_locator.h"
#include "tests/unit/core_mux/tmux_server.h"

#include <QFile>
#include <QtTest>

#include <unistd.h>

using namespace ax;
using namespace ax::testing;

namespace {

constexpr int Patience = 20'000;
using Ending = Multiplexer::Ending;

} // namespace

/// Against a true tmux, on a socket of its own.
class TmuxMultiplexerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        if (!TmuxServer::isInstalled())
            QSKIP("tmux is not installed");
    }
    void withoutAServerThereAreNoWindows();
    void withoutTmuxItSaysSo();
    void errorsCarryTmuxsWords();
    void opensAndFinds();
    void typesExactly_data();
    void typesExactly();
    void pastesSeveralLines();
    void typesUnderCopyMode();
    void refusesAShell();
    void anAgentUnderAShellIsNone();
    void interrupts();
    void tails();
    void focuses();
    void closesOnePane();
    void moves();
    void retags();
    void adoptsWhatAPersonStarted();

private:
    /// Opens a window whose program writes what it reads into the file `typed`.
    static void openTypist(const TmuxServer& server) {
        const auto opened = server.multiplexer().open(
            {.sessionId = "s1",
             .title = "run/typist",
             .directory = server.folder(),
             .arguments = {"sh", "-c", "stty raw -echo; printf ready; exec cat > typed"},
             .variables = {},
             .shown = NewMuxWindow::Shown::Background});
        QVERIFY2(opened, opened ? "" : opened.error().message.c_str());
        QTRY_COMPARE_WITH_TIMEOUT(server.multiplexer().tail(server.windowOf("s1"), 0).value_or(""), "ready",
                                  Patience);
        QTRY_COMPARE_WITH_TIMEOUT(server.windowOf("s1").program, "cat", Patience);
    }
    static QByteArray typed(const TmuxServer& server) {
        QFile file(QString::fromStdString(server.folder() + "/typed"));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
};

void TmuxMultiplexerTest::withoutAServerThereAreNoWindows() {
    const TmuxServer server;
    const auto windows = server.multiplexer().list();
    QVERIFY(windows && windows->empty());
}

void TmuxMultiplexerTest::withoutTmuxItSaysSo() {
    const RealProcessRunner runner;
    const auto output = MultiplexerProgram(runner, {"ax-no-such-multiplexer"}).run({"list-panes"});
    QCOMPARE(output.error().code, ErrorCode::NotFound);
    QVERIFY(output.error().message.contains("ax-no-such-multiplexer is not installed"));
}

void TmuxMultiplexerTest::errorsCarryTmuxsWords() {
    const TmuxServer server;
    server.start();
    MuxWindow gone;
    gone.window = "@99";
    gone.pane = "%99";
    const auto closed = server.multiplexer().close(gone);
    QVERIFY(!closed);
    QCOMPARE(closed.error().message, "tmux kill-pane: can't find pane: %99");
    QVERIFY(!server.multiplexer().sendText(gone, "x", Ending::Enter));
}

void TmuxMultiplexerTest::opensAndFinds() {
    const TmuxServer server;
    server.start();
    const auto opened = server.multiplexer().open(
        {.sessionId = "s;1;",
         .title = "run/näme",
         .directory = "/",
         .arguments = {"sh", "-c", "echo \"<$1|$COLOUR|$PWD>\"; exec cat", "x", "it's $HOME; "},
         .variables = {{"COLOUR", "red;"}},
         .shown = NewMuxWindow::Shown::Background});
    QVERIFY2(opened, opened ? "" : opened.error().message.c_str());
    const MuxWindow window = server.windowOf("s;1;");
    QCOMPARE(window.title, "ax:run/näme");
    QCOMPARE(window.place, "home:1.0");
    QCOMPARE(server.tmux({"display-message", "-p", "-t", "home:", "#{window_index}"}),
             "0"); // in the background
    QTRY_COMPARE_WITH_TIMEOUT(server.multiplexer().tail(window, 0).value_or(""), "<it's $HOME; |red;|/>",
                              Patience);
    const auto focused = server.multiplexer().open({.sessionId = "s2",
                                                    .title = "ax:once",
                                                    .directory = "/",
                                                    .arguments = {"cat"},
                                                    .variables = {},
                                                    .shown = NewMuxWindow::Shown::Focused});
    QVERIFY(focused);
    QCOMPARE(server.tmux({"display-message", "-p", "-t", "home:", "#{window_index} #{window_name}"}),
             "2 ax:once");
    QTRY_COMPARE_WITH_TIMEOUT(server.windowOf("s2").program, "cat", Patience);
}

void TmuxMultiplexerTest::typesExactly_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("words") << QByteArray("two words");
    QTest::newRow("a dash") << QByteArray("-t home");
    QTest::newRow("a key's name") << QByteArray("Enter");
    QTest::newRow("a semicolon") << QByteArray("a; b;");
    QTest::newRow("a semicolon alone") << QByteArray(";");
    QTest::newRow("an escaped one") << QByteArray("find . -exec rm {} \\;");
    QTest::newRow("quotes and variables") << QByteArray("'\"`$HOME`\" #{pane_id} #(id) %H");
    QTest::newRow("not ASCII") << QByteArray("grün 日本語 🙂");
    QTest::newRow("long") << QByteArray("äö;").repeated(20'000);
}

void TmuxMultiplexerTest::typesExactly() {
    QFETCH(const QByteArray, text);
    const TmuxServer server;
    server.start();
    openTypist(server);
    const auto sent = server.multiplexer().sendText(server.windowOf("s1"), text.toStdString(), Ending::None);
    QVERIFY2(sent, sent ? "" : sent.error().message.c_str());
    QTRY_COMPARE_WITH_TIMEOUT(typed(server), text, Patience);
    QVERIFY(server.multiplexer().sendText(server.windowOf("s1"), "x", Ending::Enter));
    QTRY_COMPARE_WITH_TIMEOUT(typed(server), text + "x\r", Patience);
}

void TmuxMultiplexerTest::pastesSeveralLines() {
    const TmuxServer server;
    server.start();
    const std::string script = "stty raw -echo; printf '\\033[?2004hready'; exec cat > typed";
    QVERIFY(server.multiplexer().open({.sessionId = "s1",
                                       .title = "paste",
                                       .directory = server.folder(),
                                       .arguments = {"sh", "-c", script},
                                       .variables = {},
                                       .shown = NewMuxWindow::Shown::Background}));
    QTRY_COMPARE_WITH_TIMEOUT(server.multiplexer().tail(server.windowOf("s1"), 0).value_or(""), "ready",
                              Patience);
    QTRY_COMPARE_WITH_TIMEOUT(server.windowOf("s1").program, "cat", Patience);
    QVERIFY(server.multiplexer().sendText(server.windowOf("s1"), "-a;\nb;", Ending::Enter));
    QTRY_COMPARE_WITH_TIMEOUT(typed(server), QByteArray("\x1b[200~-a;\rb;\x1b[201~\r"), Patience);
    const std::string many = std::string(30'000, 'y') + "\n;";
    QVERIFY(server.multiplexer().sendText(server.windowOf("s1"), many, Ending::None));
    QTRY_VERIFY_WITH_TIMEOUT(typed(server).endsWith("y\r;\x1b[201~"), Patience);
    QCOMPARE(typed(server).count('y'), 30'000);
    QCOMPARE(server.tmux({"list-buffers"}), ""); // nothing of it stays behind
}

void TmuxMultiplexerTest::typesUnderCopyMode() {
    const TmuxServer server;
    server.start();
    openTypist(server);
    server.tmux({"copy-mode", "-t", server.windowOf("s1").pane});
    QVERIFY(server.windowOf("s1").state == MuxWindow::State::InMode);
    QVERIFY(server.multiplexer().sendText(server.windowOf("s1"), "quit", Ending::Enter));
    QTRY_COMPARE_WITH_TIMEOUT(typed(server), QByteArray("quit\r"), Patience);
}

void TmuxMultiplexerTest::refusesAShell() {
    const TmuxServer server;
    server.start();
    QVERIFY(server.multiplexer().open({.sessionId = "s1",
                                       .title = "shell",
                                       .directory = server.folder(),
                                       .arguments = {"sh", "-i"},
                                       .variables = {},
                                       .shown = NewMuxWindow::Shown::Background}));
    QTRY_VERIFY_WITH_TIMEOUT(server.windowOf("s1").front == MuxWindow::Front::Shell, Patience);
    const auto sent = server.multiplexer().sendText(server.windowOf("s1"), "touch typed", Ending::Enter);
    QVERIFY(!sent && sent.error().code == ErrorCode::Denied);
    QVERIFY(sent.error().message.contains("a shell is in front in tmux home:1.0"));
    QVERIFY(!QFile::exists(QString::fromStdString(server.folder() + "/typed")));
}

/// What tmux itself calls `sh`.
void TmuxMultiplexerTest::anAgentUnderAShellIsNone() {
    const TmuxServer server;
    server.start();
    QVERIFY(server.multiplexer().open({.sessionId = "s1",
                                       .title = "agent",
                                       .directory = server.folder(),
                                       .arguments = {"sh", "-c", "cat > typed && echo done"},
                                       .variables = {},
                                       .shown = NewMuxWindow::Shown::Background}));
    QTRY_VERIFY_WITH_TIMEOUT(server.windowOf("s1").front == MuxWindow::Front::Program, Patience);
    QVERIFY(server.multiplexer().sendText(server.windowOf("s1"), "hello", Ending::Enter));
    QTRY_COMPARE_WITH_TIMEOUT(typed(server), QByteArray("hello\n"), Patience);
}

void TmuxMultiplexerTest::interrupts() {
    const TmuxServer server;
    server.start();
    openTypist(server);
    QVERIFY(server.multiplexer().interrupt(server.windowOf("s1")));
    QTRY_COMPARE_WITH_TIMEOUT(typed(server), QByteArray("\x03"), Patience);
}

void TmuxMultiplexerTest::tails() {
    const TmuxServer server;
    server.start();
    QVERIFY(server.multiplexer().open({.sessionId = "s1",
                                       .title = "lines",
                                       .directory = "/",
                                       .arguments = {"sh", "-c", "seq 1 100; printf größer; exec cat"},
                                       .variables = {},
                                       .shown = NewMuxWindow::Shown::Background}));
    const auto tail = [&server](std::size_t above) {
        return QString::fromStdString(server.multiplexer().tail(server.windowOf("s1"), above).value_or(""));
    };
    QTRY_VERIFY_WITH_TIMEOUT(tail(0).endsWith(QStringLiteral("\n100\ngrößer")), Patience);
    QVERIFY(!tail(0).contains(QStringLiteral("\n50\n")));
    QVERIFY(tail(60).contains(QStringLiteral("\n50\n")));
    QVERIFY(!tail(60).contains(QStringLiteral("\n3\n")));
}

void TmuxMultiplexerTest::focuses() {
    const TmuxServer server;
    server.start();
    openTypist(server);
    const MuxWindow window = server.windowOf("s1");
    const std::vector<std::string> outside = {"tmux",
                                              "-u",
                                              "-S",
                                              server.socket(),
                                              "attach-session",
                                              "-t",
                                              window.session + ':' + window.window + '.' + window.pane};
    QCOMPARE(server.multiplexer().focusCommand(window), outside);
    // A person's terminal, on a pseudo-terminal.
    auto person = PtyProcess::start(
        {.arguments = outside,
         .workingDirectory = {},
         .variables = {{"TERM", "xterm"}, {"PATH", qEnvironmentVariable("PATH").toStdString()}}},
        TerminalSize{});
    QVERIFY(person);
    const auto shown = [&server] {
        return server.tmux({"list-clients", "-F", "#{session_name}:#{window_index}"});
    };
    QTRY_COMPARE_WITH_TIMEOUT(shown(), "home:1", Patience);
    server.tmux({"select-window", "-t", "home:0"});
    QCOMPARE(shown(), "home:0");
    const RealProcessRunner runner;
    const auto inside = server.multiplexer(TmuxOptions::Person::Inside).focusCommand(window);
    QVERIFY(runner.run(inside, std::chrono::seconds(20))->exitCode == 0);
    QCOMPARE(shown(), "home:1");
}

void TmuxMultiplexerTest::closesOnePane() {
    const TmuxServer server;
    server.start();
    openTypist(server);
    const MuxWindow window = server.windowOf("s1");
    server.tmux({"split-window", "-d", "-t", window.pane, "exec cat"});
    QVERIFY(server.multiplexer().close(window));
    QCOMPARE(server.tmux({"list-panes", "-t", window.window, "-F", "#{window_panes}"}), "1");
    QVERIFY(!server.tmux({"list-panes", "-a", "-F", "#{pane_id}"}).contains(window.pane));
}

void TmuxMultiplexerTest::moves() {
    const TmuxServer server;
    server.start();
    openTypist(server);
    const auto windowsOf = [&server](const std::string& session) {
        return server.tmux({"list-windows", "-t", '=' + session, "-F", "#{window_name}"});
    };
    const auto first = server.multiplexer().move(std::vector{server.windowOf("s1")}, "my.run:1");
    QVERIFY2(first, first ? "" : first.error().message.c_str());
    QCOMPARE(*first, "ax_my_run_1");
    QCOMPARE(windowsOf("ax_my_run_1"), "ax:run/typist"); // and no stray one
    QCOMPARE(windowsOf("home"), "idle");
    QVERIFY(server.multiplexer().move(std::vector{server.windowOf("s1")}, "my.run:1")); // is there already
    QCOMPARE(windowsOf("ax_my_run_1"), "ax:run/typist");
    const MuxWindow moved = server.windowOf("s1");
    QCOMPARE(moved.cell().substr(0, 11), "ax_my_run_1");
    MuxWindow gone;
    gone.window = "@99";
    gone.place = "x:1.0";
    QVERIFY(!server.multiplexer().move(std::vector{gone}, "empty"));
    QCOMPARE(server.tmux({"list-sessions", "-F", "#{session_name}"}), "ax_my_run_1\nhome");
}

void TmuxMultiplexerTest::retags() {
    const TmuxServer server;
    server.start();
    openTypist(server);
    QVERIFY(server.multiplexer().retag(server.windowOf("s1"), "true-id"));
    QCOMPARE(server.windowOf("true-id").title, "ax:run/typist");
}

void TmuxMultiplexerTest::adoptsWhatAPersonStarted() {
    const TmuxServer server;
    server.start();
    const std::string agent = server.folder() + "/claude";
    QVERIFY(QFile::link(QStringLiteral("/bin/cat"), QString::fromStdString(agent)));
    const MuxSession session = {
        .id = "s1",
        .otherIds = {},
        .programs = {"claude"},
        .directory = server.folder(),
        .created = std::chrono::time_point_cast<Timestamp::duration>(std::chrono::system_clock::now())};
    server.tmux({"new-window", "-d", "-c", server.folder(), "exec sh"});
    const auto located = [&] {
        const auto windows = server.multiplexer().list();
        return windows ? locateAll(*windows, std::vector{session}) : std::map<std::string, LocatedWindow>();
    };
    QVERIFY(located().empty());
    server.tmux({"send-keys", "-t", "home:1", "exec ./claude", "Enter"});
    QTRY_COMPARE_WITH_TIMEOUT(located().size(), std::size_t{1}, Patience);
    QVERIFY(located().at("s1").by == LocatedWindow::By::Adopted);
    QCOMPARE(located().at("s1").window.place, "home:1.0");
}

QTEST_GUILESS_MAIN(TmuxMultiplexerTest)
#include "tmux_multiplexer_test.moc"
