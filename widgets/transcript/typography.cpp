// SPDX-License-Identifier: MIT
#include "widgets/transcript/typography.h"

#include "widgets/theme/fonts.h"

#include <QFontDatabase>
#include <QFontInfo>

#include <algorithm>
#include <cmath>

namespace ax::widgets {
namespace {

int pitch(const QFont& font, double factor) {
    return static_cast<int>(std::lround(font.pixelSize() * factor));
}

QFont sized(QFont font, int pixelSize) {
    font.setPixelSize(std::max(pixelSize, 6));
    return font;
}

} // namespace

Typography::Typography(const QFont& content) {
    const int size = QFontInfo(content).pixelSize();
    text = sized(content, size);
    secondary = tabularFont(sized(content, size - 1));
    mono = sized(QFontDatabase::systemFont(QFontDatabase::FixedFont), size - 1);
    mono.setStyleHint(QFont::Monospace);
    linePitch = pitch(text, 1.54);
    secondaryPitch = pitch(secondary, 1.34);
    monoPitch = pitch(mono, 1.5);
}

QFont Typography::heading(int level) const {
    QFont font = text;
    font.setPixelSize(text.pixelSize() + std::max(0, 3 - level));
    font.setWeight(QFont::DemiBold);
    return font;
}

int Typography::headingPitch(int level) const {
    return linePitch + std::max(0, 3 - level);
}

} // namespace ax::widgets
