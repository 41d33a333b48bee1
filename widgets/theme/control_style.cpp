// SPDX-License-Identifier: MIT
#include "widgets/theme/control_style.h"

namespace ax::widgets {

ControlStyle::ControlStyle()
    : QProxyStyle(QStringLiteral("Fusion")), m_tokens(makeTokens(Scheme::Light, {})) {
}

int ControlStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
    switch (metric) {
    case PM_SplitterWidth:
        return 1; // QSplitter widens the grab area of thin handles by itself
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int ControlStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                            QStyleHintReturn* returnData) const {
    switch (hint) {
    case SH_Widget_Animation_Duration:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

} // namespace ax::widgets
