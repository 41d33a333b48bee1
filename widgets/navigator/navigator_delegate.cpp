// SPDX-License-Identifier: MIT
#include "widgets/navigator/navigator_delegate.h"

#include "widgets/navigator/navigator_model.h"
#include "widgets/table/cell_text.h"
#include "widgets/theme/control_painting.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/painting.h"
#include "widgets/theme/theme.h"

#include <QLocale>
#include <QPainter>

namespace ax::widgets {

namespace {

constexpr int Margin = 8; ///< px between the edge of the column and the tint
constexpr int Padding = 8;
constexpr int GlyphGap = 8;
constexpr int HeadingRise = 8; ///< px of air above a heading
constexpr int CutWords = int(Qt::AlignVCenter) | int(Qt::TextSingleLine) | int(Qt::AlignAbsolute);

NavigatorModel::Kind kindOf(const QModelIndex& index) {
    return static_cast<NavigatorModel::Kind>(index.data(NavigatorModel::KindRole).toInt());
}

/// The state that a scope is about; Past for the others.
Status statusOf(const QModelIndex& index) {
    if (kindOf(index) != NavigatorModel::Kind::Scope) {
        return Status::Past;
    }
    switch (static_cast<SessionFilter::Scope>(index.data(NavigatorModel::ScopeRole).toInt())) {
    case SessionFilter::Scope::NeedsYou:
        return Status::NeedsYou;
    case SessionFilter::Scope::Review:
        return Status::Review;
    case SessionFilter::Scope::All:
    case SessionFilter::Scope::Live:
        break;
    }
    return Status::Past;
}

} // namespace

NavigatorDelegate::NavigatorDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent), m_theme(theme) {
}

QSize NavigatorDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const int height = heightFor(option.font, Theme::RowHeight);
    return {0, kindOf(index) == NavigatorModel::Kind::Heading ? height + HeadingRise : height};
}

void NavigatorDelegate::paintHeading(QPainter& painter, const QStyleOptionViewItem& option,
                                     const QString& text) const {
    painter.setFont(sectionFont(option.font));
    painter.setPen(m_theme.tokens().muted);
    painter.drawText(option.rect.adjusted(Margin + Padding, HeadingRise, -Margin, 0),
                     CutWords | static_cast<int>(Qt::AlignLeft), text);
}

void NavigatorDelegate::paintGround(QPainter& painter, const QStyleOptionViewItem& option) const {
    const Tokens& tokens = m_theme.tokens();
    const QRectF ground = QRectF(option.rect).adjusted(Margin, 1, -Margin, -1);
    constexpr double Radius = Theme::CornerRadius - 1;
    if (option.state.testFlag(QStyle::State_Selected)) {
        paintBox(painter, ground, tokens.selection, QColor(), Radius);
    } else if (option.state.testFlag(QStyle::State_MouseOver)) {
        paintBox(painter, ground, mixed(tokens.window, tokens.line, 0.6), QColor(), Radius);
    }
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        // The same quiet bar as at the table's current row.
        paintBox(painter, QRectF(ground.left(), ground.top() + 5, 3, ground.height() - 10), tokens.accent,
                 QColor(), 1.5);
    }
}

void NavigatorDelegate::paintGlyph(QPainter& painter, const QRect& area, const QModelIndex& index) const {
    const Tokens& tokens = m_theme.tokens();
    if (const Status status = statusOf(index); status != Status::Past) {
        // Red only while somebody waits: an empty inbox is a grey ring.
        const bool any = index.data(NavigatorModel::CountRole).toULongLong() > 0;
        return paintStatusGlyph(painter, area, any ? status : Status::Idle, tokens);
    }
    if (kindOf(index) == NavigatorModel::Kind::Folder) {
        return paintMark(painter, area, Mark::Folder, tokens.muted);
    }
    if (kindOf(index) == NavigatorModel::Kind::Costs) {
        return paintMark(painter, area, Mark::Costs, tokens.muted);
    }
    if (kindOf(index) == NavigatorModel::Kind::Scope) {
        const auto scope = static_cast<SessionFilter::Scope>(index.data(NavigatorModel::ScopeRole).toInt());
        paintMark(painter, area, scope == SessionFilter::Scope::Live ? Mark::Live : Mark::All, tokens.muted);
    }
}

void NavigatorDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const {
    painter->save();
    const QString label = index.data().toString();
    if (kindOf(index) == NavigatorModel::Kind::Heading) {
        paintHeading(*painter, option, label);
        return painter->restore();
    }
    const Tokens& tokens = m_theme.tokens();
    paintGround(*painter, option);
    const QRect inner = option.rect.adjusted(Margin + Padding, 0, -Margin - Padding, 0);
    const int glyph = glyphSizeFor(option.fontMetrics) + 2;
    paintGlyph(*painter, QRect(inner.left(), inner.top(), glyph, inner.height()), index);
    QRect words = inner.adjusted(glyph + GlyphGap, 0, 0, 0);

    const auto count = index.data(NavigatorModel::CountRole).toULongLong();
    const Status status = statusOf(index);
    const bool isAction = kindOf(index) == NavigatorModel::Kind::More;
    const bool isPage = kindOf(index) == NavigatorModel::Kind::Costs;
    if (!isAction && !isPage && (count > 0 || status == Status::Past)) {
        const QFont figures = tabularFont(secondaryFont(option.font));
        const QString text = QLocale().toString(count);
        painter->setFont(figures);
        painter->setPen(statusColor(status, tokens));
        painter->drawText(words, CutWords | static_cast<int>(Qt::AlignRight), text);
        words.setRight(words.right() - QFontMetrics(figures).horizontalAdvance(text) - GlyphGap);
    }
    painter->setFont(option.font);
    painter->setPen(isAction ? tokens.muted : tokens.text);
    const QString shown = option.fontMetrics.elidedText(label, Qt::ElideMiddle, words.width());
    painter->drawText(words, CutWords | static_cast<int>(Qt::AlignLeft), isolated(shown));
    painter->restore();
}

} // namespace ax::widgets
