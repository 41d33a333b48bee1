// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/theme/tokens.h"

#include <QProxyStyle>

namespace ax::widgets {

/// Fusion with the look's own drawing of the controls people see all day: buttons, fields, lists, headers,
/// tabs, menus, scroll bars, splitters. Flat, one-pixel lines, nothing animates. A QPushButton with the
/// dynamic property `primary` set to true is the one filled button of its view. What is not drawn here is
/// Fusion's, in the theme's palette.
class ControlStyle final : public QProxyStyle {
    Q_OBJECT

public:
    ControlStyle();

    const Tokens& tokens() const { return m_tokens; }
    void setTokens(const Tokens& tokens) { m_tokens = tokens; }

    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* returnData) const override;

private:
    Tokens m_tokens;
};

} // namespace ax::widgets
