// SPDX-License-Identifier: MIT
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QSignalSpy>
#include <QStyle>
#include <QTest>

using namespace ax::widgets;

class ThemeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theChoiceDecides();
    void thePaletteIsTheTokens();
    void withoutAPlatformAccentTheLooksOwnIsTaken();
};

void ThemeTest::theChoiceDecides() {
    Theme theme(*qApp, SchemeChoice::Light);
    QCOMPARE(theme.scheme(), Scheme::Light);
    QSignalSpy changed(&theme, &Theme::changed);
    theme.setChoice(SchemeChoice::Dark);
    QCOMPARE(theme.scheme(), Scheme::Dark);
    QVERIFY(changed.count() >= 1);
    QVERIFY(theme.tokens().base.lightness() < 80);
    changed.clear();
    theme.setChoice(SchemeChoice::Dark);
    QCOMPARE(changed.count(), 0);
}

void ThemeTest::thePaletteIsTheTokens() {
    for (const auto choice : {SchemeChoice::Light, SchemeChoice::Dark}) {
        const Theme theme(*qApp, choice);
        const QPalette palette = QApplication::palette();
        QCOMPARE(palette.color(QPalette::Window), theme.tokens().window);
        QCOMPARE(palette.color(QPalette::Base), theme.tokens().base);
        QCOMPARE(palette.color(QPalette::Text), theme.tokens().text);
        QCOMPARE(palette.color(QPalette::Highlight), theme.tokens().selection);
        QCOMPARE(palette.color(QPalette::Inactive, QPalette::Highlight), theme.tokens().selection);
        QCOMPARE(palette.color(QPalette::Disabled, QPalette::Text), theme.tokens().faint);
        QCOMPARE(QApplication::palette("QLineEdit").color(QPalette::Base), theme.tokens().base);
    }
}

void ThemeTest::withoutAPlatformAccentTheLooksOwnIsTaken() {
    Theme theme(*qApp, SchemeChoice::Light);
    QCOMPARE(theme.tokens().accent, makeTokens(Scheme::Light, {}).accent);
    theme.setChoice(SchemeChoice::Dark);
    QCOMPARE(theme.tokens().accent, makeTokens(Scheme::Dark, {}).accent);
    theme.setChoice(SchemeChoice::Light);
    QCOMPARE(theme.tokens().accent, makeTokens(Scheme::Light, {}).accent);
}

QTEST_MAIN(ThemeTest)
#include "theme_test.moc"
