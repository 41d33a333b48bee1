// SPDX-License-Identifier: MIT
#pragma once

#include "core/search/search_results.h"
#include "widgets/theme/theme.h"

#include <QFont>
#include <QStyledItemDelegate>

#include <optional>

namespace ax::widgets {

/// Paints one found session: its title and facts in a line, under it the first places with the match marked.
/// A row without places is lower; how high either is depends on the font alone.
class SearchResultDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    SearchResultDelegate(const Theme& theme, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    static constexpr int SnippetLines = 2;

private:
    void paintHead(QPainter& painter, const QRect& line, const QModelIndex& index) const;
    void paintSnippet(QPainter& painter, const QRect& line, const Snippet& snippet) const;

    const Theme& m_theme;
    struct Heights {
        QFont font;
        int head = 0;
        int snippet = 0;
    };
    mutable std::optional<Heights> m_heights;
};

} // namespace ax::widgets
