// SPDX-License-Identifier: MIT
#include "core/launch/terminal_environment.h"

#include <QTest>

using namespace ax;

class TerminalEnvironmentTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void marksOfOtherTerminalsAreGone();
};

void TerminalEnvironmentTest::marksOfOtherTerminalsAreGone() {
    const Environment environment({{"HOME", "/home/ann"},
                                   {"TMUX", "/tmp/x"},
                                   {"TERM", "screen"},
                                   {"ZELLIJ", "0"},
                                   {"TERM_PROGRAM", "tmux"},
                                   {"PATH", "/bin"}});
    const auto variables = terminalEnvironment(environment);
    QCOMPARE(variables.at("HOME"), std::string("/home/ann"));
    QCOMPARE(variables.at("PATH"), std::string("/bin"));
    QCOMPARE(variables.at("TERM"), std::string("xterm-256color"));
    QVERIFY(!variables.contains("TMUX"));
    QVERIFY(!variables.contains("ZELLIJ"));
    QVERIFY(!variables.contains("TERM_PROGRAM"));
}

QTEST_GUILESS_MAIN(TerminalEnvironmentTest)
#include "terminal_environment_test.moc"
