// SPDX-License-Identifier: MIT
#include "widgets/theme/tokens.h"

#include <QTest>

#include <array>

using namespace ax::widgets;

class TokensTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void contrastFollowsTheStandard();
    void textIsReadableOnEveryGround_data();
    void textIsReadableOnEveryGround();
    void stateIsReadableOnItsOwnGround_data() { textIsReadableOnEveryGround_data(); }
    void stateIsReadableOnItsOwnGround();
    void theAccentIsMovedNoFurtherThanNeeded();
    void mixingIsOpaqueAndBounded();
};

void TokensTest::contrastFollowsTheStandard() {
    QCOMPARE(contrastRatio(Qt::black, Qt::white), 21.0);
    QCOMPARE(contrastRatio(Qt::white, Qt::black), 21.0);
    QCOMPARE(contrastRatio(Qt::red, Qt::red), 1.0);
    // The grey that WCAG's own material names as the lightest one for text on white.
    QVERIFY(contrastRatio(QColor(0x76, 0x76, 0x76), Qt::white) >= 4.5);
    QVERIFY(contrastRatio(QColor(0x77, 0x77, 0x77), Qt::white) < 4.5);
}

void TokensTest::textIsReadableOnEveryGround_data() {
    QTest::addColumn<Scheme>("scheme");
    QTest::addColumn<QColor>("accent");
    const std::array<std::pair<const char*, QColor>, 8> accents{{
        {"default", QColor()},
        {"yellow", QColor(Qt::yellow)},
        {"black", QColor(Qt::black)},
        {"white", QColor(Qt::white)},
        {"navy", QColor(0, 0, 90)},
        {"pale pink", QColor(255, 214, 224)},
        {"breeze", QColor(61, 174, 233)},
        {"grey", QColor(128, 128, 128)},
    }};
    for (const auto& [name, accent] : accents) {
        QTest::addRow("light, %s", name) << Scheme::Light << accent;
        QTest::addRow("dark, %s", name) << Scheme::Dark << accent;
    }
}

void TokensTest::textIsReadableOnEveryGround() {
    QFETCH(Scheme, scheme);
    QFETCH(QColor, accent);
    const Tokens tokens = makeTokens(scheme, accent);
    const std::array texts{&Tokens::text,  &Tokens::muted, &Tokens::accent, &Tokens::red,
                           &Tokens::green, &Tokens::amber, &Tokens::violet};
    const std::array grounds{&Tokens::window, &Tokens::base, &Tokens::alternate, &Tokens::hover,
                             &Tokens::selection};
    for (const auto text : texts) {
        for (const auto ground : grounds) {
            const double ratio = contrastRatio(tokens.*text, tokens.*ground);
            QVERIFY2(ratio >= 4.5, qPrintable(QStringLiteral("%1 on %2: %3")
                                                  .arg((tokens.*text).name(), (tokens.*ground).name())
                                                  .arg(ratio)));
        }
    }
    QVERIFY(contrastRatio(tokens.accentText, tokens.accent) >= 4.5);
    QVERIFY(contrastRatio(tokens.text, tokens.code) >= 4.5);
    // Marks need less than words (WCAG 1.4.11).
    QVERIFY(contrastRatio(tokens.grey, tokens.base) >= 3);
}

void TokensTest::stateIsReadableOnItsOwnGround() {
    QFETCH(Scheme, scheme);
    QFETCH(QColor, accent);
    const Tokens tokens = makeTokens(scheme, accent);
    const std::array<std::pair<QColor, QColor>, 6> pairs{{
        {tokens.red, tokens.redGround},
        {tokens.green, tokens.greenGround},
        {tokens.amber, tokens.amberGround},
        {tokens.accent, tokens.accentGround},
        {tokens.violet, tokens.violetGround},
        {tokens.muted, tokens.greyGround},
    }};
    for (const auto& [state, ground] : pairs) {
        QVERIFY2(contrastRatio(state, ground) >= 4.5, qPrintable(state.name() + ground.name()));
        QVERIFY2(contrastRatio(tokens.text, ground) >= 4.5, qPrintable(ground.name()));
    }
}

void TokensTest::theAccentIsMovedNoFurtherThanNeeded() {
    const std::array grounds{QColor(Qt::white)};
    QCOMPARE(readableOn(QColor(0x20, 0x40, 0x80), grounds), QColor(0x20, 0x40, 0x80));
    const QColor moved = readableOn(QColor(0x3d, 0xae, 0xe9), grounds);
    QVERIFY(contrastRatio(moved, Qt::white) >= 4.5);
    QVERIFY(contrastRatio(moved, Qt::white) < 4.8);
    QVERIFY(std::abs(moved.hslHue() - QColor(0x3d, 0xae, 0xe9).hslHue()) <= 3);
}

void TokensTest::mixingIsOpaqueAndBounded() {
    QCOMPARE(mixed(Qt::black, Qt::white, 0), QColor(Qt::black));
    QCOMPARE(mixed(Qt::black, Qt::white, 1), QColor(Qt::white));
    QCOMPARE(mixed(Qt::black, Qt::white, 7), QColor(Qt::white));
    QCOMPARE(mixed(Qt::black, Qt::white, 0.5).alpha(), 255);
}

QTEST_GUILESS_MAIN(TokensTest)
#include "tokens_test.moc"
