// SPDX-License-Identifier: MIT
#include "widgets/table/column_layout.h"

#include "widgets/table/cell_text.h"
#include "widgets/table/session_cell_delegate.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/painting.h"

#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMenu>
#include <QScopedValueRollback>
#include <QTableView>

#include <algorithm>
#include <array>

namespace ax::widgets {

namespace {

constexpr int Version = 1;
constexpr int MaximumWidth = 4000;
constexpr qsizetype MaximumSaved = 10'000; ///< bytes; more was not written by save()

constexpr std::array<QLatin1StringView, SessionColumnCount> Names{
    QLatin1StringView("status"), QLatin1StringView("title"), QLatin1StringView("harness"),
    QLatin1StringView("model"),  QLatin1StringView("age"),   QLatin1StringView("context"),
    QLatin1StringView("cost"),   QLatin1StringView("folder")};

/// -1 for a name of another version.
int columnNamed(const QString& name) {
    const auto found = std::ranges::find(Names, name);
    return found == Names.end() ? -1 : static_cast<int>(found - Names.begin());
}

QString nameOf(int column) {
    return Names.at(static_cast<std::size_t>(column));
}

constexpr int Title = static_cast<int>(SessionColumn::Title);

} // namespace

ColumnLayout::ColumnLayout(QTableView& view)
    : QObject(&view), m_view(view), m_header(view.horizontalHeader()) {
    m_header->setSectionsMovable(true);
    m_header->setFirstSectionMovable(true);
    m_header->setSectionResizeMode(QHeaderView::Interactive);
    m_header->setStretchLastSection(false);
    m_header->setMinimumSectionSize(MinimumWidth);
    m_header->setHighlightSections(false);
    m_header->setSectionsClickable(true);
    m_header->setContextMenuPolicy(Qt::CustomContextMenu);
    reset();
    connect(m_header, &QHeaderView::sectionResized, this, &ColumnLayout::noteResize);
    connect(m_header, &QHeaderView::sectionMoved, this, [this] {
        if (!m_arranging) {
            Q_EMIT changed();
        }
    });
    connect(m_header, &QHeaderView::sortIndicatorChanged, this, [this] {
        if (!m_arranging) {
            Q_EMIT changed();
        }
    });
    connect(m_header, &QHeaderView::customContextMenuRequested, this, [this](const QPoint& at) {
        QMenu* menu = createMenu(&m_view);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->popup(m_header->viewport()->mapToGlobal(at));
    });
}

int ColumnLayout::defaultWidth(SessionColumn column) const {
    const QFontMetrics metrics(m_view.font());
    const QFontMetrics numbers(tabularFont(m_view.font()));
    constexpr int Arrow = 14;
    const auto room = [&](int content) {
        const int heading = metrics.horizontalAdvance(CellText::columnTitle(column)) + Arrow;
        return std::max(content, heading) + 2 * SessionCellDelegate::Padding + 2;
    };
    switch (column) {
    case SessionColumn::Status:
        return room(metrics.horizontalAdvance(statusText(Status::NeedsAuth)) + glyphSizeFor(metrics) + 7);
    case SessionColumn::Title:
        return MinimumTitleWidth;
    case SessionColumn::Harness:
        return room(metrics.horizontalAdvance(QStringLiteral("opencode")));
    case SessionColumn::Model:
        return room(metrics.horizontalAdvance(QStringLiteral("gpt-6-astral")));
    case SessionColumn::Age:
        return room(numbers.horizontalAdvance(QStringLiteral("999d")));
    case SessionColumn::Context:
        return room(ContextBarWidth + 8 + numbers.horizontalAdvance(QStringLiteral("100%")));
    case SessionColumn::Cost:
        return room(numbers.horizontalAdvance(QStringLiteral("~$999.99")));
    case SessionColumn::Folder:
        return room(metrics.averageCharWidth() * 22);
    }
    return MinimumWidth;
}

void ColumnLayout::reset() {
    const QScopedValueRollback arranging(m_arranging, true);
    for (int column = 0; column < SessionColumnCount; ++column) {
        m_header->moveSection(m_header->visualIndex(column), column);
        m_header->setSectionHidden(column, false);
        m_header->resizeSection(column, defaultWidth(static_cast<SessionColumn>(column)));
    }
    fill();
}

void ColumnLayout::fill() {
    const QScopedValueRollback arranging(m_arranging, true);
    const int others = m_header->length() - m_header->sectionSize(Title);
    m_header->resizeSection(Title, std::max(MinimumTitleWidth, m_view.viewport()->width() - others));
}

void ColumnLayout::noteResize(int section, int oldWidth, int newWidth) {
    // A width from or to nothing is a column that is hidden or shown.
    if (m_arranging || oldWidth == 0 || newWidth == 0) {
        return;
    }
    {
        const QScopedValueRollback arranging(m_arranging, true);
        if (section == Title) {
            tradeWidth(newWidth - oldWidth);
        }
        fill();
    }
    Q_EMIT changed();
}

/// What the title gained, its neighbour at the right gives.
void ColumnLayout::tradeWidth(int gained) {
    for (int visual = m_header->visualIndex(Title) + 1; visual < SessionColumnCount; ++visual) {
        const int neighbour = m_header->logicalIndex(visual);
        if (!m_header->isSectionHidden(neighbour)) {
            const int width = m_header->sectionSize(neighbour) - gained;
            return m_header->resizeSection(neighbour, std::clamp(width, MinimumWidth, MaximumWidth));
        }
    }
}

bool ColumnLayout::isVisible(SessionColumn column) const {
    return !m_header->isSectionHidden(static_cast<int>(column));
}

void ColumnLayout::setVisible(SessionColumn column, Qt::CheckState shown) {
    if (column == SessionColumn::Title || isVisible(column) == (shown != Qt::Unchecked)) {
        return;
    }
    {
        const QScopedValueRollback arranging(m_arranging, true);
        m_header->setSectionHidden(static_cast<int>(column), shown == Qt::Unchecked);
        fill();
    }
    Q_EMIT changed();
}

QMenu* ColumnLayout::createMenu(QWidget* parent) {
    auto* menu = new QMenu(tr("Columns"), parent);
    menu->setObjectName(QStringLiteral("columnsMenu"));
    for (int visual = 0; visual < SessionColumnCount; ++visual) {
        const auto column = static_cast<SessionColumn>(m_header->logicalIndex(visual));
        QAction* action = menu->addAction(CellText::columnTitle(column));
        action->setObjectName(nameOf(static_cast<int>(column)));
        action->setCheckable(true);
        action->setChecked(isVisible(column));
        action->setEnabled(column != SessionColumn::Title); // a row without it says nothing
        connect(action, &QAction::toggled, this,
                [this, column](bool on) { setVisible(column, on ? Qt::Checked : Qt::Unchecked); });
    }
    // A menu that is kept, as in a menu bar, shows what other ways have changed since.
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        for (QAction* action : menu->actions()) {
            if (const int column = columnNamed(action->objectName()); column >= 0) {
                action->setChecked(isVisible(static_cast<SessionColumn>(column)));
            }
        }
    });
    menu->addSeparator();
    connect(menu->addAction(tr("Restore columns")), &QAction::triggered, this, [this] {
        reset();
        Q_EMIT changed();
    });
    return menu;
}

