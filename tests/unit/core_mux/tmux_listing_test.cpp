// SPDX-License-Identifier: MIT
#include "core/mux/tmux_listing.h"

#include <QtTest>

#include <algorithm>
#include <random>

using namespace ax;

namespace {

constexpr std::string_view Mark = "5f0c77b1";

using Fields = std::vector<std::string>;

std::string record(const Fields& fields) {
    std::string text(Mark);
    for (const std::string& field : fields)
        text += field + std::string(Mark);
    return text + '\n';
}

const Fields Plain = {"$1",     "work:1.0",       "@2",   "%3", "id-1", "42",
                      "claude", "ax attach id-1", "/src", "0",  "0",    "ax:r/n"};

std::string sample() {
    Fields hostile = Plain;
    hostile[3] = "%4";
    hostile[7] = "sh -c \"printf '\n%9\t$7 @1'\"\n\n";
    hostile[8] = "/src/a b\n/c";
    return record(Plain) + record(hostile) + record(Plain);
}

} // namespace

class TmuxListingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsPanes();
    void knowsStates();
    void leavesOutGarbage_data();
    void leavesOutGarbage();
    void standsCutAtEveryByte();
    void standsFlippedBytes();
};

void TmuxListingTest::readsPanes() {
    const auto windows = parseTmuxPanes(sample(), Mark);
    QCOMPARE(windows.size(), std::size_t{2}); // the third is the first, in another session
    QCOMPARE(windows[0].session, "$1");
    QCOMPARE(windows[0].place, "work:1.0");
    QCOMPARE(windows[0].cell(), "work:1");
    QCOMPARE(windows[0].window, "@2");
    QCOMPARE(windows[0].pane, "%3");
    QCOMPARE(windows[0].tag, "id-1");
    QCOMPARE(windows[0].process, 42);
    QCOMPARE(windows[0].program, "claude");
    QCOMPARE(windows[0].title, "ax:r/n");
    QCOMPARE(windows[1].startCommand, "sh -c \"printf '\n%9\t$7 @1'\"\n\n");
    QCOMPARE(windows[1].directory, "/src/a b\n/c");
    QVERIFY(parseTmuxPanes("", Mark).empty());
    QVERIFY(parseTmuxPanes(sample(), "").empty());
    QVERIFY(parseTmuxPanes(sample(), "another").empty());
}

void TmuxListingTest::knowsStates() {
    const auto stateOf = [](const char* isDead, const char* modes) {
        Fields fields = Plain;
        fields[9] = isDead;
        fields[10] = modes;
        return parseTmuxPanes(record(fields), Mark).at(0).state;
    };
    QVERIFY(stateOf("0", "0") == MuxWindow::State::Live);
    QVERIFY(stateOf("0", "2") == MuxWindow::State::InMode);
    QVERIFY(stateOf("1", "0") == MuxWindow::State::Dead);
}

void TmuxListingTest::leavesOutGarbage_data() {
    QTest::addColumn<int>("field");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("no pane") << 3 << QByteArray();
    QTest::newRow("pane without a number") << 3 << QByteArray("%");
    QTest::newRow("pane that is an option") << 3 << QByteArray("-t");
    QTest::newRow("window that is a name") << 2 << QByteArray("@1;kill-server");
    QTest::newRow("session that is a name") << 0 << QByteArray("work");
    QTest::newRow("no process") << 5 << QByteArray();
    QTest::newRow("a negative process") << 5 << QByteArray("-1"); // would mean a group
    QTest::newRow("a huge process") << 5 << QByteArray("99999999999999999999");
}

void TmuxListingTest::leavesOutGarbage() {
    QFETCH(const int, field);
    QFETCH(const QByteArray, value);
    Fields fields = Plain;
    fields[static_cast<std::size_t>(field)] = value.toStdString();
    Fields good = Plain;
    good[3] = "%9";
    const auto windows = parseTmuxPanes(record(fields) + record(good), Mark);
    QCOMPARE(windows.size(), std::size_t{1});
    QCOMPARE(windows[0].pane, "%9");
}

void TmuxListingTest::standsCutAtEveryByte() {
    const std::string text = sample();
    const auto whole = parseTmuxPanes(text, Mark);
    for (std::size_t size = 0; size <= text.size(); ++size) {
        const auto windows = parseTmuxPanes(std::string_view(text).substr(0, size), Mark);
        QVERIFY(windows.size() <= whole.size());
        QVERIFY(std::ranges::equal(windows, std::span(whole).first(windows.size())));
    }
}

void TmuxListingTest::standsFlippedBytes() {
    std::mt19937 random(7); // NOLINT(cert-msc51-cpp): the same each time
    const std::string text = sample();
    for (int round = 0; round < 2000; ++round) {
        std::string damaged = text;
        for (int i = 0; i < 4; ++i)
            damaged[random() % damaged.size()] = static_cast<char>(random());
        for (const MuxWindow& window : parseTmuxPanes(damaged, Mark))
            QVERIFY(window.pane.starts_with('%') && window.process >= 0);
    }
}

QTEST_GUILESS_MAIN(TmuxListingTest)
#include "tmux_listing_test.moc"
