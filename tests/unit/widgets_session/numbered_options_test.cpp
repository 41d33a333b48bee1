// SPDX-License-Identifier: MIT
#include "widgets/session/numbered_options.h"

#include <QTest>

using namespace ax::widgets;

class NumberedOptionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsAnswersAsTheAgentNumbersThem_data();
    void readsAnswersAsTheAgentNumbersThem();
};

void NumberedOptionsTest::readsAnswersAsTheAgentNumbersThem_data() {
    QTest::addColumn<QString>("screen");
    QTest::addColumn<QStringList>("options");
    QTest::newRow("pointer before the first")
        << QStringLiteral("Do you want to proceed?\n ❯ 1. Yes\n   2. Yes, always\n   3. No\nEsc")
        << QStringList{QStringLiteral("1=Yes"), QStringLiteral("2=Yes, always"), QStringLiteral("3=No")};
    QTest::newRow("inside a frame") << QStringLiteral(
                                           "│ › 1. Yes, proceed (y)   │\n│   2. No, and tell (esc) │")
                                    << QStringList{QStringLiteral("1=Yes, proceed (y)"),
                                                   QStringLiteral("2=No, and tell (esc)")};
    QTest::newRow("an option that goes on over two lines")
        << QStringLiteral("1. Yes\n2. Yes, and always allow access to\n   the folder x\n3. No")
        << QStringList{QStringLiteral("1=Yes"), QStringLiteral("2=Yes, and always allow access to"),
                       QStringLiteral("3=No")};
    QTest::newRow("the last question counts")
        << QStringLiteral("1. old\n2. older\n\n1. Red\n2. Blue")
        << QStringList{QStringLiteral("1=Red"), QStringLiteral("2=Blue")};
    QTest::newRow("one is not a choice") << QStringLiteral("1. Introduction") << QStringList{};
    QTest::newRow("does not count up") << QStringLiteral("1. a\n3. b") << QStringList{};
    QTest::newRow("prose") << QStringLiteral("In 2. of the text\nnothing") << QStringList{};
    QTest::newRow("empty") << QString() << QStringList{};
}

void NumberedOptionsTest::readsAnswersAsTheAgentNumbersThem() {
    QFETCH(QString, screen);
    QStringList found;
    for (const NumberedOption& option : numberedOptions(screen)) {
        found.append(QStringLiteral("%1=%2").arg(option.number).arg(option.text));
    }
    QTEST(found, "options");
}

QTEST_GUILESS_MAIN(NumberedOptionsTest)
#include "numbered_options_test.moc"
