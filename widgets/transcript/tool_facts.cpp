// SPDX-License-Identifier: MIT
#include "widgets/transcript/tool_facts.h"

#include "widgets/transcript/display_text.h"
#include "widgets/transcript/line_diff.h"
#include "widgets/transcript/transcript_view.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include <algorithm>

namespace ax::widgets {
namespace {

constexpr std::size_t MaximumEdit = 1024 * 1024;
constexpr std::size_t MaximumInput = 256 * 1024;
constexpr qsizetype MaximumValue = 2000;

LineDiff editDiff(const ToolCall::Edit& edit) {
    return lineDiff(std::string_view(edit.before).substr(0, MaximumEdit),
                    std::string_view(edit.after).substr(0, MaximumEdit));
}

void addLine(StyledText& into, QChar mark, std::string_view text, Tone tone) {
    if (!into.text.isEmpty())
        into.text += u'\n';
    const qsizetype start = into.text.size();
    into.text += mark;
    into.text += u' ';
    // A line separator would be another line of the difference without its mark.
    into.text += displayText(text).replace(u'\n', u' ');
    if (tone != Tone::Normal)
        into.runs.push_back({.start = start, .length = into.text.size() - start, .tone = tone});
}

Block diffBlock(const ToolCall::Edit& edit) {
    Block block;
    block.kind = Block::Kind::Code;
    const LineDiff diff = editDiff(edit);
    for (const DiffLine& line : diff.lines) {
        switch (line.kind) {
        case DiffLine::Kind::Added:
            addLine(block.content, u'+', line.text, Tone::Added);
            break;
        case DiffLine::Kind::Removed:
            addLine(block.content, u'-', line.text, Tone::Removed);
            break;
        case DiffLine::Kind::Context:
            addLine(block.content, u' ', line.text, Tone::Muted);
            break;
        case DiffLine::Kind::Gap:
            addLine(block.content, u'⋯', {}, Tone::Muted);
            break;
        }
    }
    if (diff.cut)
        addLine(block.content, u'⋯', TranscriptView::tr("the rest is not shown").toStdString(), Tone::Muted);
    return block;
}

Block codeBlock(QString text, Tone tone) {
    Block block;
    block.kind = Block::Kind::Code;
    if (text.endsWith(u'\n'))
        text.chop(1);
    if (tone != Tone::Normal)
        block.content.runs.push_back({.start = 0, .length = text.size(), .tone = tone});
    block.content.text = std::move(text);
    return block;
}

QString toolName(const ToolCall& call) {
    const QString name = displayLine(call.name, 80);
    return name.isEmpty() ? TranscriptView::tr("Tool") : name;
}

QString toolSummary(const ToolCall& call) {
    return displayLine(call.summary.empty() ? call.input : call.summary);
}

QString valueText(const QJsonValue& value) {
    QString text = value.isString()
                       ? value.toString()
                       : QString::fromUtf8(
                             QJsonDocument(QJsonObject{{QString(), value}}).toJson(QJsonDocument::Compact));
    if (!value.isString()) // {"":VALUE}
        text = text.mid(4, text.size() - 5);
    if (text.size() > MaximumValue)
        text = text.left(MaximumValue) + u'…';
    return displayText(QStringView(text));
}

} // namespace

ToolFacts toolFacts(const ToolCall& call) {
    ToolFacts facts{.name = toolName(call), .summary = toolSummary(call), .outcome = call.outcome};
    facts.isEdit = call.edit.has_value();
    if (call.edit) {
        const LineDiff diff = editDiff(*call.edit);
        facts.added = diff.added;
        facts.removed = diff.removed;
    }
    facts.lines = lineCount(call.output);
    return facts;
}

qsizetype lineCount(std::string_view text) {
    const auto ended = std::ranges::count(text, '\n');
    return text.empty() || text.ends_with('\n') ? ended : ended + 1;
}

QString toolLine(const ToolCall& call) {
    return toolName(call) + u' ' + toolSummary(call);
}

QString outcomeText(const ToolFacts& facts) {
    if (facts.outcome == ToolOutcome::Failed)
        return TranscriptView::tr("failed");
    if (facts.outcome == ToolOutcome::Pending)
        return TranscriptView::tr("no result yet");
    if (facts.isEdit)
        return {};
    if (facts.lines == 0)
        return TranscriptView::tr("no output");
    return facts.lines == 1 ? TranscriptView::tr("1 line")
                            : TranscriptView::tr("%1 lines").arg(QLocale().toString(facts.lines));
}

QString inputText(const std::string& json, const std::string& summary) {
    if (json.size() > MaximumInput)
        return displayText(std::string_view(json).substr(0, MaximumValue)) + u'…';
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(json));
    if (!document.isObject())
        return displayText(std::string_view(json).substr(0, MaximumValue));
    const QString known = displayText(summary);
    QString text;
    const QJsonObject object = document.object();
    for (auto member = object.begin(); member != object.end(); ++member) {
        const QString value = valueText(member.value());
        const bool said = value == known && !value.contains(u'\n') && value.size() < 60;
        if (said || value.isEmpty())
            continue;
        const QChar separator = value.contains(u'\n') ? u'\n' : u' ';
        text += displayLine(member.key().toStdString(), 80) + u':' + separator + value;
        if (!text.endsWith(u'\n'))
            text += u'\n';
    }
    return text;
}

Blocks toolBody(const ToolCall& call, std::size_t outputBegin, std::size_t outputLength) {
    Blocks blocks;
    const bool first = outputBegin == 0;
    if (first && call.edit) {
        blocks.push_back(diffBlock(*call.edit));
    } else if (first) {
        if (const QString input = inputText(call.input, call.summary); !input.isEmpty())
            blocks.push_back(codeBlock(input, Tone::Muted));
    }
    const QString output = displayText(std::string_view(call.output).substr(outputBegin, outputLength));
    if (!output.isEmpty())
        blocks.push_back(codeBlock(output, Tone::Normal));
    else if (blocks.empty())
        blocks.push_back(codeBlock(TranscriptView::tr("No output"), Tone::Muted));
    return blocks;
}

} // namespace ax::widgets
