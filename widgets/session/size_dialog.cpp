// SPDX-License-Identifier: MIT
#include "widgets/session/size_dialog.h"

#include "widgets/basics/tinted_label.h"
#include "widgets/transcript/display_text.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLocale>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace ax::widgets {

namespace {

enum Column { NameColumn, BytesColumn, ShareColumn, CountColumn };
constexpr int PermilleRole = Qt::UserRole + 1;
constexpr int PositionRole = Qt::UserRole + 2;
constexpr std::size_t ShownParts = 40;

QString sizeText(std::uint64_t bytes) {
    return QLocale().formattedDataSize(static_cast<qint64>(bytes), bytes < 1000 ? 0 : 1,
                                       QLocale::DataSizeSIFormat);
}

QString countText(std::uint64_t count) {
    return QLocale().toString(static_cast<qulonglong>(count));
}

QString kindText(ContentKind kind, const std::string& name) {
    const QString shown = displayLine(name, 80);
    switch (kind) {
    case ContentKind::UserText:
        return SizeDialog::tr("What you wrote");
    case ContentKind::AssistantText:
        return SizeDialog::tr("Answers");
    case ContentKind::Thinking:
        return SizeDialog::tr("Thinking");
    case ContentKind::ToolInput:
        return SizeDialog::tr("Tool input");
    case ContentKind::ToolOutput:
        return name == "?" ? SizeDialog::tr("Tool output") : SizeDialog::tr("Output of %1").arg(shown);
    case ContentKind::Images:
        return SizeDialog::tr("Images");
    case ContentKind::Notices:
        return SizeDialog::tr("Notices");
    case ContentKind::Damaged:
        return SizeDialog::tr("Damaged records");
    case ContentKind::Bookkeeping:
        break;
    }
    return SizeDialog::tr("Bookkeeping in “%1” records").arg(shown);
}

/// A share as a bar, like the table's context bar.
class ShareDelegate final : public QStyledItemDelegate {
public:
    ShareDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), m_theme(theme) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        QStyledItemDelegate::paint(painter, option, QModelIndex());
        constexpr int Height = 8;
        constexpr int LabelWidth = 44;
        const Tokens& tokens = m_theme.tokens();
        const double share = index.data(PermilleRole).toInt() / 1000.0;
        const QRectF bar(option.rect.left() + 8, option.rect.center().y() - Height / 2.0 + 0.5,
                         option.rect.width() - 24 - LabelWidth, Height);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(tokens.line);
        painter->drawRoundedRect(bar, Height / 2.0, Height / 2.0);
        QRectF part = bar;
        part.setWidth(std::max<double>(share * bar.width(), share > 0 ? Height : 0));
        painter->setBrush(tokens.accent);
        painter->drawRoundedRect(part, Height / 2.0, Height / 2.0);
        painter->setPen(tokens.muted);
        const QRect label = option.rect.adjusted(option.rect.width() - LabelWidth - 8, 0, -8, 0);
        painter->drawText(label, Qt::AlignRight | Qt::AlignVCenter, index.data().toString());
        painter->restore();
    }

private:
    const Theme& m_theme;
};

QTableWidgetItem* numberItem(const QString& text) {
    auto* item = new QTableWidgetItem(text);
    item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    return item;
}

QTableWidget* makeTable(const char* name, const QString& meaning, const QStringList& headers,
                        QWidget* parent) {
    auto* table = new QTableWidget(0, static_cast<int>(headers.size()), parent);
    table->setObjectName(QString::fromLatin1(name));
    table->setAccessibleName(meaning);
    table->setHorizontalHeaderLabels(headers);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(Theme::RowHeight);
    table->setShowGrid(false);
    table->setFrameShape(QFrame::NoFrame);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setTabKeyNavigation(false);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table->horizontalHeader()->setSectionResizeMode(NameColumn, QHeaderView::Stretch);
    table->horizontalHeaderItem(NameColumn)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    return table;
}

} // namespace

