// SPDX-License-Identifier: MIT
#include "terminal/colour_scheme.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace ax::terminal;
using namespace Qt::StringLiterals;

namespace {

double luminance(std::uint32_t colour) {
    const auto linear = [](std::uint32_t channel) {
        const double value = (channel & 0xFF) / 255.0;
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour >> 16) + 0.7152 * linear(colour >> 8) + 0.0722 * linear(colour);
}

double contrast(std::uint32_t a, std::uint32_t b) {
    const double first = luminance(a) + 0.05;
    const double second = luminance(b) + 0.05;
    return std::max(first / second, second / first);
}

} // namespace

class ColourSchemeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void base();
    void everyColourCanBeRead();
};

void ColourSchemeTest::base() {
    const TerminalColours light = readScheme(TerminalAppearance::Scheme::Light);
    QCOMPARE(light.background, 0xFFFFFFU);
    QCOMPARE(light.foreground, 0x1C1E22U);
    const TerminalColours dark = readScheme(TerminalAppearance::Scheme::Dark);
    QCOMPARE(dark.background, 0x202328U);
    QCOMPARE(dark.foreground, 0xE5E7EAU);
}

void ColourSchemeTest::everyColourCanBeRead() {
    for (const auto scheme : {TerminalAppearance::Scheme::Light, TerminalAppearance::Scheme::Dark}) {
        const TerminalColours colours = readScheme(scheme);
        QVERIFY(contrast(colours.foreground, colours.background) > 12);
        const bool dark = scheme == TerminalAppearance::Scheme::Dark;
        for (std::size_t i = dark ? 1 : 0; i < colours.palette.size(); ++i) { // black is black
            const double ratio = contrast(colours.palette[i], colours.background);
            QVERIFY2(ratio >= 4.5, qPrintable(u"colour %1: %2"_s.arg(i).arg(ratio)));
        }
    }
}

QTEST_GUILESS_MAIN(ColourSchemeTest)
#include "colour_scheme_test.moc"
