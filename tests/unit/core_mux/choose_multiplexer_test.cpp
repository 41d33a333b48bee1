// SPDX-License-Identifier: MIT
#include "core/mux/choose_multiplexer.h"

#include <QtTest>

using namespace ax;

class ChooseMultiplexerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void chooses_data();
    void chooses();
};

void ChooseMultiplexerTest::chooses_data() {
    QTest::addColumn<QByteArray>("mux");
    QTest::addColumn<bool>("isInside");
    QTest::addColumn<QByteArray>("searched");
    QTest::addColumn<QByteArray>("opened");
    QTest::newRow("nothing") << QByteArray() << false << QByteArray() << QByteArray();
    QTest::newRow("unset, inside") << QByteArray() << true << QByteArray("tmux") << QByteArray();
    QTest::newRow("tmux, outside") << QByteArray("tmux") << false << QByteArray("tmux") << QByteArray();
    QTest::newRow("tmux, inside") << QByteArray("tmux") << true << QByteArray("tmux") << QByteArray("tmux");
    QTest::newRow("zellij, outside") << QByteArray("zellij") << false << QByteArray() << QByteArray();
    QTest::newRow("zellij, inside") << QByteArray("zellij") << true << QByteArray("zellij")
                                    << QByteArray("zellij");
    QTest::newRow("process") << QByteArray("process") << true << QByteArray() << QByteArray();
    QTest::newRow("none") << QByteArray("none") << true << QByteArray() << QByteArray();
}

void ChooseMultiplexerTest::chooses() {
    QFETCH(const QByteArray, mux);
    QFETCH(const bool, isInside);
    QFETCH(const QByteArray, searched);
    QFETCH(const QByteArray, opened);
    Config config = builtInConfig();
    config.mux = mux.toStdString();
    const Environment environment(
        isInside ? Environment::Variables{{"TMUX", "/tmp/x,1,0"}, {"ZELLIJ_SESSION_NAME", "hill"}}
                 : Environment::Variables{});
    const RealProcessRunner runner;
    const auto toSearch = multiplexerToSearch(config, environment, runner);
    const auto toOpen = multiplexerToOpenIn(config, environment, runner);
    QCOMPARE(toSearch ? std::string(toSearch->name()) : "", searched.toStdString());
    QCOMPARE(toOpen ? std::string(toOpen->name()) : "", opened.toStdString());
}

QTEST_GUILESS_MAIN(ChooseMultiplexerTest)
#include "choose_multiplexer_test.moc"
