// SPDX-License-Identifier: MIT
#include "widgets/theme/control_painting.h"
#include "widgets/theme/control_style.h"

#include <QPainter>
#include <QPushButton>
#include <QStyleOption>
#include <QToolButton>

namespace ax::widgets {

ButtonKind buttonKind(const QStyleOption& option, const QWidget* widget) {
    if (widget && widget->property("primary").toBool()) {
        return ButtonKind::Primary;
    }
    const auto* button = qstyleoption_cast<const QStyleOptionButton*>(&option);
    return button && button->features.testFlag(QStyleOptionButton::Flat) ? ButtonKind::Flat
                                                                         : ButtonKind::Ordinary;
}

void paintEdge(QPainter& painter, const QRect& area, Qt::Edge edge, const QColor& color) {
    painter.fillRect(area.left(), edge == Qt::TopEdge ? area.top() : area.bottom(), area.width(), 1, color);
}

bool ControlStyle::drawFrame(PrimitiveElement element, const QStyleOption& option, QPainter& painter) const {
    switch (element) {
    case PE_Frame:
    case PE_FrameMenu:
        paintBox(painter, option.rect, QColor(), m_tokens.line, 0);
        return true;
    case PE_FrameTabBarBase:
        paintEdge(painter, option.rect, Qt::BottomEdge, m_tokens.line);
        return true;
    case PE_FrameTabWidget:
        paintEdge(painter, option.rect, Qt::TopEdge, m_tokens.line);
        return true;
    case PE_FrameGroupBox:
    case PE_FrameStatusBarItem:
    case PE_FrameLineEdit:
        return true; // no boxes in boxes; the field's panel draws its own outline
    case PE_FrameFocusRect:
        paintFocusRing(painter, option.rect, m_tokens, 4);
        return true;
    default:
        return false;
    }
}

bool ControlStyle::drawPanel(PrimitiveElement element, const QStyleOption& option, QPainter& painter,
                             const QWidget* widget) const {
    switch (element) {
    case PE_PanelButtonCommand:
        paintButton(painter, option, buttonKind(option, widget), m_tokens);
        return true;
    case PE_PanelButtonTool:
        paintButton(painter, option,
                    option.state.testFlag(State_AutoRaise) ? ButtonKind::Flat : buttonKind(option, widget),
                    m_tokens);
        return true;
    case PE_PanelLineEdit:
        if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(&option);
            frame && frame->lineWidth > 0) {
            paintField(painter, option, m_tokens);
        }
        return true;
    case PE_PanelItemViewItem:
        if (option.state.testFlag(State_Selected)) {
            painter.fillRect(option.rect, m_tokens.selection);
        } else if (option.state.testFlag(State_MouseOver) && option.state.testFlag(State_Enabled)) {
            painter.fillRect(option.rect, m_tokens.hover);
        }
        return true;
    case PE_PanelItemViewRow: // asked for under every cell; what is selected, the items paint
        if (const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(&option);
            item && item->features.testFlag(QStyleOptionViewItem::Alternate)) {
            painter.fillRect(option.rect, option.palette.alternateBase());
        }
        return true;
    case PE_PanelMenu:
        painter.fillRect(option.rect, m_tokens.base);
        return true;
    case PE_PanelTipLabel:
        painter.fillRect(option.rect, option.palette.toolTipBase());
        paintBox(painter, option.rect, QColor(), m_tokens.edge, 0);
        return true;
    case PE_PanelMenuBar:
    case PE_PanelScrollAreaCorner:
        painter.fillRect(option.rect, element == PE_PanelMenuBar ? m_tokens.window : m_tokens.base);
        return true;
    case PE_PanelStatusBar:
        painter.fillRect(option.rect, m_tokens.window);
        paintEdge(painter, option.rect, Qt::TopEdge, m_tokens.line);
        return true;
    default:
        return false;
    }
}

bool ControlStyle::drawIndicator(PrimitiveElement element, const QStyleOption& option,
                                 QPainter& painter) const {
    const QColor ink = option.state.testFlag(State_Enabled) ? m_tokens.muted : m_tokens.faint;
    switch (element) {
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        paintCheckBox(painter, option, m_tokens);
        return true;
    case PE_IndicatorRadioButton:
        paintRadioButton(painter, option, m_tokens);
        return true;
    case PE_IndicatorArrowDown:
        paintChevron(painter, option.rect, Direction::Down, ink);
        return true;
    case PE_IndicatorArrowUp:
        paintChevron(painter, option.rect, Direction::Up, ink);
        return true;
    case PE_IndicatorArrowLeft:
        paintChevron(painter, option.rect, Direction::Left, ink);
        return true;
    case PE_IndicatorArrowRight:
        paintChevron(painter, option.rect, Direction::Right, ink);
        return true;
    case PE_IndicatorBranch:
        if (option.state.testFlag(State_Children)) {
            const bool mirrored = option.direction == Qt::RightToLeft;
            paintChevron(painter, option.rect,
                         option.state.testFlag(State_Open) ? Direction::Down
                         : mirrored                        ? Direction::Left
                                                           : Direction::Right,
                         ink);
        }
        return true;
    case PE_IndicatorToolBarSeparator:
        painter.fillRect(QRect(option.rect.center().x(), option.rect.top() + 6, 1, option.rect.height() - 12),
                         m_tokens.line);
        return true;
    default:
        return false;
    }
}

void ControlStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                 const QWidget* widget) const {
    if (element == PE_FrameFocusRect && widget &&
        (qobject_cast<const QPushButton*>(widget) || qobject_cast<const QToolButton*>(widget) ||
         widget->inherits("QComboBoxListView"))) {
        return; // the buttons' panels have drawn it; in a popup the tint is enough
    }
    if (!drawFrame(element, *option, *painter) && !drawPanel(element, *option, *painter, widget) &&
        !drawIndicator(element, *option, *painter)) {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

} // namespace ax::widgets
