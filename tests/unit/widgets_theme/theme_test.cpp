// SPDX-License-Identifier: MIT
#include "widgets/theme/palette.h"
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
    void theDesktopsWishesAreRead_data();
    void theDesktopsWishesAreRead();
    void editedTextIsSelectedMoreDeeplyThanRows();
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

void ThemeTest::theDesktopsWishesAreRead_data() {
    QTest::addColumn<QColor>("accent");
    QTest::addColumn<QColor>("highlight");
    QTest::addColumn<QColor>("window");
    QTest::addColumn<Qt::ColorScheme>("hint");
    QTest::addColumn<QColor>("expectedAccent");
    QTest::addColumn<Scheme>("expectedScheme");
    const QColor own(Qt::blue);
    const QColor pink(233, 61, 88);
    const auto unknown = Qt::ColorScheme::Unknown;
    QTest::newRow("nothing chosen") << own << own << QColor(Qt::white) << unknown << QColor()
                                    << Scheme::Light;
    QTest::newRow("an accent") << pink << own << QColor(Qt::white) << unknown << pink << Scheme::Light;
    QTest::newRow("only a highlight") << own << pink << QColor(Qt::white) << unknown << pink << Scheme::Light;
    QTest::newRow("both") << pink << QColor(Qt::red) << QColor(Qt::white) << unknown << pink << Scheme::Light;
    QTest::newRow("dark by colours") << own << own << QColor(40, 40, 40) << unknown << QColor()
                                     << Scheme::Dark;
    QTest::newRow("dark by hint") << own << own << QColor(Qt::white) << Qt::ColorScheme::Dark << QColor()
                                  << Scheme::Dark;
    QTest::newRow("the hint wins") << own << own << QColor(40, 40, 40) << Qt::ColorScheme::Light << QColor()
                                   << Scheme::Light;
}

void ThemeTest::theDesktopsWishesAreRead() {
    QFETCH(QColor, accent);
    QFETCH(QColor, highlight);
    QFETCH(QColor, window);
    QFETCH(Qt::ColorScheme, hint);
    QFETCH(QColor, expectedAccent);
    QFETCH(Scheme, expectedScheme);
    QPalette standard;
    standard.setColor(QPalette::Accent, Qt::blue);
    standard.setColor(QPalette::Highlight, Qt::blue);
    QPalette given;
    given.setColor(QPalette::Accent, accent);
    given.setColor(QPalette::Highlight, highlight);
    given.setColor(QPalette::Window, window);
    given.setColor(QPalette::WindowText, window.lightness() < 128 ? Qt::white : Qt::black);
    const PlatformLook look = platformLook(given, standard, hint);
    QCOMPARE(look.accent, expectedAccent);
    QCOMPARE(look.scheme, expectedScheme);
}

void ThemeTest::editedTextIsSelectedMoreDeeplyThanRows() {
    for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
        const Tokens tokens = makeTokens(scheme, {});
        const QColor row = paletteFrom(tokens).color(QPalette::Highlight);
        const QPalette editor = editorPaletteFrom(tokens);
        QVERIFY(contrastRatio(editor.color(QPalette::Highlight), tokens.base) >
                contrastRatio(row, tokens.base));
        QVERIFY(contrastRatio(editor.color(QPalette::HighlightedText), editor.color(QPalette::Highlight)) >=
                4.5);
    }
}

QTEST_MAIN(ThemeTest)
#include "theme_test.moc"
