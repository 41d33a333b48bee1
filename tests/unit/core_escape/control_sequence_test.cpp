// SPDX-License-Identifier: MIT
#include "core/escape/control_sequence.h"

#include <QTest>

#include <string>
#include <vector>

using namespace ax::terminal;

class ControlSequenceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void splits();
    void refuses();
    void parameters();
    void writes();
};

void ControlSequenceTest::splits() {
    const ControlSequence mode = splitControlSequence("?2026$", 'p');
    QCOMPARE(mode.prefix, '?');
    QCOMPARE(mode.parameters, "2026");
    QCOMPARE(mode.intermediates, "$");
    QCOMPARE(mode.final, 'p');
    const ControlSequence colour = splitControlSequence("38:2::1:2:3;1", 'm');
    QCOMPARE(colour.prefix, '\0');
    QCOMPARE(colour.parameters, "38:2::1:2:3;1");
    QCOMPARE(splitControlSequence("", 'H').final, 'H');
}

void ControlSequenceTest::refuses() {
    for (const char* const body : {"1?", "??", "1$1", " 1", "1;<", "$?"})
        QCOMPARE(splitControlSequence(body, 'h').final, '\0');
}

void ControlSequenceTest::parameters() {
    const auto values = [](std::string_view text) {
        const Parameters parameters(text);
        return std::vector<int>(parameters.values().begin(), parameters.values().end());
    };
    QCOMPARE(values(""), std::vector<int>());
    QCOMPARE(values(";"), (std::vector{0, 0}));
    QCOMPARE(values("1;;22"), (std::vector{1, 0, 22}));
    QCOMPARE(values("4:3;5"), (std::vector{4, 5}));
    QCOMPARE(values("99999999999999999999"), std::vector{9999});
    QCOMPARE(values(std::string(200, ';')).size(), 32U);
    QCOMPARE(Parameters("").first(), 0);
    QCOMPARE(Parameters("7;8").first(), 7);
}

void ControlSequenceTest::writes() {
    std::string out = "x";
    appendControlSequence(out, '?', std::vector{25, 9999}, 'h');
    appendControlSequence(out, 0, {}, 'H');
    QCOMPARE(out, "x\x1b[?25;9999h\x1b[H");
}

QTEST_GUILESS_MAIN(ControlSequenceTest)
#include "control_sequence_test.moc"
