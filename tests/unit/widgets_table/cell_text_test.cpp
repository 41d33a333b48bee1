// SPDX-License-Identifier: MIT
#include "tests/unit/widgets_table/sessions.h"
#include "widgets/table/cell_text.h"

#include <QTest>

using namespace ax;
using namespace ax::test;
using namespace ax::widgets;
using namespace std::chrono_literals;
using Column = SessionColumn;

class CellTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void costs_data();
    void costs();
    void shares();
    void ages();
    void modelsGoWithoutFamilyAndDay();
    void foldersAreShortAndTellWhenTheyAreGone();
    void sessionsWithoutWordsHaveAPlaceholder();
    void hostileTitlesAreHarmless_data();
    void hostileTitlesAreHarmless();
    void toolTipsAreNeverMarkup();
    void statusSaysWhatAndWhoAndWhen();
    void rightToLeftStaysInItsCell();
    void screenReadersHearWhatIsPainted();

private:
    QString display(const SessionPointer& row, Column column) const {
        return m_text.display(*row, column, noon());
    }
    QString toolTip(const SessionPointer& row, Column column) const {
        return m_text.toolTip(*row, column, noon());
    }
    const CellText m_text{QStringLiteral("/home/ann")};
};

void CellTextTest::costs_data() {
    QTest::addColumn<int>("basis");
    QTest::addColumn<double>("dollars");
    QTest::addColumn<QString>("expected");
    const int recorded = static_cast<int>(CostBasis::Recorded);
    const int estimated = static_cast<int>(CostBasis::Estimated);
    QTest::newRow("recorded") << recorded << 3.02 << QStringLiteral("$3.02");
    QTest::newRow("estimated") << estimated << 3.019 << QStringLiteral("~$3.02");
    QTest::newRow("under a cent") << recorded << 0.004 << QStringLiteral("<1¢");
    QTest::newRow("estimated under a cent") << estimated << 0.0099 << QStringLiteral("<1¢");
    QTest::newRow("one cent") << recorded << 0.01 << QStringLiteral("$0.01");
    QTest::newRow("nothing") << recorded << 0.0 << QStringLiteral("$0.00");
    QTest::newRow("thousands") << estimated << 12345.6 << QStringLiteral("~$12,346");
    QTest::newRow("unknown") << static_cast<int>(CostBasis::Unknown) << 5.0 << QStringLiteral("–");
    QTest::newRow("not a number") << recorded << std::nan("") << QStringLiteral("–");
    QTest::newRow("negative") << recorded << -1.0 << QStringLiteral("–");
}

void CellTextTest::costs() {
    QFETCH(int, basis);
    QFETCH(double, dollars);
    QFETCH(QString, expected);
    QCOMPARE(costText({static_cast<CostBasis>(basis), dollars}), expected);
}

void CellTextTest::shares() {
    QCOMPARE(shareText(std::nullopt), QStringLiteral("–"));
    QCOMPARE(shareText(0.714), QStringLiteral("71%"));
    QCOMPARE(shareText(0.0001), QStringLiteral("0%"));
    QCOMPARE(shareText(1.04), QStringLiteral("104%"));
    QCOMPARE(shareText(1e300), QStringLiteral("999%"));
}

void CellTextTest::ages() {
    QCOMPARE(ageText(std::nullopt, noon()), QStringLiteral("–"));
    QCOMPARE(ageText(noon() - 20s, noon()), QStringLiteral("now"));
    QCOMPARE(ageText(noon() + 3h, noon()), QStringLiteral("now")); // a clock that was set back
    QCOMPARE(ageText(noon() - 5min, noon()), QStringLiteral("5m"));
    QCOMPARE(ageText(noon() - 3h, noon()), QStringLiteral("3h"));
    QCOMPARE(ageText(noon() - 300h, noon()), QStringLiteral("12d"));
}

void CellTextTest::modelsGoWithoutFamilyAndDay() {
    const auto shown = [this](const char* model) {
        return display(session("a", [model](Session& s) { s.model = model; }), Column::Model);
    };
    QCOMPARE(shown("claude-opus-5-5"), QStringLiteral("opus-5-5"));
    QCOMPARE(shown("gpt-6-astra"), QStringLiteral("gpt-6-astra"));
    QCOMPARE(shown("claude-opus-4-5-20251101"), QStringLiteral("opus-4-5"));
    QCOMPARE(shown("gpt-5-2025-08-07"), QStringLiteral("gpt-5"));
    QCOMPARE(shown("claude-opus-4-5-2025110"), QStringLiteral("opus-4-5-2025110"));
    QCOMPARE(shown("claude-20251101"), QStringLiteral("20251101"));
    QCOMPARE(shown("claude-"), QStringLiteral("claude-"));
    QCOMPARE(shown(""), QStringLiteral("–"));
    QVERIFY(toolTip(session("a"), Column::Model).contains(QStringLiteral("claude-opus-5-5")));
}

void CellTextTest::foldersAreShortAndTellWhenTheyAreGone() {
    QCOMPARE(display(session("a"), Column::Folder), QStringLiteral("~/src/api"));
    const SessionPointer gone = session("a", [](Session& s) { s.directoryExists = false; });
    QCOMPARE(display(gone, Column::Folder), QStringLiteral("! ~/src/api"));
    QVERIFY(toolTip(gone, Column::Folder).contains(QStringLiteral("moved or removed")));
    QVERIFY(toolTip(gone, Column::Folder).contains(QStringLiteral("Enter asks where it went")));
    QVERIFY(m_text.accessible(*gone, Column::Folder, noon()).contains(QStringLiteral("moved or removed")));
    const SessionPointer nowhere = session("a", [](Session& s) {
        s.directory.clear();
        s.directoryExists = false;
    });
    QCOMPARE(display(nowhere, Column::Folder), QStringLiteral("–"));
}

