// SPDX-License-Identifier: MIT
#include "widgets/session/session_text.h"

#include <QTest>

using namespace ax;
using namespace ax::widgets;

class SessionTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void displayTextIsHarmless();
    void evidenceCarriesItsTime();
    void anUnknownPriceIsNeverZeroDollars();
};

void SessionTextTest::displayTextIsHarmless() {
    QCOMPARE(displayText("plain \xe8\xa7\xa3"), QStringLiteral("plain \u89e3"));
    QCOMPARE(displayText("a\x1b[31mb\x07"), QStringLiteral("a[31mb"));
    QCOMPARE(displayText("two\nlines\tand tab"), QStringLiteral("two lines and tab"));
    QCOMPARE(displayText("x\xe2\x80\xaegnp.exe"), QStringLiteral("xgnp.exe")); // right-to-left override
    QCOMPARE(displayText(std::string_view("nul\0inside", 10)), QStringLiteral("nulinside"));
    QVERIFY(!displayText("bad \xff\xfe").isEmpty());
}

void SessionTextTest::evidenceCarriesItsTime() {
    SessionStatus status;
    status.status = Status::NeedsYou;
    status.detail = "approve Bash: touch y.txt";
    status.evidence = "reported by the agent";
    QCOMPARE(evidenceText(status), QStringLiteral("reported by the agent"));
    status.since = parseTimestamp("2026-11-21T10:03:12Z");
    QCOMPARE(evidenceText(status), QStringLiteral("reported by the agent, 10:03:12"));
    QCOMPARE(statusSentence(status),
             QStringLiteral("needs you: approve Bash: touch y.txt (reported by the agent, 10:03:12)"));
}

void SessionTextTest::anUnknownPriceIsNeverZeroDollars() {
    QVERIFY(!costSentence(Cost{}).contains(u'$'));
    QCOMPARE(costSentence(Cost{.basis = CostBasis::Estimated, .dollars = 3.017}),
             QStringLiteral("about $3.02 at API prices"));
}

QTEST_GUILESS_MAIN(SessionTextTest)
#include "session_text_test.moc"
