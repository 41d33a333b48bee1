// SPDX-License-Identifier: MIT
#include "widgets/transcript/text_blocks.h"

namespace ax::widgets {
namespace {

QString lead(const Block& block, bool first) {
    QString text;
    if (!first)
        text = block.closeToPrevious ? QStringLiteral("\n") : QStringLiteral("\n\n");
    text += QStringLiteral("> ").repeated(block.quoteDepth);
    if (!block.marker.isEmpty())
        text += QStringLiteral("  ").repeated(block.listDepth - 1) + block.marker + u' ';
    return text;
}

void addCells(std::vector<TextUnit>& units, const Block& block, int blockIndex, const QString& before) {
    for (std::size_t row = 0; row < block.rows.size(); ++row) {
        for (std::size_t column = 0; column < block.rows[row].size(); ++column) {
            TextUnit unit{.before = QStringLiteral("\t"),
                          .text = &block.rows[row][column].content,
                          .block = blockIndex,
                          .row = static_cast<int>(row),
                          .column = static_cast<int>(column)};
            if (column == 0)
                unit.before = row == 0 ? before : QStringLiteral("\n");
            units.push_back(std::move(unit));
        }
    }
}

} // namespace

std::vector<TextUnit> textUnits(const Blocks& blocks) {
    std::vector<TextUnit> units;
    units.reserve(blocks.size());
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const Block& block = blocks[i];
        const auto index = static_cast<int>(i);
        const QString before = lead(block, i == 0);
        if (block.kind == Block::Kind::Table)
            addCells(units, block, index, before);
        else if (block.kind == Block::Kind::Rule)
            units.push_back({.before = before + QStringLiteral("———"), .block = index});
        else
            units.push_back({.before = before, .text = &block.content, .block = index});
    }
    return units;
}

QString plainText(const Blocks& blocks) {
    QString text;
    for (const TextUnit& unit : textUnits(blocks)) {
        text += unit.before;
        if (unit.text != nullptr)
            text += unit.text->text;
    }
    return text.replace(QChar::LineSeparator, u'\n');
}

} // namespace ax::widgets
