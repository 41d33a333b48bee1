// SPDX-License-Identifier: MIT
#include "widgets/transcript/markdown.h"

#include "widgets/transcript/display_text.h"
#include "widgets/transcript/html_entities.h"
#include "widgets/transcript/link_target.h"

#include <md4c.h>

#include <algorithm>
#include <array>

namespace ax::widgets {
namespace {

constexpr int Stop = 1; // what a callback returns to end the parse

/// Collects blocks from the parser's calls. A container (quote, list) is only counted; blocks are flat and
/// carry their depths.
class Builder {
public:
    explicit Builder(const MarkdownLimits& limits) : m_limits(limits) {}

    int enterBlock(MD_BLOCKTYPE type, const void* detail);
    int leaveBlock(MD_BLOCKTYPE type);
    void enterSpan(MD_SPANTYPE type, const void* detail);
    void leaveSpan(MD_SPANTYPE type);
    int text(MD_TEXTTYPE type, std::string_view utf8);

    bool hasStopped() const { return m_stopped; }
    Blocks takeBlocks() { return std::move(m_blocks); }

private:
    struct List {
        bool ordered = false;
        unsigned number = 0;
        char delimiter = '.';
        bool tight = false;
        bool begun = false; ///< has a block already
    };

    int open(Block::Kind kind);
    void dropSpans();
    void close() { m_open = false; }
    void enterItem(const MD_BLOCK_LI_DETAIL& detail);
    void leaveItem();
    int enterRow();
    int enterCell(const MD_BLOCK_TD_DETAIL& detail);
    void append(const QString& text);
    StyledText* target();
    static QString attribute(const MD_ATTRIBUTE& attribute);

