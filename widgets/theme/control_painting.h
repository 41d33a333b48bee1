// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/theme/tokens.h"

#include <QRect>
#include <QStyle>

class QPainter;
class QWidget;
class QStyleOption;
class QStyleOptionButton;
class QStyleOptionComboBox;
class QStyleOptionHeader;
class QStyleOptionMenuItem;
class QStyleOptionProgressBar;
class QStyleOptionSlider;
class QStyleOptionSpinBox;
class QStyleOptionTab;

namespace ax::widgets {

// How ControlStyle draws each control. Pure functions of the option and the tokens; the painter is restored.

enum class ButtonKind { Ordinary, Primary, Flat };
enum class Direction { Up, Down, Left, Right };

/// One-pixel outline exactly on the pixel grid around a filled rounded rectangle. An invalid colour leaves
/// that part out.
void paintBox(QPainter& painter, const QRectF& area, const QColor& fill, const QColor& outline,
              double radius);
/// The ring around what the keyboard acts on.
void paintFocusRing(QPainter& painter, const QRectF& area, const Tokens& tokens, double radius);
/// One pixel along the top or the bottom.
void paintEdge(QPainter& painter, const QRect& area, Qt::Edge edge, const QColor& color);
void paintChevron(QPainter& painter, const QRectF& area, Direction direction, const QColor& color);

// control_buttons.cpp
ButtonKind buttonKind(const QStyleOption& option, const QWidget* widget);
void paintButton(QPainter& painter, const QStyleOption& option, ButtonKind kind, const Tokens& tokens);
void paintCheckBox(QPainter& painter, const QStyleOption& option, const Tokens& tokens);
void paintRadioButton(QPainter& painter, const QStyleOption& option, const Tokens& tokens);
void paintField(QPainter& painter, const QStyleOption& option, const Tokens& tokens);
void paintComboBox(QPainter& painter, const QStyleOptionComboBox& option, const Tokens& tokens,
                   const QRect& arrow);
void paintSpinBox(QPainter& painter, const QStyleOptionSpinBox& option, const Tokens& tokens, const QRect& up,
                  const QRect& down);

// control_bars.cpp
void paintHeader(QPainter& painter, const QStyleOptionHeader& option, const Tokens& tokens);
void paintTab(QPainter& painter, const QStyleOptionTab& option, const Tokens& tokens);
/// Where a part of a scroll bar lies. It has no buttons: the groove is the whole bar. `smallest`: px.
QRect scrollBarPart(const QStyleOptionSlider& option, QStyle::SubControl part, int smallest);
void paintScrollBar(QPainter& painter, const QStyleOptionSlider& option, const Tokens& tokens,
                    const QRect& handle);
void paintProgress(QPainter& painter, const QStyleOptionProgressBar& option, const Tokens& tokens);

// control_menus.cpp
constexpr int MenuMarkWidth = 24; ///< px: column of check marks and icons
void paintMenuItem(QPainter& painter, const QStyleOptionMenuItem& option, const Tokens& tokens,
                   const QStyle& style);
void paintMenuBarItem(QPainter& painter, const QStyleOptionMenuItem& option, const Tokens& tokens,
                      const QStyle& style);
QSize menuItemSize(const QStyleOptionMenuItem& option, const QSize& contents);

} // namespace ax::widgets
