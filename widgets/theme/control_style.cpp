// SPDX-License-Identifier: MIT
#include "widgets/theme/control_style.h"

#include "widgets/theme/control_painting.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/theme.h"

#include <QFrame>
#include <QHeaderView>
#include <QPainter>
#include <QPushButton>
#include <QStyleOption>
#include <QTabBar>
#include <QToolButton>

#include <algorithm>

namespace ax::widgets {

namespace {

constexpr int ComboArrowWidth = 24;
constexpr int FieldPadding = 6;

} // namespace

ControlStyle::ControlStyle()
    : QProxyStyle(QStringLiteral("Fusion")), m_tokens(makeTokens(Scheme::Light, {})) {
}

bool ControlStyle::drawBar(ControlElement element, const QStyleOption& option, QPainter& painter) const {
    switch (element) {
    case CE_HeaderEmptyArea:
        painter.fillRect(option.rect, m_tokens.alternate);
        paintEdge(painter, option.rect, Qt::BottomEdge, m_tokens.line);
        return true;
    case CE_MenuBarEmptyArea:
    case CE_MenuEmptyArea:
        painter.fillRect(option.rect, element == CE_MenuEmptyArea ? m_tokens.base : m_tokens.window);
        return true;
    case CE_ToolBar:
        painter.fillRect(option.rect, m_tokens.window);
        paintEdge(painter, option.rect, Qt::BottomEdge, m_tokens.line);
        return true;
    case CE_Splitter:
        painter.fillRect(option.rect,
                         option.state.testFlag(State_MouseOver) ? m_tokens.faint : m_tokens.line);
        return true;
    case CE_SizeGrip:
        return true;
    case CE_ShapedFrame:
        if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(&option)) {
            if (frame->frameShape == QFrame::HLine || frame->frameShape == QFrame::VLine) {
                const bool flat = frame->frameShape == QFrame::HLine;
                const QPoint middle = option.rect.center();
                painter.fillRect(flat ? QRect(option.rect.left(), middle.y(), option.rect.width(), 1)
                                      : QRect(middle.x(), option.rect.top(), 1, option.rect.height()),
                                 m_tokens.line);
                return true;
            }
        }
        return false;
    default:
        return false;
    }
}

void ControlStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                               const QWidget* widget) const {
    if (drawBar(element, *option, *painter)) {
        return;
    }
    if (element == CE_PushButtonLabel) {
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option)) {
            QStyleOptionButton label = *button;
            if (buttonKind(label, widget) == ButtonKind::Primary && label.state.testFlag(State_Enabled)) {
                label.palette.setColor(QPalette::ButtonText, m_tokens.accentText);
            }
            return QProxyStyle::drawControl(element, &label, painter, widget);
        }
    }
    if (element == CE_Header) {
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option)) {
            return paintHeader(*painter, *header, m_tokens);
        }
    }
    if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option)) {
        if (element == CE_MenuItem) {
            return paintMenuItem(*painter, *item, m_tokens, *this);
        }
        if (element == CE_MenuBarItem) {
            return paintMenuBarItem(*painter, *item, m_tokens, *this);
        }
    }
    if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option)) {
        if (element == CE_TabBarTabShape) {
            return paintTab(*painter, *tab, m_tokens);
        }
        QStyleOptionTab label = *tab;
        const bool lit = label.state.testFlag(State_Selected) || label.state.testFlag(State_MouseOver);
        for (const auto role : {QPalette::WindowText, QPalette::ButtonText}) {
            label.palette.setColor(QPalette::Active, role, lit ? m_tokens.text : m_tokens.muted);
            label.palette.setColor(QPalette::Inactive, role, lit ? m_tokens.text : m_tokens.muted);
        }
        return QProxyStyle::drawControl(element, &label, painter, widget);
    }
    if (const auto* progress = qstyleoption_cast<const QStyleOptionProgressBar*>(option)) {
        if (element == CE_ProgressBarGroove) {
            return paintProgress(*painter, *progress, m_tokens);
        }
        if (element == CE_ProgressBarContents) {
            return;
        }
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void ControlStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                                      QPainter* painter, const QWidget* widget) const {
    if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
        bar && control == CC_ScrollBar) {
        return paintScrollBar(*painter, *bar, m_tokens,
                              subControlRect(control, option, SC_ScrollBarSlider, widget));
    }
    if (const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option)) {
        return paintComboBox(*painter, *combo, m_tokens,
                             subControlRect(control, option, SC_ComboBoxArrow, widget));
    }
    if (const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option)) {
        return paintSpinBox(*painter, *spin, m_tokens, subControlRect(control, option, SC_SpinBoxUp, widget),
                            subControlRect(control, option, SC_SpinBoxDown, widget));
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect ControlStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                                   const QWidget* widget) const {
    const QRect area = option->rect;
    if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
        bar && control == CC_ScrollBar) {
        return scrollBarPart(*bar, part, pixelMetric(PM_ScrollBarSliderMin, option, widget));
    }
    if (control == CC_ComboBox) {
        if (part == SC_ComboBoxArrow) {
            return visualRect(
                option->direction, area,
                QRect(area.right() + 1 - ComboArrowWidth, area.top(), ComboArrowWidth, area.height()));
        }
        if (part == SC_ComboBoxEditField) {
            return visualRect(option->direction, area,
                              area.adjusted(FieldPadding + 2, 2, -ComboArrowWidth, -2));
        }
    }
    const QRect rect = QProxyStyle::subControlRect(control, option, part, widget);
    if (control == CC_SpinBox && part == SC_SpinBoxEditField) {
        return rect.adjusted(FieldPadding - 2, 0, 0, 0);
    }
    return rect;
}

