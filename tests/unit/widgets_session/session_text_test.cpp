// SPDX-License-Identifier: MIT
#include "widgets/session/session_text.h"

#include <QTest>

using namespace ax;
using namespace ax::widgets;

class SessionTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aTitleIsOneHarmlessLine();
    void evidenceCarriesItsTime();
    void anUnknownPriceIsNeverZeroDollars();
};

void SessionTextTest::aTitleIsOneHarmlessLine() {
    Session session;
    session.title = "two\nlines \x1b[31mred\x07";
    QCOMPARE(displayTitle(session), QStringLiteral("two lines red"));
    session.title.clear();
    QCOMPARE(displayTitle(session), QStringLiteral("(no prompt yet)"));
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