QByteArray ColumnLayout::save() const {
    QJsonArray order;
    QJsonArray hidden;
    QJsonObject widths;
    for (int visual = 0; visual < SessionColumnCount; ++visual) {
        const int column = m_header->logicalIndex(visual);
        order.append(nameOf(column));
        if (m_header->isSectionHidden(column)) {
            hidden.append(nameOf(column));
        } else if (column != Title) {
            widths.insert(nameOf(column), m_header->sectionSize(column));
        }
    }
    const QJsonObject saved{
        {QStringLiteral("version"), Version},
        {QStringLiteral("order"), order},
        {QStringLiteral("hidden"), hidden},
        {QStringLiteral("widths"), widths},
        {QStringLiteral("sort"),
         nameOf(std::clamp(m_header->sortIndicatorSection(), 0, SessionColumnCount - 1))},
        {QStringLiteral("descending"), m_header->sortIndicatorOrder() == Qt::DescendingOrder},
    };
    return QJsonDocument(saved).toJson(QJsonDocument::Compact);
}

bool ColumnLayout::restore(const QByteArray& saved) {
    const QJsonObject root =
        saved.size() > MaximumSaved ? QJsonObject() : QJsonDocument::fromJson(saved).object();
    if (root.value(QStringLiteral("version")).toInt() != Version) {
        return false;
    }
    reset();
    const QScopedValueRollback arranging(m_arranging, true);
    int visual = 0;
    for (const QJsonValue& name : root.value(QStringLiteral("order")).toArray()) {
        if (const int column = columnNamed(name.toString());
            column >= 0 && m_header->visualIndex(column) >= visual) {
            m_header->moveSection(m_header->visualIndex(column), visual++);
        }
    }
    const QJsonObject widths = root.value(QStringLiteral("widths")).toObject();
    for (auto width = widths.begin(); width != widths.end(); ++width) {
        if (const int column = columnNamed(width.key()); column >= 0 && width->isDouble()) {
            m_header->resizeSection(column, std::clamp(width->toInt(), MinimumWidth, MaximumWidth));
        }
    }
    for (const QJsonValue& name : root.value(QStringLiteral("hidden")).toArray()) {
        if (const int column = columnNamed(name.toString()); column >= 0 && column != Title) {
            m_header->setSectionHidden(column, true);
        }
    }
    if (const int column = columnNamed(root.value(QStringLiteral("sort")).toString()); column >= 0) {
        m_header->setSortIndicator(column, root.value(QStringLiteral("descending")).toBool()
                                               ? Qt::DescendingOrder
                                               : Qt::AscendingOrder);
    }
    fill();
    return true;
}

} // namespace ax::widgets
