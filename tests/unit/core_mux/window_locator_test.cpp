// SPDX-License-Identifier: MIT
#include "core/mux/window_locator.h"

#include <QTemporaryDir>
#include <QtTest>

#include <filesystem>

using namespace ax;
using namespace std::chrono_literals;

namespace {

const Timestamp Noon = Timestamp(std::chrono::seconds(1'800'000'000));

MuxWindow windowWith(const std::string& pane) {
    MuxWindow window;
    window.window = '@' + pane.substr(1);
    window.pane = pane;
    window.place = "work:" + pane.substr(1) + ".0";
    window.program = "cat";
    return window;
}

MuxSession sessionWith(const std::string& id) {
    return {.id = id, .otherIds = {}, .programs = {"claude"}, .directory = "/src", .created = Noon};
}

/// Where each was found, and how: `one:%1:tag`.
std::string told(const std::vector<MuxWindow>& windows, const std::vector<MuxSession>& sessions) {
    constexpr std::array<const char*, 4> Ways = {"tag", "command", "front", "adopted"};
    std::string text;
    for (const auto& [id, located] : locateAll(windows, sessions))
        text += (text.empty() ? "" : " ") + id + ':' + located.window.pane + ':' +
                Ways[static_cast<std::size_t>(located.by)];
    return text;
}

MuxWindow handStarted(const std::string& pane) {
    MuxWindow window = windowWith(pane);
    window.program = "claude";
    window.frontCommand = {"claude"};
    window.frontStart = Noon - 3s;
    window.directory = "/src";
    return window;
}

} // namespace

class WindowLocatorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tagsCome();
    void shellsHideTags();
    void commandsNameSessions_data();
    void commandsNameSessions();
    void launchIdsCount();
    void resumedByHand();
    void adoptsWhatIsSure();
    void adoptsNothingUnsure();
    void resolvesFolders();
    void manySessions();
};

void WindowLocatorTest::tagsCome() {
    MuxWindow tagged = windowWith("%2");
    tagged.tag = "one";
    MuxWindow named = windowWith("%1");
    named.startCommand = "claude --session-id one";
    QCOMPARE(told({named, tagged}, {sessionWith("one")}), "one:%2:tag");
    QCOMPARE(told({tagged, named}, {sessionWith("one")}), "one:%2:tag");
    QCOMPARE(told({tagged}, {sessionWith("two")}), "");
    QCOMPARE(told({}, {sessionWith("two")}), "");
    MuxWindow dead = tagged;
    dead.pane = "%1";
    dead.state = MuxWindow::State::Dead;
    QCOMPARE(told({dead, tagged}, {sessionWith("one")}), "one:%2:tag");
    QCOMPARE(told({dead}, {sessionWith("one")}), "one:%1:tag");
}

void WindowLocatorTest::shellsHideTags() {
    MuxWindow window = windowWith("%1");
    window.tag = "one";
    window.front = MuxWindow::Front::Shell;
    QCOMPARE(told({window}, {sessionWith("one")}), "");
    window.startCommand = "ax attach one";
    QCOMPARE(told({window}, {sessionWith("one")}), "one:%1:tag");
    window.tag.clear();
    QCOMPARE(told({window}, {sessionWith("one")}), "");
}

void WindowLocatorTest::commandsNameSessions_data() {
    QTest::addColumn<QByteArray>("command");
    QTest::addColumn<QByteArray>("found");
    QTest::newRow("an argument") << QByteArray("claude --resume a-1") << QByteArray("a-1:%1:command");
    QTest::newRow("quoted") << QByteArray(R"(sh -c "claude --session-id 'a-1' 'do it'")")
                            << QByteArray("a-1:%1:command");
    QTest::newRow("part of another word") << QByteArray("claude --resume xa-1 a-12 b_a-1") << QByteArray();
    QTest::newRow("its parent") << QByteArray("AX_PARENT=a-1 claude --session-id b-2")
                                << QByteArray("b-2:%1:command");
    QTest::newRow("its quoted parent")
        << QByteArray(R"(sh -c "export AX_PARENT='a-1'; claude --session-id b-2")")
        << QByteArray("b-2:%1:command");
    QTest::newRow("a parent in escaped quotes")
        << QByteArray(R"(sh -c "AX_PARENT=\"a-1\" claude")") << QByteArray();
    QTest::newRow("its run") << QByteArray("AX_RUN=a-1 AX_GROUP=a-1 claude") << QByteArray();
    QTest::newRow("its own variable")
        << QByteArray("AX_SESSION_ID=a-1 claude") << QByteArray("a-1:%1:command");
    QTest::newRow("nothing") << QByteArray() << QByteArray();
}

void WindowLocatorTest::commandsNameSessions() {
    QFETCH(const QByteArray, command);
    QFETCH(const QByteArray, found);
    MuxWindow window = windowWith("%1");
    window.startCommand = command.toStdString();
    QCOMPARE(told({window}, {sessionWith("a-1"), sessionWith("b-2")}), found.toStdString());
}

void WindowLocatorTest::launchIdsCount() {
    MuxWindow window = windowWith("%1");
    window.tag = "placeholder";
    MuxSession session = sessionWith("true-id");
    session.otherIds = {"placeholder"};
    QCOMPARE(told({window}, {session}), "true-id:%1:tag");
    // An exact id beats somebody's launch id.
    QCOMPARE(told({window}, {session, sessionWith("placeholder")}), "placeholder:%1:tag");
    QCOMPARE(told({window}, {sessionWith("placeholder"), session}), "placeholder:%1:tag");
}

void WindowLocatorTest::resumedByHand() {
    MuxWindow window = windowWith("%1");
    window.frontCommand = {"node", "/usr/bin/claude", "--resume", "one"};
    QCOMPARE(told({window}, {sessionWith("one")}), "one:%1:front");
    window.frontCommand = {"less", "one"};
    QCOMPARE(told({window}, {sessionWith("one")}), "");
}

void WindowLocatorTest::adoptsWhatIsSure() {
    QCOMPARE(told({handStarted("%1")}, {sessionWith("one")}), "one:%1:adopted");
    MuxSession earlier = sessionWith("zero");
    earlier.created = Noon - 1h;
    QCOMPARE(told({handStarted("%1")}, {earlier, sessionWith("one")}), "one:%1:adopted");
    MuxWindow interpreted = handStarted("%1");
    interpreted.program = "node";
    interpreted.frontCommand = {"/usr/bin/node", "/opt/bin/claude"};
    QCOMPARE(told({interpreted}, {sessionWith("one")}), "one:%1:adopted");
}

void WindowLocatorTest::adoptsNothingUnsure() {
    const std::vector<MuxSession> one = {sessionWith("one")};
    QCOMPARE(told({handStarted("%1"), handStarted("%2")}, one), ""); // both claim it
    QCOMPARE(told({handStarted("%1")}, {sessionWith("one"), sessionWith("two")}), "");
    MuxWindow window = handStarted("%1");
    window.directory = "/elsewhere";
    QCOMPARE(told({window}, one), "");
    window = handStarted("%1");
    window.frontStart = Noon + 11s; // after the session began
    QCOMPARE(told({window}, one), "");
    window.frontStart = Noon + 9s;
    QCOMPARE(told({window}, one), "one:%1:adopted");
    window = handStarted("%1");
    window.frontStart.reset();
    QCOMPARE(told({window}, one), "");
    window = handStarted("%1");
    window.tag = "somebody";
    QCOMPARE(told({window}, one), "");
    window = handStarted("%1");
    window.program = "codex";
    window.frontCommand = {"codex"};
    QCOMPARE(told({window}, one), "");
    MuxSession undated = sessionWith("one");
    undated.created.reset();
    QCOMPARE(told({handStarted("%1")}, {undated}), "");
    // One that has its window is nobody else's.
    MuxWindow tagged = windowWith("%2");
    tagged.tag = "one";
    QCOMPARE(told({handStarted("%1"), tagged}, one), "one:%2:tag");
}

void WindowLocatorTest::resolvesFolders() {
    const QTemporaryDir folder;
    const std::string real = std::filesystem::canonical(folder.path().toStdString()).string() + "/real";
    const std::string link = folder.path().toStdString() + "/link";
    std::filesystem::create_directory(real);
    std::filesystem::create_directory_symlink(real, link);
    MuxWindow window = handStarted("%1");
    window.directory = real;
    MuxSession session = sessionWith("one");
    session.directory = link;
    QCOMPARE(told({window}, {session}), "one:%1:adopted");
}

void WindowLocatorTest::manySessions() {
    std::vector<MuxSession> sessions;
    std::vector<MuxWindow> windows;
    for (int i = 0; i < 20'000; ++i)
        sessions.push_back(sessionWith("s-" + std::to_string(i)));
    for (int i = 0; i < 200; ++i) {
        windows.push_back(windowWith('%' + std::to_string(i)));
        windows.back().startCommand = "claude --session-id s-" + std::to_string(i * 100) + ' ' +
                                      std::string(2000, 'x') + " '" + std::string(2000, '=') + '\'';
    }
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(locateAll(windows, sessions).size(), std::size_t{200});
    QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_GUILESS_MAIN(WindowLocatorTest)
#include "window_locator_test.moc"