SizeDialog::SizeDialog(const QString& title, const Theme& theme, QWidget* parent)
    : QDialog(parent), m_theme(theme),
      m_summary(new TintedLabel(theme, &Tokens::muted, TintedLabel::Size::Content, this)),
      m_progress(new QProgressBar(this)),
      m_parts(makeTable("sizeParts", tr("Bytes by kind"), {tr("What"), tr("Size"), tr("Share"), tr("Count")},
                        this)),
      m_largest(
          makeTable("sizeLargest", tr("Largest records"), {tr("Record"), tr("Size"), tr("Place")}, this)),
      m_largestTitle(new TintedLabel(theme, &Tokens::text, TintedLabel::Size::Content, this)),
      m_pages(new QStackedWidget(this)) {
    setObjectName(QStringLiteral("sizeDialog"));
    setWindowTitle(tr("Why is this transcript so big?"));
    resize(680, 620);
    auto* heading = new TintedLabel(theme, &Tokens::text, TintedLabel::Size::Title, this);
    heading->setFullText(title);
    m_summary->setObjectName(QStringLiteral("sizeSummary"));
    m_summary->setFullText(tr("Reading the transcript…"));
    m_progress->setObjectName(QStringLiteral("sizeProgress"));
    m_progress->setRange(0, 1000);
    m_progress->setAccessibleName(tr("Read so far"));
    m_parts->setItemDelegateForColumn(ShareColumn, new ShareDelegate(theme, m_parts));
    m_parts->horizontalHeader()->setSectionResizeMode(ShareColumn, QHeaderView::Fixed);
    m_parts->setColumnWidth(ShareColumn, 220);
    m_parts->horizontalHeader()->setSectionResizeMode(CountColumn, QHeaderView::Fixed);
    m_parts->setColumnWidth(CountColumn, 80);
    for (const Column column : {BytesColumn, CountColumn})
        m_parts->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_largestTitle->setFullText(tr("Largest records – Enter or a double click shows one in the transcript"));

    auto* result = new QWidget(this);
    auto* resultLayout = new QVBoxLayout(result);
    resultLayout->setContentsMargins(0, 0, 0, 0);
    resultLayout->setSpacing(8);
    resultLayout->addWidget(m_parts, 3);
    resultLayout->addSpacing(8);
    resultLayout->addWidget(m_largestTitle);
    resultLayout->addWidget(m_largest, 2);
    auto* waiting = new QWidget(this);
    auto* waitingLayout = new QVBoxLayout(waiting);
    waitingLayout->setContentsMargins(0, 0, 0, 0);
    waitingLayout->addWidget(m_progress);
    waitingLayout->addStretch();
    m_pages->addWidget(waiting);
    m_pages->addWidget(result);

    auto* buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole)->setObjectName(QStringLiteral("sizeClose"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 20, 20, 16);
    layout->setSpacing(8);
    layout->addWidget(heading);
    layout->addWidget(m_summary);
    layout->addSpacing(8);
    layout->addWidget(m_pages, 1);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_largest, &QTableWidget::itemActivated, this, [this](const QTableWidgetItem* item) {
        Q_EMIT placeChosen(m_largest->item(item->row(), NameColumn)->data(PositionRole).toULongLong());
        accept();
    });
}

void SizeDialog::setProgress(std::uint64_t done, std::uint64_t end) {
    m_progress->setValue(
        end == 0 ? 0 : static_cast<int>(1000.0 * static_cast<double>(done) / static_cast<double>(end)));
}

void SizeDialog::setProblem(const QString& sentence) {
    m_summary->setColor(&Tokens::red);
    m_summary->setFullText(sentence);
    m_progress->hide();
}

void SizeDialog::setBreakdown(const SizeBreakdown& breakdown) {
    m_summary->setFullText(
        tr("%1 in %2 records").arg(sizeText(breakdown.bytes), countText(breakdown.records)));
    fillParts(breakdown);
    fillLargest(breakdown);
    m_pages->setCurrentIndex(1);
    m_parts->setFocus();
}

void SizeDialog::fillParts(const SizeBreakdown& breakdown) {
    const std::size_t shown = std::min(breakdown.parts.size(), ShownParts);
    m_parts->setRowCount(static_cast<int>(shown));
    for (std::size_t i = 0; i < shown; ++i) {
        const SizeBreakdown::Part& part = breakdown.parts[i];
        const double share = static_cast<double>(part.bytes) /
                             static_cast<double>(std::max<std::uint64_t>(1, breakdown.bytes));
        const int row = static_cast<int>(i);
        m_parts->setItem(row, NameColumn, new QTableWidgetItem(kindText(part.kind, part.name)));
        m_parts->setItem(row, BytesColumn, numberItem(sizeText(part.bytes)));
        auto* bar = new QTableWidgetItem(QLocale().toString(100 * share, 'f', 1) + u'%');
        bar->setData(PermilleRole, static_cast<int>(1000 * share));
        m_parts->setItem(row, ShareColumn, bar);
        m_parts->setItem(row, CountColumn, numberItem(countText(part.count)));
    }
    if (shown > 0)
        m_parts->setCurrentCell(0, NameColumn);
}

void SizeDialog::fillLargest(const SizeBreakdown& breakdown) {
    m_largest->setRowCount(static_cast<int>(breakdown.largest.size()));
    for (std::size_t i = 0; i < breakdown.largest.size(); ++i) {
        const SizeBreakdown::LargeRecord& record = breakdown.largest[i];
        const int row = static_cast<int>(i);
        auto* name = new QTableWidgetItem(kindText(record.kind, record.name));
        name->setData(PositionRole, QVariant::fromValue<qulonglong>(record.position));
        m_largest->setItem(row, NameColumn, name);
        m_largest->setItem(row, BytesColumn, numberItem(sizeText(record.bytes)));
        m_largest->setItem(row, 2, numberItem(countText(record.position)));
    }
    if (!breakdown.largest.empty())
        m_largest->setCurrentCell(0, NameColumn);
}

} // namespace ax::widgets