void CellTextTest::sessionsWithoutWordsHaveAPlaceholder() {
    for (const char* title : {"", "  \n ", "\x1b[31m\x1b[0m", "\xe2\x80\x8b"}) {
        const SessionPointer row = session("a", [title](Session& s) { s.title = title; });
        QCOMPARE(display(row, Column::Title), QStringLiteral("(no prompt yet)"));
        QVERIFY(m_text.isMuted(*row, Column::Title));
    }
    QVERIFY(!m_text.isMuted(*session("a"), Column::Title));
}

void CellTextTest::hostileTitlesAreHarmless_data() {
    QTest::addColumn<QByteArray>("title");
    QTest::newRow("escape sequence") << QByteArray("\x1b[2J\x1b]0;owned\x07 done");
    QTest::newRow("C1") << QByteArray("a \xc2\x9b"
                                      "31m b");
    QTest::newRow("line ends") << QByteArray("one\r\ntwo\nthree");
    QTest::newRow("NUL") << QByteArray("a\0b", 3);
    QTest::newRow("override") << QByteArray("evil \xe2\x80\xae"
                                            "fdp.exe");
    QTest::newRow("isolate") << QByteArray("evil \xe2\x81\xa7 never closed");
    QTest::newRow("broken UTF-8") << QByteArray("a \xff\xc3 b");
    QTest::newRow("huge") << QByteArray(5'000'000, 'x');
}

void CellTextTest::hostileTitlesAreHarmless() {
    QFETCH(QByteArray, title);
    const SessionPointer row = session("a", [&](Session& s) { s.title = title.toStdString(); });
    for (const QString& text :
         {display(row, Column::Title), m_text.accessible(*row, Column::Title, noon())}) {
        QVERIFY(text.size() <= 2001);
        for (const QChar c : text) {
            QVERIFY2(c.unicode() >= 0x20 && !(c.unicode() >= 0x7f && c.unicode() < 0xa0),
                     qPrintable(QString::number(c.unicode(), 16)));
            QVERIFY(c.unicode() < 0x202a || c.unicode() > 0x202e);
            QVERIFY(c.unicode() < 0x2066 || c.unicode() > 0x2069);
        }
    }
}

void CellTextTest::toolTipsAreNeverMarkup() {
    const SessionPointer row = session("a", [](Session& s) {
        s.title = "<img src='file:///etc/passwd'><b>x</b> & y";
        s.model = "<b>m</b>";
        s.directory = "/<i>tmp</i>";
        s.status = {Status::NeedsYou, "<u>do</u>", "<s>who</s>", noon()};
    });
    for (int column = 0; column < SessionColumnCount; ++column) {
        QString text = toolTip(row, static_cast<Column>(column));
        QVERIFY(text.isEmpty() ||
                (text.startsWith(QStringLiteral("<qt>")) && text.endsWith(QStringLiteral("</qt>"))));
        text = text.mid(4, text.size() - 9).remove(QStringLiteral("<br>"));
        QVERIFY2(!text.contains(u'<'), qPrintable(text));
    }
    QCOMPARE(plainToolTip(QString()), QString());
    QCOMPARE(plainToolTip(QStringLiteral("a\nb")), QStringLiteral("<qt>a<br>b</qt>"));
}

void CellTextTest::statusSaysWhatAndWhoAndWhen() {
    SessionStatus status{Status::NeedsYou, "approve Bash: touch y.txt", "reported by the agent", noon() - 4s};
    QCOMPARE(statusWithEvidence(status, noon()),
             QStringLiteral("needs you: approve Bash: touch y.txt · reported by the agent 4 s ago"));
    status.detail.clear();
    status.since = noon() - 3h;
    QCOMPARE(statusWithEvidence(status, noon()), QStringLiteral("needs you · reported by the agent 3 h ago"));
    status.since = noon() + 10s; // never "-10 s ago"
    QCOMPARE(statusWithEvidence(status, noon()), QStringLiteral("needs you · reported by the agent 0 s ago"));
    status.evidence.clear();
    QCOMPARE(statusWithEvidence(status, noon()), QStringLiteral("needs you"));
    QCOMPARE(statusWithEvidence({}, noon()), QStringLiteral("not running"));
}

void CellTextTest::rightToLeftStaysInItsCell() {
    QCOMPARE(isolated(QStringLiteral("left to right 解析")), QStringLiteral("left to right 解析"));
    const QString arabic = QStringLiteral("إصلاح (api)");
    QCOMPARE(isolated(arabic), QChar(0x2068) + arabic + QChar(0x2069));
    const SessionStatus status{Status::Working, arabic.toStdString(), "reported by the agent", noon()};
    const QString sentence = statusWithEvidence(status, noon());
    QVERIFY(sentence.contains(isolated(arabic)));
    QVERIFY(sentence.endsWith(QStringLiteral("0 s ago")));
}

void CellTextTest::screenReadersHearWhatIsPainted() {
    const SessionPointer row = session("a", [](Session& s) {
        s.contextTokens = 50'000;
        s.contextWindow = 200'000;
    });
    QVERIFY(m_text.accessible(*row, Column::Context, noon()).startsWith(QStringLiteral("25%")));
    QVERIFY(m_text.accessible(*session("a"), Column::Context, noon()).contains(QStringLiteral("not known")));
    QVERIFY(m_text.accessible(*session("a"), Column::Cost, noon()).contains(QStringLiteral("not known")));
    QCOMPARE(m_text.accessible(*row, Column::Status, noon()), QStringLiteral("not running"));
}

QTEST_GUILESS_MAIN(CellTextTest)
#include "cell_text_test.moc"