    const MarkdownLimits m_limits;
    Blocks m_blocks;
    bool m_stopped = false; // a limit was met
    bool m_open = false;    // the last block takes text
    int m_quotes = 0;
    std::vector<List> m_lists;
    QString m_marker; // of an item that has no block yet
    std::array<int, 4> m_styleDepth{};
    std::vector<QUrl> m_targets; // one a link or image entered, empty where it is none
    QString m_imageSource;       // of an image whose description has not come yet
    int m_cells = 0;
    StyledText m_dropped; // cells beyond the limit
    bool m_dropCell = false;
};

int Builder::open(Block::Kind kind) {
    if (static_cast<int>(m_blocks.size()) >= m_limits.blocks) {
        m_stopped = true;
        return Stop;
    }
    Block block;
    block.kind = kind;
    block.quoteDepth = std::min(m_quotes, Block::MaximumDepth);
    block.listDepth = std::min(static_cast<int>(m_lists.size()), Block::MaximumDepth);
    block.marker = std::exchange(m_marker, {});
    if (!m_lists.empty()) {
        // The first block of a nested list follows its item's text as closely as the outer list is set.
        const List& list = m_lists.back();
        const bool outerTight = m_lists.size() > 1 && m_lists[m_lists.size() - 2].tight;
        block.closeToPrevious = list.begun ? list.tight : outerTight;
        m_lists.back().begun = true;
    }
    m_blocks.push_back(std::move(block));
    m_open = true;
    return 0;
}

// The parser does not close every span that it opens ("[a*~~_](u)"): none goes on in the next block. Not a
// matter of open(): the paragraph of a tight item opens with its first text, when the spans around that text
// are open already.
void Builder::dropSpans() {
    m_styleDepth.fill(0);
    m_targets.clear();
}

void Builder::enterItem(const MD_BLOCK_LI_DETAIL& detail) {
    List& list = m_lists.back();
    if (detail.is_task != 0) {
        m_marker = detail.task_mark == ' ' ? QStringLiteral("☐") : QStringLiteral("☑");
    } else if (list.ordered) {
        m_marker = QString::number(list.number) + QLatin1Char(list.delimiter);
    } else {
        static constexpr std::array<char16_t, 3> Bullets{u'•', u'◦', u'▪'};
        m_marker = QChar(Bullets[(m_lists.size() - 1) % Bullets.size()]);
    }
    ++list.number;
}

void Builder::leaveItem() {
    if (!m_marker.isEmpty())
        open(Block::Kind::Paragraph);
    close();
}

int Builder::enterRow() {
    if (!m_blocks.empty() && m_blocks.back().kind == Block::Kind::Table && m_cells < m_limits.cells)
        m_blocks.back().rows.emplace_back();
    m_stopped = m_cells >= m_limits.cells;
    return m_stopped ? Stop : 0;
}

int Builder::enterCell(const MD_BLOCK_TD_DETAIL& detail) {
    auto& row = m_blocks.back().rows.back();
    m_dropCell = static_cast<int>(row.size()) >= m_limits.columns;
    m_dropped = {};
    if (m_dropCell)
        return 0;
    ++m_cells;
    TableCell cell;
    if (detail.align == MD_ALIGN_RIGHT)
        cell.alignment = Qt::AlignRight;
    else if (detail.align == MD_ALIGN_CENTER)
        cell.alignment = Qt::AlignHCenter;
    row.push_back(std::move(cell));
    return 0;
}

int Builder::enterBlock(MD_BLOCKTYPE type, const void* detail) {
    dropSpans();
    switch (type) {
    case MD_BLOCK_QUOTE:
        close();
        ++m_quotes;
        return 0;
    case MD_BLOCK_UL:
        close();
        m_lists.push_back({.tight = static_cast<const MD_BLOCK_UL_DETAIL*>(detail)->is_tight != 0});
        return 0;
    case MD_BLOCK_OL: {
        const auto* list = static_cast<const MD_BLOCK_OL_DETAIL*>(detail);
        close();
        m_lists.push_back({.ordered = true,
                           .number = list->start,
                           .delimiter = list->mark_delimiter,
                           .tight = list->is_tight != 0});
        return 0;
    }
    case MD_BLOCK_LI:
        enterItem(*static_cast<const MD_BLOCK_LI_DETAIL*>(detail));
        return 0;
    case MD_BLOCK_HR: {
        const int result = open(Block::Kind::Rule);
        close();
        return result;
    }
    case MD_BLOCK_H:
        if (open(Block::Kind::Heading) != 0)
            return Stop;
        m_blocks.back().level = static_cast<int>(static_cast<const MD_BLOCK_H_DETAIL*>(detail)->level);
        return 0;
    case MD_BLOCK_CODE:
        if (open(Block::Kind::Code) != 0)
            return Stop;
        m_blocks.back().language =
            attribute(static_cast<const MD_BLOCK_CODE_DETAIL*>(detail)->lang).left(40).toLower();
        return 0;
    case MD_BLOCK_P:
        return open(Block::Kind::Paragraph);
    case MD_BLOCK_TABLE:
        m_cells = 0;
        return open(Block::Kind::Table);
    case MD_BLOCK_TR:
        return enterRow();
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        return enterCell(*static_cast<const MD_BLOCK_TD_DETAIL*>(detail));
    default:
        return 0;
    }
}

int Builder::leaveBlock(MD_BLOCKTYPE type) {
    dropSpans();
    switch (type) {
    case MD_BLOCK_QUOTE:
        --m_quotes;
        close();
        break;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
        m_lists.pop_back();
        close();
        break;
    case MD_BLOCK_LI:
        leaveItem();
        break;
    case MD_BLOCK_CODE: {
        QString& code = m_blocks.back().content.text;
        if (code.endsWith(u'\n'))
            code.chop(1);
        close();
        break;
    }
    case MD_BLOCK_H:
    case MD_BLOCK_P:
    case MD_BLOCK_TABLE:
        close();
        break;
    default:
        break;
    }
    return 0;
}

constexpr std::array Styles{TextStyle::Bold, TextStyle::Italic, TextStyle::Strike, TextStyle::Code};

int styleIndex(MD_SPANTYPE type) {
    switch (type) {
    case MD_SPAN_STRONG:
        return 0;
    case MD_SPAN_EM:
        return 1;
    case MD_SPAN_DEL:
        return 2;
    case MD_SPAN_CODE:
        return 3;
    default:
        return -1;
    }
}

void Builder::enterSpan(MD_SPANTYPE type, const void* detail) {
    if (type == MD_SPAN_A) {
        m_targets.push_back(linkTarget(attribute(static_cast<const MD_SPAN_A_DETAIL*>(detail)->href)));
    } else if (type == MD_SPAN_IMG) {
        const QString source = attribute(static_cast<const MD_SPAN_IMG_DETAIL*>(detail)->src);
        m_targets.push_back(linkTarget(source));
        m_imageSource = displayLine(source.toStdString(), 200);
    } else if (const int style = styleIndex(type); style >= 0) {
        ++m_styleDepth[static_cast<std::size_t>(style)];
    }
}

void Builder::leaveSpan(MD_SPANTYPE type) {
    if (type == MD_SPAN_IMG && !m_imageSource.isEmpty())
        append(QString(m_imageSource)); // it has no description
    const int style = styleIndex(type);
    if (type == MD_SPAN_A || type == MD_SPAN_IMG) {
        if (!m_targets.empty())
            m_targets.pop_back();
    } else if (style >= 0 && m_styleDepth[static_cast<std::size_t>(style)] > 0) {
        --m_styleDepth[static_cast<std::size_t>(style)];
    }
}

StyledText* Builder::target() {
    if (!m_open)
        return nullptr;
    Block& block = m_blocks.back();
    if (block.kind != Block::Kind::Table)
        return &block.content;
    if (block.rows.empty() || block.rows.back().empty())
        return nullptr;
    return m_dropCell ? &m_dropped : &block.rows.back().back().content;
}

void Builder::append(const QString& text) {
    StyledText* into = target();
    if (into == nullptr || text.isEmpty())
        return;
    m_imageSource.clear();
    StyledRun run{.start = into->text.size(), .length = text.size()};
    for (std::size_t i = 0; i < Styles.size(); ++i)
        run.styles.setFlag(Styles[i], m_styleDepth[i] > 0);
    // An image inside a link leads where the link leads.
    const auto link = std::ranges::find_if(m_targets, [](const QUrl& url) { return !url.isEmpty(); });
    if (link != m_targets.end())
        run.target = *link;
    into->text += text;
    if (run.styles == TextStyles() && run.target.isEmpty())
        return;
    if (!into->runs.empty()) {
        StyledRun& last = into->runs.back();
        const bool continues = last.start + last.length == run.start;
        if (continues && last.styles == run.styles && last.target == run.target) {
            last.length += run.length;
            return;
        }
    }
    into->runs.push_back(std::move(run));
}

int Builder::text(MD_TEXTTYPE type, std::string_view utf8) {
    if (!m_open) { // items of tight lists have text without a paragraph
        if (const int result = open(Block::Kind::Paragraph); result != 0)
            return result;
    }
    switch (type) {
    case MD_TEXT_NULLCHAR:
        append(QString(QChar(QChar::ReplacementCharacter)));
        break;
    case MD_TEXT_BR:
        append(QString(QChar(QChar::LineSeparator)));
        break;
    case MD_TEXT_SOFTBR:
        append(QStringLiteral(" "));
        break;
    case MD_TEXT_ENTITY:
        append(displayText(QStringView(decodedEntity(utf8))).replace(u'\n', u' '));
        break;
    default: {
        QString plain = QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
        if (type == MD_TEXT_CODE && m_blocks.back().kind == Block::Kind::Table)
            plain.replace(QStringLiteral("\\|"),
                          QStringLiteral("|")); // only so can code in a cell hold a bar
        append(plain);
        break;
    }
    }
    return 0;
}

QString Builder::attribute(const MD_ATTRIBUTE& attribute) {
    QString value;
    for (int i = 0; attribute.size > 0 && attribute.substr_offsets[i] < attribute.size; ++i) {
        const std::string_view part(attribute.text + attribute.substr_offsets[i],
                                    attribute.substr_offsets[i + 1] - attribute.substr_offsets[i]);
        value += attribute.substr_types[i] == MD_TEXT_ENTITY
                     ? decodedEntity(part)
                     : QString::fromUtf8(part.data(), static_cast<qsizetype>(part.size()));
    }
    return value;
}

MD_PARSER parserFor(LineEnds lineEnds) {
    MD_PARSER parser{};
    parser.flags = MD_DIALECT_GITHUB | MD_FLAG_NOHTML;
    if (lineEnds == LineEnds::Keep)
        parser.flags |= MD_FLAG_HARD_SOFT_BREAKS | MD_FLAG_NOINDENTEDCODEBLOCKS;
    parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* builder) {
        return static_cast<Builder*>(builder)->enterBlock(type, detail);
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void*, void* builder) {
        return static_cast<Builder*>(builder)->leaveBlock(type);
    };
    parser.enter_span = [](MD_SPANTYPE type, void* detail, void* builder) {
        static_cast<Builder*>(builder)->enterSpan(type, detail);
        return 0;
    };
    parser.leave_span = [](MD_SPANTYPE type, void*, void* builder) {
        static_cast<Builder*>(builder)->leaveSpan(type);
        return 0;
    };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* builder) {
        return static_cast<Builder*>(builder)->text(type, {text, size});
    };
    return parser;
}

} // namespace

Markdown parseMarkdown(const QString& text, LineEnds lineEnds, const MarkdownLimits& limits) {
    Markdown result;
    QStringView shown = text;
    if (shown.size() > limits.characters) {
        shown.truncate(limits.characters);
        if (shown.back().isHighSurrogate())
            shown.chop(1);
        result.cut = true;
    }
    const QByteArray utf8 = shown.toUtf8();
    const MD_PARSER parser = parserFor(lineEnds);
    Builder builder(limits);
    const int outcome = md_parse(utf8.constData(), static_cast<MD_SIZE>(utf8.size()), &parser, &builder);
    result.blocks = builder.takeBlocks();
    if (outcome < 0) { // the parser had no memory: the text is still there to read
        Block plain;
        plain.content.text = shown.toString().replace(u'\n', QChar::LineSeparator);
        result.blocks = {plain};
    }
    result.cut = result.cut || builder.hasStopped();
    return result;
}

} // namespace ax::widgets
