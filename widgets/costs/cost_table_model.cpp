// SPDX-License-Identifier: MIT
#include "widgets/costs/cost_table_model.h"

#include "widgets/costs/cost_text.h"
#include "widgets/table/cell_text.h"

#include <QLocale>

#include <algorithm>
#include <numeric>

namespace ax::widgets {

namespace {

bool comesBefore(const CostLine& one, const CostLine& other, int column) {
    const TokenCounts& a = one.sum.tokens;
    const TokenCounts& b = other.sum.tokens;
    switch (column) {
    case CostTableModel::Heading:
        return one.heading < other.heading;
    case CostTableModel::Input:
        return a.input < b.input;
    case CostTableModel::Output:
        return a.output < b.output;
    case CostTableModel::CacheRead:
        return a.cacheRead < b.cacheRead;
    case CostTableModel::CacheWrite:
        return a.cacheWrite < b.cacheWrite;
    case CostTableModel::Sessions:
        return one.sessions < other.sessions;
    default:
        return one.sum.dollars() < other.sum.dollars();
    }
}

} // namespace

CostTableModel::CostTableModel(std::string home, QObject* parent)
    : QAbstractTableModel(parent), m_home(std::move(home)), m_report(std::make_shared<const CostReport>()) {
}

void CostTableModel::setReport(std::shared_ptr<const CostReport> report) {
    beginResetModel();
    m_report = std::move(report);
    m_dearest = 0;
    for (const CostLine& line : m_report->lines) {
        m_dearest = std::max(m_dearest, line.sum.dollars());
    }
    order();
    endResetModel();
}

void CostTableModel::order() {
    m_order.resize(m_report->lines.size());
    std::iota(m_order.begin(), m_order.end(), 0U);
    if (m_sortColumn < 0) {
        return;
    }
    std::ranges::stable_sort(m_order, [this](std::size_t one, std::size_t other) {
        const bool ascending = m_sortOrder == Qt::AscendingOrder;
        return comesBefore(m_report->lines[ascending ? one : other], m_report->lines[ascending ? other : one],
                           m_sortColumn);
    });
}

void CostTableModel::sort(int column, Qt::SortOrder sortOrder) {
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const std::vector<std::size_t> before = m_order;
    m_sortColumn = column;
    m_sortOrder = sortOrder;
    order();
    for (const QModelIndex& index : persistentIndexList()) {
        const std::size_t line = before[static_cast<std::size_t>(index.row())];
        const auto row = std::ranges::find(m_order, line) - m_order.begin();
        changePersistentIndex(index, createIndex(static_cast<int>(row), index.column()));
    }
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

int CostTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_order.size());
}

int CostTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString CostTableModel::text(const CostLine& line, int column) const {
    const TokenCounts& tokens = line.sum.tokens;
    switch (column) {
    case Heading:
        return headingText(line, m_report->grouping, m_home);
    case CostColumn:
        return sumText(line.sum);
    case Input:
        return tokenCountText(tokens.input);
    case Output:
        return tokenCountText(tokens.output);
    case CacheRead:
        return tokenCountText(tokens.cacheRead);
    case CacheWrite:
        return tokenCountText(tokens.cacheWrite);
    case Sessions:
        return QLocale().toString(static_cast<qulonglong>(line.sessions));
    default:
        return {};
    }
}

double CostTableModel::shareOf(const CostLine& line) const {
    return m_dearest > 0 ? line.sum.dollars() / m_dearest : 0;
}

QVariant CostTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const CostLine& line = lineAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(line, index.column());
    case Qt::AccessibleTextRole:
        return index.column() == Share ? tr("%1% of the dearest").arg(qRound(shareOf(line) * 100))
                                       : text(line, index.column());
    case Qt::ToolTipRole:
        return plainToolTip(index.column() == Heading ? text(line, Heading) : sumExplanation(line.sum));
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (index.column() <= Share ? Qt::AlignLeft : Qt::AlignRight)));
    case ShareRole:
        return shareOf(line);
    case IsMutedRole:
        return index.column() >= Input || (index.column() == Heading && line.heading.empty());
    default:
        return {};
    }
}

QVariant CostTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (section <= Share ? Qt::AlignLeft : Qt::AlignRight)));
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case Heading:
        switch (m_report->grouping) {
        case CostGrouping::Day:
            return tr("Day");
        case CostGrouping::Project:
            return tr("Project");
        case CostGrouping::Model:
            return tr("Model");
        case CostGrouping::Harness:
            return tr("Agent");
        case CostGrouping::Run:
            return tr("Run");
        }
        return {};
    case CostColumn:
        return tr("Cost");
    case Input:
        return tr("Input");
    case Output:
        return tr("Output");
    case CacheRead:
        return tr("Cache read");
    case CacheWrite:
        return tr("Cache write");
    case Sessions:
        return tr("Sessions");
    default:
        return {};
    }
}

} // namespace ax::widgets
