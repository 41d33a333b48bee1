// SPDX-License-Identifier: MIT
#include "widgets/theme/fonts.h"

#include <QFontMetrics>

#include <algorithm>

namespace ax::widgets {

namespace {

QFont scaled(QFont font, double factor) {
    // A font has either a size in points or one in pixels; the other reads -1.
    if (font.pointSizeF() > 0) {
        font.setPointSizeF(font.pointSizeF() * factor);
    } else {
        font.setPixelSize(std::max(1, qRound(font.pixelSize() * factor)));
    }
    return font;
}

} // namespace

QFont titleFont(const QFont& content) {
    QFont font = scaled(content, 15.0 / 13.0);
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont secondaryFont(const QFont& content) {
    return scaled(content, 12.0 / 13.0);
}

QFont sectionFont(const QFont& content) {
    QFont font = scaled(content, 11.0 / 13.0);
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont tabularFont(const QFont& content) {
    QFont font = content;
    font.setFeature("tnum", 1);
    return font;
}

int heightFor(const QFont& content, int minimum) {
    const int needed = QFontMetrics(content).height() + 8;
    return std::max(minimum, (needed + 3) / 4 * 4);
}

} // namespace ax::widgets
