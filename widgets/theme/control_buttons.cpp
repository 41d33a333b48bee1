// SPDX-License-Identifier: MIT
#include "widgets/theme/control_painting.h"
#include "widgets/theme/theme.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>

namespace ax::widgets {

namespace {

constexpr double FieldRadius = Theme::CornerRadius - 1;

bool has(const QStyleOption& option, QStyle::StateFlag flag) {
    return option.state.testFlag(flag);
}

bool showsFocus(const QStyleOption& option) {
    return has(option, QStyle::State_HasFocus) && has(option, QStyle::State_KeyboardFocusChange);
}

struct ButtonColors {
    QColor fill;
    QColor outline;
};

ButtonColors buttonColors(const QStyleOption& option, ButtonKind kind, const Tokens& tokens) {
    const bool enabled = has(option, QStyle::State_Enabled);
    const bool down = has(option, QStyle::State_Sunken) || has(option, QStyle::State_On);
    const bool hovered = enabled && has(option, QStyle::State_MouseOver);
    switch (kind) {
    case ButtonKind::Primary: {
        if (!enabled) {
            return {tokens.line, QColor()};
        }
        // Darker under white letters, lighter under black ones: the label only gains contrast.
        const QColor away = tokens.accentText.lightness() > 128 ? Qt::black : Qt::white;
        return {mixed(tokens.accent, away, down ? 0.16 : hovered ? 0.08 : 0), QColor()};
    }
    case ButtonKind::Flat:
        return {enabled && down ? tokens.line
                : hovered       ? mixed(tokens.hover, tokens.line, 0.5)
                                : QColor(),
                QColor()};
    case ButtonKind::Ordinary:
        break;
    }
    if (enabled && has(option, QStyle::State_On)) {
        return {tokens.accentGround, tokens.accent}; // the chosen one of several
    }
    return {enabled && down ? tokens.line
            : hovered       ? tokens.hover
                            : tokens.base,
            enabled ? tokens.edge : tokens.line};
}

} // namespace

void paintBox(QPainter& painter, const QRectF& area, const QColor& fill, const QColor& outline,
              double radius) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter.setPen(outline.isValid() ? QPen(outline, 1) : QPen(Qt::NoPen));
    painter.drawRoundedRect(outline.isValid() ? area.adjusted(0.5, 0.5, -0.5, -0.5) : area, radius, radius);
    painter.restore();
}

void paintFocusRing(QPainter& painter, const QRectF& area, const Tokens& tokens, double radius) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(tokens.accent, 2));
    painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), radius, radius);
    painter.restore();
}

