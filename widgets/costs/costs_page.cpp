// SPDX-License-Identifier: MIT
#include "widgets/costs/costs_page.h"

#include "core/costs/cost_csv.h"
#include "widgets/basics/tinted_label.h"
#include "widgets/costs/cost_cell_delegate.h"
#include "widgets/costs/cost_chart.h"
#include "widgets/costs/cost_table_model.h"
#include "widgets/costs/cost_text.h"
#include "widgets/theme/fonts.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QDate>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QSaveFile>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace ax::widgets {

namespace {

constexpr int LeftMargin = 10;  ///< where the texts of a table begin
constexpr int RightMargin = 12; ///< where the bars above end

constexpr int HeadingWidth = 172; ///< px, at least: a day with its name, a folder
constexpr int NarrowestShare = 36, WidestShare = 160;

std::chrono::local_days today() {
    return std::chrono::local_days(std::chrono::days(QDate(1970, 1, 1).daysTo(QDate::currentDate())));
}

QDate dateOf(std::chrono::local_days day) {
    return QDate(1970, 1, 1).addDays(day.time_since_epoch().count());
}

struct GroupingChoice {
    CostGrouping grouping;
    const char* objectName;
    const char* label;
};

constexpr GroupingChoice Groupings[] = {
    {CostGrouping::Day, "costByDay", QT_TRANSLATE_NOOP("ax::widgets::CostsPage", "Day")},
    {CostGrouping::Project, "costByProject", QT_TRANSLATE_NOOP("ax::widgets::CostsPage", "Project")},
    {CostGrouping::Model, "costByModel", QT_TRANSLATE_NOOP("ax::widgets::CostsPage", "Model")},
    {CostGrouping::Harness, "costByHarness", QT_TRANSLATE_NOOP("ax::widgets::CostsPage", "Agent")},
    {CostGrouping::Run, "costByRun", QT_TRANSLATE_NOOP("ax::widgets::CostsPage", "Run")},
};

} // namespace

CostsPage::CostsPage(std::string home, const ModelCatalog& models, const Theme& theme, QWidget* parent)
    : QWidget(parent), chooseFile([this](const QString& suggestion) {
          return QFileDialog::getSaveFileName(this, tr("Export the costs"), suggestion,
                                              tr("CSV files (*.csv)"));
      }),
      m_models(models), m_theme(theme), m_report(std::make_shared<const CostReport>()),
      m_total(new TintedLabel(theme, &Tokens::text, TintedLabel::Size::Title, this)),
      m_detail(new TintedLabel(theme, &Tokens::muted, TintedLabel::Size::Secondary, this)),
      m_period(new QComboBox(this)), m_grouping(new QButtonGroup(this)), m_chart(new CostChart(theme, this)),
      m_model(new CostTableModel(std::move(home), this)), m_table(new QTableView(this)) {
    setObjectName(QStringLiteral("costsPage"));
    setAccessibleName(tr("Costs"));
    m_pool.setMaxThreadCount(1);
    m_pool.setExpiryTimeout(2000);
    m_total->setObjectName(QStringLiteral("costTotal"));
    m_detail->setObjectName(QStringLiteral("costDetail"));
    m_period->setObjectName(QStringLiteral("costPeriod"));
    m_period->setAccessibleName(tr("Period"));
    for (const CostPeriod period : CostPeriods) {
        m_period->addItem(periodText(period), static_cast<int>(period));
    }
    m_period->setCurrentIndex(m_period->findData(static_cast<int>(CostPeriod::Month)));
    buildTable();
    buildLayout();
    connect(m_period, &QComboBox::currentIndexChanged, this, &CostsPage::refresh);
    connect(m_grouping, &QButtonGroup::idToggled, this, [this](int, bool checked) {
        if (checked) {
            refresh();
        }
    });
    connect(m_chart, &CostChart::described, this, &CostsPage::showTotal);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

CostsPage::~CostsPage() {
    m_pool.waitForDone();
}

QWidget* CostsPage::buildGroupingButtons() {
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    for (const GroupingChoice& choice : Groupings) {
        auto* button = new QPushButton(tr(choice.label), row);
        button->setObjectName(QString::fromLatin1(choice.objectName));
        button->setAccessibleName(tr("By %1").arg(button->text()));
        button->setCheckable(true);
        button->setChecked(choice.grouping == CostGrouping::Day);
        m_grouping->addButton(button, static_cast<int>(choice.grouping));
        layout->addWidget(button);
    }
    return row;
}

void CostsPage::buildLayout() {
    auto* csv = new QPushButton(tr("Export CSV…"), this);
    csv->setObjectName(QStringLiteral("costExport"));
    connect(csv, &QPushButton::clicked, this, &CostsPage::exportCsv);

    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_total);
    head->addWidget(m_detail, 1);
    head->addWidget(m_period);
    head->addWidget(csv);
    auto* choices = new QHBoxLayout;
    choices->addWidget(buildGroupingButtons());
    choices->addStretch();

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 12, 0, 0);
    layout->setSpacing(12);
    head->setContentsMargins(LeftMargin, 0, RightMargin, 0);
    choices->setContentsMargins(LeftMargin, 0, RightMargin, 0);
    layout->addLayout(head);
    layout->addWidget(m_chart);
    layout->addLayout(choices);
    layout->addWidget(m_table, 1);
}

