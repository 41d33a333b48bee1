// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/theme/tokens.h"

#include <QProxyStyle>

namespace ax::widgets {

/// Fusion with the look's own drawing of the controls people see all day: buttons, fields, lists, headers,
/// tabs, menus, scroll bars, splitters. Flat, one-pixel lines, nothing animates. A QPushButton with the
/// dynamic property `primary` set to true is the one filled button of its view. What is not drawn here is
/// Fusion's, in the theme's palette. The drawing itself is in control_painting.h.
class ControlStyle final : public QProxyStyle {
    Q_OBJECT

public:
    ControlStyle();

    const Tokens& tokens() const { return m_tokens; }
    void setTokens(const Tokens& tokens) { m_tokens = tokens; }

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                         const QWidget* widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption* option,
                         const QWidget* widget) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& contents,
                           const QWidget* widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* returnData) const override;
    void polish(QWidget* widget) override;
    using QProxyStyle::polish;

private:
    bool drawFrame(PrimitiveElement element, const QStyleOption& option, QPainter& painter) const;
    bool drawPanel(PrimitiveElement element, const QStyleOption& option, QPainter& painter,
                   const QWidget* widget) const;
    bool drawIndicator(PrimitiveElement element, const QStyleOption& option, QPainter& painter) const;
    bool drawBar(ControlElement element, const QStyleOption& option, QPainter& painter) const;

    Tokens m_tokens;
};

} // namespace ax::widgets