void paintChevron(QPainter& painter, const QRectF& area, Direction direction, const QColor& color) {
    constexpr double Half = 3.5;
    QPainterPath path;
    path.moveTo(-Half, -Half / 2);
    path.lineTo(0, Half / 2);
    path.lineTo(Half, -Half / 2);
    const auto turn = [direction] {
        switch (direction) {
        case Direction::Up:
            return 180.0;
        case Direction::Left:
            return 90.0;
        case Direction::Right:
            return -90.0;
        case Direction::Down:
            break;
        }
        return 0.0;
    };
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(area.center());
    painter.rotate(turn());
    painter.strokePath(path, QPen(color, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.restore();
}

void paintButton(QPainter& painter, const QStyleOption& option, ButtonKind kind, const Tokens& tokens) {
    const ButtonColors colors = buttonColors(option, kind, tokens);
    if (colors.fill.isValid()) {
        paintBox(painter, option.rect, colors.fill, colors.outline, FieldRadius);
    }
    if (!showsFocus(option)) {
        return;
    }
    if (kind == ButtonKind::Primary) {
        // The accent's ring would drown in the accent's fill.
        paintBox(painter, QRectF(option.rect).adjusted(2, 2, -2, -2), QColor(), tokens.accentText,
                 FieldRadius - 2);
    } else {
        paintFocusRing(painter, option.rect, tokens, FieldRadius);
    }
}

void paintCheckBox(QPainter& painter, const QStyleOption& option, const Tokens& tokens) {
    const bool enabled = has(option, QStyle::State_Enabled);
    const bool on = has(option, QStyle::State_On);
    const bool partly = has(option, QStyle::State_NoChange);
    const QRectF box = option.rect;
    if (!on && !partly) {
        const QColor outline = !enabled                               ? tokens.line
                               : has(option, QStyle::State_MouseOver) ? tokens.muted
                                                                      : tokens.faint;
        return paintBox(painter, box, tokens.base, outline, 4);
    }
    paintBox(painter, box, enabled ? tokens.accent : tokens.faint, QColor(), 4);
    QPainterPath mark;
    if (partly) {
        mark.moveTo(-3.5, 0);
        mark.lineTo(3.5, 0);
    } else {
        mark.moveTo(-3.6, 0.2);
        mark.lineTo(-1.1, 2.8);
        mark.lineTo(3.7, -2.8);
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(box.center());
    painter.strokePath(mark, QPen(tokens.accentText, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.restore();
}

void paintRadioButton(QPainter& painter, const QStyleOption& option, const Tokens& tokens) {
    const bool enabled = has(option, QStyle::State_Enabled);
    const double radius = option.rect.width() / 2.0;
    if (!has(option, QStyle::State_On)) {
        const bool hovered = enabled && has(option, QStyle::State_MouseOver);
        return paintBox(painter, option.rect, tokens.base,
                        !enabled  ? tokens.line
                        : hovered ? tokens.muted
                                  : tokens.faint,
                        radius);
    }
    paintBox(painter, option.rect, enabled ? tokens.accent : tokens.faint, QColor(), radius);
    const double inset = radius - 3;
    paintBox(painter, QRectF(option.rect).adjusted(inset, inset, -inset, -inset), tokens.accentText, QColor(),
             3);
}

void paintField(QPainter& painter, const QStyleOption& option, const Tokens& tokens) {
    const bool enabled = has(option, QStyle::State_Enabled);
    paintBox(painter, option.rect, enabled ? tokens.base : tokens.alternate,
             enabled ? tokens.edge : tokens.line, FieldRadius);
    if (enabled && has(option, QStyle::State_HasFocus)) {
        paintFocusRing(painter, option.rect, tokens, FieldRadius);
    }
}

void paintComboBox(QPainter& painter, const QStyleOptionComboBox& option, const Tokens& tokens,
                   const QRect& arrow) {
    if (option.editable) {
        paintField(painter, option, tokens);
    } else {
        paintButton(painter, option, option.frame ? ButtonKind::Ordinary : ButtonKind::Flat, tokens);
    }
    paintChevron(painter, arrow, Direction::Down,
                 has(option, QStyle::State_Enabled) ? tokens.muted : tokens.faint);
}

void paintSpinBox(QPainter& painter, const QStyleOptionSpinBox& option, const Tokens& tokens, const QRect& up,
                  const QRect& down) {
    paintField(painter, option, tokens);
    if (option.buttonSymbols == QAbstractSpinBox::NoButtons) {
        return;
    }
    const auto color = [&](QAbstractSpinBox::StepEnabledFlag step, QStyle::SubControl part) {
        if (!option.stepEnabled.testFlag(step) || !has(option, QStyle::State_Enabled)) {
            return tokens.faint;
        }
        return option.activeSubControls.testFlag(part) ? tokens.text : tokens.muted;
    };
    paintChevron(painter, QRectF(up).translated(0, 1), Direction::Up,
                 color(QAbstractSpinBox::StepUpEnabled, QStyle::SC_SpinBoxUp));
    paintChevron(painter, QRectF(down).translated(0, -1), Direction::Down,
                 color(QAbstractSpinBox::StepDownEnabled, QStyle::SC_SpinBoxDown));
}

} // namespace ax::widgets