void CostsPage::buildTable() {
    m_table->setObjectName(QStringLiteral("costTable"));
    m_table->setAccessibleName(tr("Costs"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new CostCellDelegate(m_theme, m_table));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setCornerButtonEnabled(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(heightFor(m_table->font(), Theme::RowHeight));
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setSectionResizeMode(CostTableModel::Heading, QHeaderView::Stretch);
    m_table->horizontalHeader()->setMinimumSectionSize(NarrowestShare);
    for (int column = CostTableModel::CostColumn; column < CostTableModel::ColumnCount; ++column) {
        m_table->setColumnWidth(
            column, column == CostTableModel::Input || column == CostTableModel::Output ? 72 : 92);
    }
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::DescendingOrder);
    m_table->setSortingEnabled(true);
}

/// The bars give way first: a day or a folder has to be read.
void CostsPage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    int room = width() - HeadingWidth;
    for (int column = CostTableModel::CostColumn; column < CostTableModel::ColumnCount; ++column) {
        room -= m_table->columnWidth(column);
    }
    m_table->setColumnWidth(CostTableModel::Share, std::clamp(room, NarrowestShare, WidestShare));
}

void CostsPage::setSnapshot(const SnapshotPointer& snapshot) {
    m_snapshot = snapshot;
    m_isStale = true;
    if (isVisible()) {
        refresh();
    }
}

void CostsPage::setGrouping(CostGrouping grouping) {
    m_grouping->button(static_cast<int>(grouping))->setChecked(true);
}

void CostsPage::setPeriod(CostPeriod period) {
    m_period->setCurrentIndex(m_period->findData(static_cast<int>(period)));
}

void CostsPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (m_isStale) {
        refresh();
    }
}

/// One report at a time; what changes meanwhile is looked at afterwards.
void CostsPage::refresh() {
    m_isStale = true;
    if (m_busy || !m_snapshot || !isVisible()) {
        return;
    }
    m_busy = true;
    m_isStale = false;
    m_shownPeriod = static_cast<CostPeriod>(m_period->currentData().toInt());
    const CostQuery query =
        queryFor(static_cast<CostGrouping>(m_grouping->checkedId()), m_shownPeriod, today());
    m_pool.start([this, query, snapshot = m_snapshot] {
        auto report = std::make_shared<const CostReport>(makeCostReport(*snapshot, m_models, query));
        QMetaObject::invokeMethod(
            this,
            [this, report = std::move(report)] {
                m_busy = false;
                take(report);
                if (m_isStale) {
                    refresh();
                }
            },
            Qt::QueuedConnection);
    });
}

void CostsPage::take(const std::shared_ptr<const CostReport>& report) {
    const bool isOtherQuestion = report->grouping != m_report->grouping;
    m_report = report;
    if (isOtherQuestion) {
        m_table->horizontalHeader()->setSortIndicator(-1, Qt::DescendingOrder); // each order is its own
    }
    m_model->setReport(report);
    const CostQuery shown = queryFor(report->grouping, m_shownPeriod, today());
    m_chart->setDays(report->days, shown.from ? dateOf(*shown.from) : QDate(), QDate::currentDate());
    showTotal({});
    Q_EMIT reportShown();
}

void CostsPage::showTotal(const QString& markedDay) {
    const CostSum& sum = m_report->total.sum;
    m_total->setFullText(sumText(sum));
    if (!markedDay.isEmpty()) {
        return m_detail->setFullText(markedDay);
    }
    QStringList facts{tr("%1 tokens").arg(tokenCountText(sum.tokens.total())),
                      tr("%Ln session(s)", nullptr, static_cast<int>(m_report->total.sessions))};
    if (const QString why = sumExplanation(sum); !why.isEmpty()) {
        facts.append(why);
    }
    m_detail->setFullText(facts.join(QStringLiteral(" · ")));
}

void CostsPage::exportCsv() {
    const QString name = chooseFile(QStringLiteral("agent-costs.csv"));
    if (name.isEmpty()) {
        return;
    }
    QSaveFile file(name);
    const QByteArray csv = QByteArray::fromStdString(costReportCsv(*m_report));
    if (file.open(QIODevice::WriteOnly) && file.write(csv) == csv.size() && file.commit()) {
        Q_EMIT said(tr("Saved %1.").arg(name));
    } else {
        Q_EMIT said(tr("%1 could not be written: %2. Choose another place or free some space.")
                        .arg(name, file.errorString()));
    }
}

void CostsPage::paintEvent(QPaintEvent*) {
    QPainter(this).fillRect(rect(), m_theme.tokens().base);
}

} // namespace ax::widgets
