// SPDX-License-Identifier: MIT
#include "widgets/search/search_result_delegate.h"

#include "widgets/search/search_results_model.h"
#include "widgets/table/cell_text.h"
#include "widgets/theme/fonts.h"
#include "widgets/transcript/display_text.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace ax::widgets {

namespace {

constexpr int Padding = 10;
constexpr int Top = 6;
constexpr int SnippetLineHeight = 19;
constexpr int HeadLineHeight = 22;

/// A stretch of a snippet, marked or not.
struct Piece {
    QString text;
    bool isMatch = false;
};

QString fragment(std::string_view utf8) {
    return displayText(utf8).replace(QChar(u'\n'), QChar(u' ')).replace(QChar(u'\t'), QChar(u' '));
}

/// The snippet from a little before its first match on, so that the match is seen in a narrow list too.
std::vector<Piece> piecesOf(const Snippet& snippet) {
    constexpr std::size_t Before = 60; ///< bytes
    const std::string_view text = snippet.text;
    std::size_t at = 0;
    std::vector<Piece> pieces;
    if (!snippet.matches.empty() && snippet.matches.front().begin > 2 * Before) {
        at = snippet.matches.front().begin - Before;
        while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) {
            --at; // not in the middle of a character
        }
        pieces.push_back({QStringLiteral("…"), false});
    }
    for (const TextRange& match : snippet.matches) {
        if (match.begin < at || match.end > text.size() || match.end < match.begin) {
            continue;
        }
        pieces.push_back({fragment(text.substr(at, match.begin - at)), false});
        pieces.push_back({fragment(text.substr(match.begin, match.end - match.begin)), true});
        at = match.end;
    }
    pieces.push_back({fragment(text.substr(at)), false});
    return pieces;
}

} // namespace

SearchResultDelegate::SearchResultDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent), m_theme(theme) {
}

void SearchResultDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const {
    const Tokens& tokens = m_theme.tokens();
    painter->save();
    if (option.state.testFlag(QStyle::State_Selected)) {
        painter->fillRect(option.rect, tokens.selection);
    } else if (option.state.testFlag(QStyle::State_MouseOver)) {
        painter->fillRect(option.rect, tokens.hover);
    }
    painter->setPen(tokens.line);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    QRect line = option.rect.adjusted(Padding, Top, -Padding, 0);
    line.setHeight(std::max(HeadLineHeight, QFontMetrics(option.font).height() + 4));
    painter->setFont(option.font);
    paintHead(*painter, line, index);

    painter->setFont(secondaryFont(option.font));
    const int height = std::max(SnippetLineHeight, painter->fontMetrics().height() + 2);
    const auto& model = static_cast<const SearchResultsModel&>(*index.model());
    const auto& snippets = model.resultAt(index.row()).snippets;
    for (std::size_t i = 0; i < snippets.size() && i < SnippetLines; ++i) {
        line = QRect(line.left(), line.bottom() + 1, line.width(), height);
        paintSnippet(*painter, line, snippets[i]);
    }
    painter->restore();
}

void SearchResultDelegate::paintHead(QPainter& painter, const QRect& line, const QModelIndex& index) const {
    const Tokens& tokens = m_theme.tokens();
    const QString hits = index.data(SearchResultsModel::HitsRole).toString();
    const QString facts = (hits.isEmpty() ? QString() : hits + QStringLiteral(" · ")) +
                          index.data(SearchResultsModel::FactsRole).toString();
    const QFont content = painter.font();
    painter.setFont(tabularFont(secondaryFont(content)));
    // Rounded up: a pixel too few would cut the text.
    const int textWidth =
        static_cast<int>(std::ceil(QFontMetricsF(painter.font()).horizontalAdvance(facts))) + 1;
    const int factsWidth = std::min(textWidth, line.width() * 3 / 5);
    painter.setPen(tokens.muted);
    painter.drawText(line,
                     int(Qt::AlignRight | Qt::AlignVCenter | Qt::AlignAbsolute) | int(Qt::TextSingleLine),
                     painter.fontMetrics().elidedText(facts, Qt::ElideMiddle, factsWidth));
    painter.setFont(content);
    painter.setPen(tokens.text);
    const QRect title = line.adjusted(0, 0, -factsWidth - 16, 0);
    painter.drawText(
        title, int(Qt::AlignLeft | Qt::AlignVCenter | Qt::AlignAbsolute) | int(Qt::TextSingleLine),
        isolated(painter.fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, title.width())));
}

void SearchResultDelegate::paintSnippet(QPainter& painter, const QRect& line, const Snippet& snippet) const {
    const Tokens& tokens = m_theme.tokens();
    int x = line.left();
    const auto draw = [&](const QString& text, const QColor& color, bool marked) {
        const int room = line.right() - x;
        if (text.isEmpty() || room <= 0) {
            return;
        }
        const QString shown = painter.fontMetrics().elidedText(text, Qt::ElideRight, room);
        const int width = painter.fontMetrics().horizontalAdvance(shown);
        if (marked) {
            painter.fillRect(QRect(x, line.top() + 1, width, line.height() - 2), tokens.amberGround);
        }
        painter.setPen(color);
        painter.drawText(QRect(x, line.top(), room, line.height()),
                         int(Qt::AlignLeft | Qt::AlignVCenter | Qt::AlignAbsolute) | int(Qt::TextSingleLine),
                         shown);
        x += width;
    };
    const QString speaker = snippet.speaker == Speaker::User   ? tr("You")
                            : snippet.speaker == Speaker::Tool ? tr("Tool")
                                                               : tr("Agent");
    const int speakerRoom = painter.fontMetrics().averageCharWidth() * 8;
    draw(speaker, tokens.faint, false);
    x = line.left() + speakerRoom;
    for (const Piece& piece : piecesOf(snippet)) {
        draw(piece.text, piece.isMatch ? tokens.text : tokens.muted, piece.isMatch);
    }
}

QSize SearchResultDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    // Asked of a thousand results with each answer.
    if (!m_heights || m_heights->font != option.font) {
        m_heights = {.font = option.font,
                     .head = std::max(HeadLineHeight, QFontMetrics(option.font).height() + 4),
                     .snippet =
                         std::max(SnippetLineHeight, QFontMetrics(secondaryFont(option.font)).height() + 2)};
    }
    const auto& model = static_cast<const SearchResultsModel&>(*index.model());
    const auto lines = std::min<std::size_t>(model.resultAt(index.row()).snippets.size(), SnippetLines);
    return {0, Top + m_heights->head + static_cast<int>(lines) * m_heights->snippet + Top};
}

} // namespace ax::widgets
