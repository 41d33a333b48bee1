// SPDX-License-Identifier: MIT
#include "widgets/transcript/item_content.h"

#include "widgets/transcript/display_text.h"
#include "widgets/transcript/markdown.h"
#include "widgets/transcript/tool_facts.h"
#include "widgets/transcript/transcript_view.h"

#include <QLocale>
#include <QStringList>

#include <algorithm>

namespace ax::widgets {
namespace {

QString dataSize(std::uint64_t bytes) {
    return QLocale().formattedDataSize(static_cast<qint64>(bytes), bytes < 10'000'000 ? 1 : 0,
                                       QLocale::DataSizeSIFormat);
}

QString leftOutText(const TranscriptExcerpt& excerpt) {
    QStringList parts;
    if (excerpt.damagedRecords > 0)
        parts += TranscriptView::tr("damaged records: %1").arg(excerpt.damagedRecords);
    if (excerpt.unknownRecords > 0)
        parts += TranscriptView::tr("records of unknown kind: %1").arg(excerpt.unknownRecords);
    QString text = parts.join(QStringLiteral(" · "));
    text[0] = text[0].toUpper();
    return text;
}

QString moreText(const TranscriptItems& items, const Item& item) {
    if (const auto* call = std::get_if<ToolCall>(&items.block(item)))
        return TranscriptView::tr("Show all %1 lines").arg(QLocale().toString(lineCount(call->output)));
    return TranscriptView::tr("Show more (%1)").arg(dataSize(item.slice.length));
}

/// Tells added from removed lines in a patch that an agent shows in its text.
void toneDiff(Block& block) {
    block.language.clear();
    const QString& text = block.content.text;
    for (qsizetype begin = 0; begin < text.size();) {
        qsizetype end = text.indexOf(u'\n', begin);
        end = end < 0 ? text.size() : end;
        StyledRun run{.start = begin, .length = end - begin};
        const bool marked =
            end > begin && (text[begin] == u'+' || text[begin] == u'-' || text[begin] == u'@');
        if (marked) {
            run.tone = text[begin] == u'+' ? Tone::Added : text[begin] == u'-' ? Tone::Removed : Tone::Muted;
            block.content.runs.push_back(run);
        }
        begin = end + 1;
    }
}

Blocks markdownBlocks(std::string_view source, const TextSlice& slice, LineEnds lineEnds) {
    QString text = displayText(source.substr(slice.begin, slice.length));
    if (!slice.fence.empty())
        text.prepend(displayText(slice.fence) + u'\n');
    Markdown markdown = parseMarkdown(text, lineEnds);
    for (Block& block : markdown.blocks) {
        if (block.language == u"diff" || block.language == u"patch")
            toneDiff(block);
    }
    if (markdown.cut) {
        Block note;
        note.content.text = TranscriptView::tr("The rest of this part is too large to be shown.");
        note.content.runs.push_back({.start = 0, .length = note.content.text.size(), .tone = Tone::Muted});
        markdown.blocks.push_back(std::move(note));
    }
    return std::move(markdown.blocks);
}

} // namespace

Blocks blocksOf(const TranscriptItems& items, const Item& item) {
    switch (item.kind) {
    case ItemKind::Text: {
        const LineEnds lineEnds = items.turn(item).role == TurnRole::User ? LineEnds::Keep : LineEnds::Join;
        return markdownBlocks(std::get<TextBlock>(items.block(item)).markdown, item.slice, lineEnds);
    }
    case ItemKind::ThinkingBody:
        return markdownBlocks(std::get<ThinkingBlock>(items.block(item)).text, item.slice, LineEnds::Join);
    case ItemKind::ToolBody:
        return toolBody(std::get<ToolCall>(items.block(item)), item.slice.begin, item.slice.length);
    default:
        return {};
    }
}

QString lineOf(const TranscriptItems& items, const Item& item) {
    switch (item.kind) {
    case ItemKind::LeftOut:
        return leftOutText(*items.excerpt());
    case ItemKind::Thinking:
        return TranscriptView::tr("Thinking");
    case ItemKind::Notice:
        return displayLine(std::get<TextBlock>(items.block(item)).markdown, 600);
    case ItemKind::More:
        return moreText(items, item);
    case ItemKind::Image: {
        const auto& image = std::get<ImageBlock>(items.block(item));
        return TranscriptView::tr("Image (%1, %2)")
            .arg(displayLine(image.mediaType, 60), dataSize(image.data.size()));
    }
    default:
        return {};
    }
}

QString textOf(const TranscriptItems& items, const Item& item) {
    if (item.kind == ItemKind::Tool) {
        const auto& call = std::get<ToolCall>(items.block(item));
        return toolLine(call);
    }
    const QString line = lineOf(items, item);
    return line.isEmpty() ? plainText(blocksOf(items, item)) : line;
}

} // namespace ax::widgets
