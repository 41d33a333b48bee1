// SPDX-License-Identifier: MIT
#pragma once

#include <QFlags>
#include <QString>
#include <QUrl>

#include <vector>

namespace ax::widgets {

enum class TextStyle : quint8 { Bold = 1, Italic = 2, Strike = 4, Code = 8 };
Q_DECLARE_FLAGS(TextStyles, TextStyle)
Q_DECLARE_OPERATORS_FOR_FLAGS(TextStyles)

enum class Tone : quint8 { Normal, Muted, Added, Removed };

/// Part of a text that looks or acts differently. Runs are in order and do not overlap.
struct StyledRun {
    qsizetype start = 0;
    qsizetype length = 0;
    TextStyles styles = {};
    Tone tone = Tone::Normal;
    QUrl target = {}; ///< http, https or mailto; empty: no link
    friend bool operator==(const StyledRun&, const StyledRun&) = default;
};

/// `text` holds U+2028 where a line is broken on purpose; in code it holds line feeds.
struct StyledText {
    QString text;
    std::vector<StyledRun> runs;
    friend bool operator==(const StyledText&, const StyledText&) = default;
};

struct TableCell {
    StyledText content;
    Qt::AlignmentFlag alignment = Qt::AlignLeft;
    friend bool operator==(const TableCell&, const TableCell&) = default;
};

/// One paragraph-like thing of a text, whatever it was written in: what the layout of the transcript takes,
/// and all that it knows. Harmless for display already (displayText).
struct Block {
    enum class Kind : quint8 { Paragraph, Heading, Code, Table, Rule };

    Kind kind = Kind::Paragraph;
    StyledText content;                       ///< all kinds but tables and rules
    int level = 0;                            ///< headings: 1..6
    int quoteDepth = 0;                       ///< 0..MaximumDepth
    int listDepth = 0;                        ///< 0: in no list
    QString marker;                           ///< of a list item's first block: "•", "3.", "☑"
    bool closeToPrevious = false;             ///< neighbours in a tight list
    QString language;                         ///< code: first word after the fence, lower case
    std::vector<std::vector<TableCell>> rows; ///< first row: the header

    static constexpr int MaximumDepth = 8;
    friend bool operator==(const Block&, const Block&) = default;
};

using Blocks = std::vector<Block>;

/// A text of a block with what stands before it in plain text (a line end, a marker, a tab between cells).
struct TextUnit {
    QString before;
    const StyledText* text = nullptr; ///< null: a rule
    int block = 0;
    int row = 0; ///< tables
    int column = 0;
};

/// All texts in reading order; the pointers are into `blocks`.
std::vector<TextUnit> textUnits(const Blocks& blocks);

/// What is copied and searched: units one after the other, purposeful breaks as line feeds. An offset into it
/// is how selection and search name a place.
QString plainText(const Blocks& blocks);

} // namespace ax::widgets
