// SPDX-License-Identifier: MIT
#include "widgets/table/session_cell_delegate.h"

#include "widgets/table/cell_text.h"
#include "widgets/table/session_table_model.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/painting.h"
#include "widgets/theme/theme.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace ax::widgets {

namespace {

constexpr int GlyphGap = 7;
constexpr int BarGap = 8;
constexpr int CutWords = int(Qt::AlignVCenter) | int(Qt::TextSingleLine);

bool holdsNumber(int column) {
    return column == SessionTableModel::AgeColumn || column == SessionTableModel::ContextColumn ||
           column == SessionTableModel::CostColumn;
}

Status statusOf(const QModelIndex& index) {
    return static_cast<Status>(index.data(SessionTableModel::StatusRole).toInt());
}

SessionTableModel::Expiry expiryOf(const QModelIndex& index) {
    return static_cast<SessionTableModel::Expiry>(index.data(SessionTableModel::ExpiryRole).toInt());
}

void drawElided(QPainter& painter, const QRect& area, Qt::Alignment side, const QString& text) {
    const QString shown = painter.fontMetrics().elidedText(text, Qt::ElideRight, area.width());
    // Aligned by the table, whatever the text's own direction is.
    painter.drawText(area, CutWords | static_cast<int>(side | Qt::AlignAbsolute), isolated(shown));
}

/// A folder's own name, at the end of its path, tells more than where it is; the sign that it is gone stays.
QString elidedFolder(const QFontMetrics& metrics, const QString& text, int width) {
    const QString sign = text.startsWith(QStringLiteral("! ")) ? text.first(2) : QString();
    const int room = width - metrics.horizontalAdvance(sign);
    return sign + metrics.elidedText(text.sliced(sign.size()), Qt::ElideLeft, room);
}

} // namespace

SessionCellDelegate::SessionCellDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent), m_theme(theme) {
}

void SessionCellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                                const QModelIndex& index) const {
    painter->save();
    if (option.state.testFlag(QStyle::State_Selected)) {
        painter->fillRect(option.rect, m_theme.tokens().selection);
    } else if (index.row() == m_hoveredRow) {
        painter->fillRect(option.rect, m_theme.tokens().hover);
    }
    painter->setFont(holdsNumber(index.column()) ? tabularFont(option.font) : option.font);
    const QRect area = option.rect.adjusted(Padding, 0, -Padding, 0);
    switch (index.column()) {
    case SessionTableModel::StatusColumn:
        paintStatus(*painter, area, index);
        break;
    case SessionTableModel::ContextColumn:
        paintContext(*painter, area, index);
        break;
    case SessionTableModel::TitleColumn:
        paintText(*painter, paintExpiry(*painter, area, index), index);
        break;
    default:
        paintText(*painter, area, index);
    }
    painter->restore();
}

void SessionCellDelegate::paintStatus(QPainter& painter, const QRect& area, const QModelIndex& index) const {
    const Status status = statusOf(index);
    const Tokens& tokens = m_theme.tokens();
    const int glyph = glyphSizeFor(painter.fontMetrics());
    paintStatusGlyph(painter, QRectF(area.left(), area.top(), glyph, area.height()), status, tokens);
    painter.setPen(statusColor(status, tokens));
    drawElided(painter, area.adjusted(glyph + GlyphGap, 0, 0, 0), Qt::AlignLeft, index.data().toString());
}

/// What the mark leaves for the title.
QRect SessionCellDelegate::paintExpiry(QPainter& painter, const QRect& area, const QModelIndex& index) const {
    const SessionTableModel::Expiry expiry = expiryOf(index);
    if (expiry == SessionTableModel::Expiry::None) {
        return area;
    }
    const Tokens& tokens = m_theme.tokens();
    const int glyph = glyphSizeFor(painter.fontMetrics());
    paintMark(painter, QRectF(area.right() + 1 - glyph, area.top(), glyph, area.height()), Mark::Expiring,
              expiry == SessionTableModel::Expiry::Kept ? tokens.muted : tokens.amber);
    return area.adjusted(0, 0, -glyph - GlyphGap, 0);
}

void SessionCellDelegate::paintContext(QPainter& painter, const QRect& area, const QModelIndex& index) const {
    const Tokens& tokens = m_theme.tokens();
    const QVariant share = index.data(SessionTableModel::ContextShareRole);
    painter.setPen(tokens.muted);
    if (!share.isValid()) {
        return drawElided(painter, area, Qt::AlignLeft, index.data().toString());
    }
    paintContextBar(painter, QRectF(area.left(), area.top(), ContextBarWidth, area.height()),
                    share.toDouble(), tokens);
    drawElided(painter, area.adjusted(ContextBarWidth + BarGap, 0, 0, 0), Qt::AlignLeft,
               index.data().toString());
}

void SessionCellDelegate::paintText(QPainter& painter, const QRect& area, const QModelIndex& index) const {
    const Tokens& tokens = m_theme.tokens();
    const bool missing = index.data(SessionTableModel::MissingRole).toBool();
    const bool muted = index.data(SessionTableModel::MutedRole).toBool();
    painter.setPen(missing ? tokens.amber : muted ? tokens.muted : tokens.text);
    const auto alignment = index.data(Qt::TextAlignmentRole).value<Qt::Alignment>();
    const QString text = index.data().toString();
    drawElided(painter, area, alignment & Qt::AlignHorizontal_Mask,
               index.column() == SessionTableModel::FolderColumn
                   ? elidedFolder(painter.fontMetrics(), text, area.width())
                   : text);
}

int SessionCellDelegate::contentWidth(const QFont& font, const QModelIndex& index) const {
    const QFontMetrics metrics(holdsNumber(index.column()) ? tabularFont(font) : font);
    int width = metrics.horizontalAdvance(index.data().toString());
    if (index.column() == SessionTableModel::StatusColumn) {
        width += glyphSizeFor(metrics) + GlyphGap;
    } else if (index.column() == SessionTableModel::ContextColumn) {
        width += ContextBarWidth + BarGap;
    } else if (expiryOf(index) != SessionTableModel::Expiry::None) {
        width += GlyphGap + glyphSizeFor(metrics);
    }
    return width;
}

QSize SessionCellDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    return {contentWidth(option.font, index) + 2 * Padding + 1, heightFor(option.font, Theme::RowHeight)};
}

bool SessionCellDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view,
                                    const QStyleOptionViewItem& option, const QModelIndex& index) {
    // A tooltip that repeats what stands there in full is in the way.
    const bool repeats = (index.column() == SessionTableModel::TitleColumn &&
                          expiryOf(index) == SessionTableModel::Expiry::None) ||
                         index.column() == SessionTableModel::HarnessColumn ||
                         (index.column() == SessionTableModel::FolderColumn &&
                          !index.data(SessionTableModel::MissingRole).toBool());
    if (event->type() == QEvent::ToolTip && repeats &&
        contentWidth(option.font, index) <= option.rect.width() - 2 * Padding) {
        QToolTip::hideText();
        return true;
    }
    return QStyledItemDelegate::helpEvent(event, view, option, index);
}

} // namespace ax::widgets
