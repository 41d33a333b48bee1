// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/transcript/markdown.h"

#include <QStringList>

/// Blocks as lines that a test can state: `P text`, `H2 text`, `C cpp: code`, `T a|b / c|d`, `-`; before it
/// `>` for each quote, `*` for each list and the marker in brackets, `=` for what stands close; runs as
/// `<b:text>`.
inline QString dumped(const ax::widgets::StyledText& content) {
    using namespace ax::widgets;
    QString text;
    qsizetype at = 0;
    for (const StyledRun& run : content.runs) {
        text += content.text.mid(at, run.start - at) + u'<';
        text += run.styles.testFlag(TextStyle::Bold) ? QStringLiteral("b") : QString();
        text += run.styles.testFlag(TextStyle::Italic) ? QStringLiteral("i") : QString();
        text += run.styles.testFlag(TextStyle::Strike) ? QStringLiteral("s") : QString();
        text += run.styles.testFlag(TextStyle::Code) ? QStringLiteral("c") : QString();
        text += run.target.isEmpty() ? QString() : QStringLiteral("@") + run.target.toString() + u' ';
        text += u':' + content.text.mid(run.start, run.length) + u'>';
        at = run.start + run.length;
    }
    text += content.text.mid(at);
    return text.replace(QChar::LineSeparator, QStringLiteral("\\")).replace(u'\n', QStringLiteral("\\n"));
}

inline QString dumped(const ax::widgets::Block& block) {
    using Kind = ax::widgets::Block::Kind;
    QString line = block.closeToPrevious ? QStringLiteral("=") : QString();
    line += QString(block.quoteDepth, u'>') + QString(block.listDepth, u'*');
    line += block.marker.isEmpty() ? QString() : u'[' + block.marker + u']';
    line += line.isEmpty() ? QString() : QStringLiteral(" ");
    switch (block.kind) {
    case Kind::Paragraph:
        return line + QStringLiteral("P ") + dumped(block.content);
    case Kind::Heading:
        return line + QStringLiteral("H%1 ").arg(block.level) + dumped(block.content);
    case Kind::Code:
        return line + QStringLiteral("C %1: ").arg(block.language) + dumped(block.content);
    case Kind::Rule:
        return line + u'-';
    case Kind::Table:
        break;
    }
    QStringList rows;
    for (const auto& row : block.rows) {
        QStringList cells;
        for (const auto& cell : row)
            cells += dumped(cell.content);
        rows += cells.join(u'|');
    }
    return line + QStringLiteral("T ") + rows.join(QStringLiteral(" / "));
}

inline QString dumped(const ax::widgets::Blocks& blocks) {
    QStringList lines;
    for (const auto& block : blocks)
        lines += dumped(block);
    return lines.join(u'\n');
}