QRect ControlStyle::subElementRect(SubElement element, const QStyleOption* option,
                                   const QWidget* widget) const {
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    if (element == SE_LineEditContents) {
        const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
        return frame && frame->lineWidth > 0 ? rect.adjusted(FieldPadding, 0, -FieldPadding, 0) : rect;
    }
    return rect;
}

QSize ControlStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& contents,
                                     const QWidget* widget) const {
    const int control =
        option ? std::max(Theme::ControlHeight, option->fontMetrics.height() + 10) : Theme::ControlHeight;
    QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
    switch (type) {
    case CT_PushButton:
        return {contents.width() + 28, control};
    case CT_ToolButton:
        return size.expandedTo({control, control});
    case CT_LineEdit:
        return {size.width() + 2 * FieldPadding, control};
    case CT_ComboBox:
        return {contents.width() + FieldPadding + ComboArrowWidth + 6, std::max(contents.height(), control)};
    case CT_SpinBox:
        return {size.width() + FieldPadding, control};
    case CT_HeaderSection:
        return {size.width(), control};
    case CT_MenuBarItem:
        return {contents.width() + 16, control};
    case CT_ItemViewItem:
        if (widget && widget->inherits("QComboBoxListView")) {
            size.setHeight(std::max(size.height(), control - 2));
        }
        return size;
    case CT_MenuItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option)) {
            return menuItemSize(*item, contents);
        }
        return size;
    default:
        return size;
    }
}

int ControlStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
    switch (metric) {
    case PM_SplitterWidth:
        return 1; // QSplitter widens the grab area of thin handles by itself
    case PM_ScrollBarExtent:
        return 10;
    case PM_ScrollBarSliderMin:
        return 32;
    case PM_ScrollView_ScrollBarSpacing:
    case PM_MenuHMargin:
    case PM_ToolBarFrameWidth:
    case PM_TabBarTabOverlap:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_ButtonDefaultIndicator:
        return 0;
    case PM_MenuVMargin:
    case PM_ToolBarItemSpacing:
        return 4;
    case PM_MenuPanelWidth:
    case PM_DefaultFrameWidth:
        return 1;
    case PM_TabBarTabHSpace:
        return 20;
    case PM_TabBarTabVSpace:
        return 16;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return 16;
    case PM_FocusFrameHMargin:
    case PM_ToolTipLabelFrameWidth:
        return 6;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return 8;
    case PM_LayoutLeftMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutBottomMargin:
        return widget && widget->isWindow() ? 16 : 12;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int ControlStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                            QStyleHintReturn* returnData) const {
    switch (hint) {
    case SH_Widget_Animation_Duration:
    case SH_ComboBox_Popup:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_ScrollBar_Transient:
        return 0;
    case SH_ComboBox_PopupFrameStyle:
        return static_cast<int>(QFrame::StyledPanel) | static_cast<int>(QFrame::Plain);
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

void ControlStyle::polish(QWidget* widget) {
    QProxyStyle::polish(widget);
    if (qobject_cast<QTabBar*>(widget) || qobject_cast<QHeaderView*>(widget)) {
        widget->setAttribute(Qt::WA_Hover);
    }
}

} // namespace ax::widgets
