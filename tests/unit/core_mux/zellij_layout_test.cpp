// SPDX-License-Identifier: MIT
#include "core/base/file_system.h"
#include "core/mux/window_locator.h"
#include "core/mux/zellij_layout.h"

#include <QtTest>

#include <random>

using namespace ax;

namespace {

/// In the form in which zellij dumps it.
std::string_view layout() {
    static const std::string Text =
        readWholeFile(RealFileSystem(), AX_TEST_DATA "/mux/layout.kdl", 1 << 16).value_or("");
    return Text;
}

} // namespace

class ZellijLayoutTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsPanes();
    void findsSessions();
    void readsNothingElse_data();
    void readsNothingElse();
    void standsCutAtEveryByte();
    void standsFlippedBytes();
    void standsDeepNesting();
};

void ZellijLayoutTest::readsPanes() {
    const auto windows = parseZellijLayout(layout(), "hill");
    QCOMPARE(windows.size(), std::size_t{5});
    QCOMPARE(windows[0].place, "hill:1.0");
    QCOMPARE(windows[0].directory, "/home/ann/src");
    QVERIFY(windows[0].front == MuxWindow::Front::Shell);
    QVERIFY(windows[0].state == MuxWindow::State::Live); // it has the tab's focus
    QCOMPARE(windows[1].startCommand, "htop");
    QVERIFY(windows[1].front == MuxWindow::Front::Program);
    QVERIFY(windows[1].state == MuxWindow::State::InMode);
    QVERIFY(windows[2].front == MuxWindow::Front::Shell); // bash by its name
    QCOMPARE(windows[3].title, "ax:r/\"one\"");
    QCOMPARE(windows[3].tag, "id-1");
    QCOMPARE(windows[3].window, "2");
    QCOMPARE(windows[3].cell(), "hill:2");
    QCOMPARE(windows[3].directory, "/src");
    QCOMPARE(windows[3].startCommand, "env AX_PARENT=id-2 ax attach --hold id-1");
    QVERIFY(windows[3].state == MuxWindow::State::Live);
    QCOMPARE(windows[4].startCommand, "sh -c claude\n{\t}");
    QCOMPARE(windows[4].window, "4");
    QCOMPARE(windows[4].directory, "/home/ann/work");
    QVERIFY(windows[4].front == MuxWindow::Front::Program);
}

void ZellijLayoutTest::findsSessions() {
    std::vector<MuxSession> sessions;
    for (const char* id : {"id-1", "id-2", "id-3", "id-4"})
        sessions.push_back({.id = id, .otherIds = {}, .programs = {}, .directory = {}, .created = {}});
    const auto located = locateAll(parseZellijLayout(layout(), "hill"), sessions);
    QCOMPARE(located.size(), std::size_t{2});
    QCOMPARE(located.at("id-1").window.pane, "2.0");
    QCOMPARE(located.at("id-2").window.pane, "4.0");
}

void ZellijLayoutTest::readsNothingElse_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("words of an error") << QByteArray("There is no active session!\n");
    QTest::newRow("another root") << QByteArray("keybinds { tab { pane } }");
    QTest::newRow("an open string") << QByteArray("layout { tab name=\"x { pane } }");
    QTest::newRow("an open raw string") << QByteArray("layout { tab name=r##\"x\"# { pane } }");
    QTest::newRow("marks alone") << QByteArray("layout { tab name=r### { pane } }");
}

void ZellijLayoutTest::readsNothingElse() {
    QFETCH(const QByteArray, text);
    QVERIFY(
        parseZellijLayout(std::string_view(text.constData(), static_cast<std::size_t>(text.size())), "hill")
            .empty());
}

void ZellijLayoutTest::standsCutAtEveryByte() {
    for (std::size_t size = 0; size < layout().size(); ++size)
        QVERIFY(parseZellijLayout(layout().substr(0, size), "hill").size() <= 5);
}

void ZellijLayoutTest::standsFlippedBytes() {
    std::mt19937 random(7); // NOLINT(cert-msc51-cpp): the same each time
    for (int round = 0; round < 3000; ++round) {
        std::string damaged(layout());
        for (int i = 0; i < 4; ++i)
            damaged[random() % damaged.size()] = static_cast<char>(random());
        for (const MuxWindow& window : parseZellijLayout(damaged, "hill"))
            QVERIFY(!window.window.empty());
    }
}

void ZellijLayoutTest::standsDeepNesting() {
    std::string deep = "layout { tab ";
    for (int i = 0; i < 200'000; ++i)
        deep += "{ pane ";
    QVERIFY(parseZellijLayout(deep, "hill").size() <= 64);
}

QTEST_GUILESS_MAIN(ZellijLayoutTest)
#include "zellij_layout_test.moc"
