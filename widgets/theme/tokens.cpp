// SPDX-License-Identifier: MIT
#include "widgets/theme/tokens.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace ax::widgets {

namespace {

double linear(double channel) {
    return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& color) {
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

bool readableOnAll(const QColor& color, std::span<const QColor> grounds, double ratio) {
    return std::ranges::all_of(grounds,
                               [&](const QColor& ground) { return contrastRatio(color, ground) >= ratio; });
}

QColor rgb(QRgb value) {
    return QColor::fromRgb(value);
}

// The state colours of the light set are a shade deeper than a white ground needs: they must also be read on
// the selection.
Tokens lightTokens() {
    Tokens tokens;
    tokens.window = rgb(0xf5f5f7);
    tokens.base = rgb(0xffffff);
    tokens.alternate = rgb(0xfafafb);
    tokens.text = rgb(0x1c1e22);
    tokens.muted = rgb(0x646971);
    tokens.faint = rgb(0x9aa0a8);
    tokens.line = rgb(0xe2e3e7);
    tokens.red = rgb(0xc0344c);
    tokens.green = rgb(0x1a774f);
    tokens.amber = rgb(0x945c00);
    tokens.violet = rgb(0x864ac6);
    tokens.grey = rgb(0x8a9098);
    tokens.redGround = rgb(0xfdecef);
    tokens.greenGround = rgb(0xe6f4ec);
    tokens.amberGround = rgb(0xfbf1dc);
    tokens.violetGround = rgb(0xf3ecfb);
    tokens.greyGround = rgb(0xededf0);
    tokens.code = rgb(0xf6f7f9);
    tokens.hover = rgb(0xf3f4f7);
    tokens.edge = rgb(0xd6d8de);
    return tokens;
}

Tokens darkTokens() {
    Tokens tokens;
    tokens.window = rgb(0x1a1c20);
    tokens.base = rgb(0x202328);
    tokens.alternate = rgb(0x23262c);
    tokens.text = rgb(0xe5e7ea);
    tokens.muted = rgb(0x9ca3ad);
    tokens.faint = rgb(0x6d747e);
    tokens.line = rgb(0x31353c);
    tokens.red = rgb(0xff7a8d);
    tokens.green = rgb(0x5fce9b);
    tokens.amber = rgb(0xf0b850);
    tokens.violet = rgb(0xc79bff);
    tokens.grey = rgb(0x838a95);
    tokens.redGround = rgb(0x3b2329);
    tokens.greenGround = rgb(0x1e352c);
    tokens.amberGround = rgb(0x382f1f);
    tokens.violetGround = rgb(0x30283f);
    tokens.greyGround = rgb(0x2b2f35);
    tokens.code = rgb(0x1b1e22);
    tokens.hover = rgb(0x272b31);
    tokens.edge = rgb(0x3c414a);
    return tokens;
}

/// A tint of the base on which everything can still be read: a glaring accent is laid on thinner.
QColor groundFor(const Tokens& tokens, const QColor& accent, double share) {
    const std::array texts{tokens.text, tokens.muted, tokens.red, tokens.green, tokens.amber, tokens.violet};
    QColor ground = mixed(tokens.base, accent, share);
    while (share > 0 && !readableOnAll(ground, texts, 4.5)) {
        share -= 0.005;
        ground = mixed(tokens.base, accent, share);
    }
    return ground;
}

} // namespace

double contrastRatio(const QColor& one, const QColor& other) {
    const double first = luminance(one) + 0.05;
    const double second = luminance(other) + 0.05;
    return std::max(first, second) / std::min(first, second);
}

QColor mixed(const QColor& under, const QColor& over, double share) {
    const float weight = static_cast<float>(std::clamp(share, 0.0, 1.0));
    const auto channel = [weight](float below, float above) { return below + (above - below) * weight; };
    return QColor::fromRgbF(channel(under.redF(), over.redF()), channel(under.greenF(), over.greenF()),
                            channel(under.blueF(), over.blueF()))
        .toRgb();
}

QColor readableOn(const QColor& color, std::span<const QColor> grounds, double ratio) {
    // Rounded to eight bits at each step: what is measured is what is painted.
    const auto moved = [&color](float lightness) {
        QColor result =
            QColor::fromHslF(color.hslHueF(), color.hslSaturationF(), std::clamp(lightness, 0.0F, 1.0F));
        return QColor::fromRgb(result.rgb());
    };
    constexpr float Step = 0.004F;
    const QColor opaque = QColor::fromRgb(color.rgb());
    if (readableOnAll(opaque, grounds, ratio)) {
        return opaque;
    }
    for (float shift = Step; shift <= 1; shift += Step) {
        for (const float direction : {-shift, shift}) {
            if (const QColor candidate = moved(color.lightnessF() + direction);
                readableOnAll(candidate, grounds, ratio)) {
                return candidate;
            }
        }
    }
    return opaque;
}

QColor defaultAccent(Scheme scheme) {
    return scheme == Scheme::Dark ? rgb(0x6ea0ff) : rgb(0x2563e4);
}

Tokens makeTokens(Scheme scheme, const QColor& accent) {
    const bool dark = scheme == Scheme::Dark;
    Tokens tokens = dark ? darkTokens() : lightTokens();
    const QColor wished = accent.isValid() ? accent : defaultAccent(scheme);
    tokens.selection = groundFor(tokens, wished, dark ? 0.18 : 0.13);
    tokens.accentGround = groundFor(tokens, wished, dark ? 0.16 : 0.11);
    if (wished == defaultAccent(scheme)) {
        tokens.selection = dark ? rgb(0x283853) : rgb(0xe4edfd);
    }
    const std::array grounds{tokens.window, tokens.base,      tokens.alternate,
                             tokens.hover,  tokens.selection, tokens.accentGround};
    tokens.accent = readableOn(wished, grounds);
    tokens.accentText =
        contrastRatio(Qt::white, tokens.accent) >= 4.5 ? QColor(Qt::white) : QColor(tokens.window);
    if (contrastRatio(tokens.accentText, tokens.accent) < 4.5) {
        tokens.accentText = QColor(Qt::black);
    }
    return tokens;
}

} // namespace ax::widgets
