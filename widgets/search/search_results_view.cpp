// SPDX-License-Identifier: MIT
#include "widgets/search/search_results_view.h"

#include "widgets/search/search_result_delegate.h"

#include <QKeyEvent>
#include <QPainter>

namespace ax::widgets {

SearchResultsView::SearchResultsView(SearchResultsModel& model, const Theme& theme, QWidget* parent)
    : QListView(parent), m_model(model), m_theme(theme) {
    setObjectName(QStringLiteral("searchResults"));
    setAccessibleName(tr("Found in transcripts"));
    setModel(&model);
    setItemDelegate(new SearchResultDelegate(theme, this));
    setFrameShape(NoFrame);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    connect(&model, &QAbstractItemModel::modelAboutToBeReset, this,
            [this] { m_keptKey = currentSessionKey(); });
    connect(&model, &QAbstractItemModel::modelReset, this, &SearchResultsView::keepCurrent);
    connect(this, &QAbstractItemView::doubleClicked, this, [this](const QModelIndex& index) {
        Q_EMIT resultActivated(index.data(SearchResultsModel::SessionKeyRole).toString(),
                               index.data(SearchResultsModel::PositionRole).toULongLong());
    });
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

QString SearchResultsView::currentSessionKey() const {
    return currentIndex().data(SearchResultsModel::SessionKeyRole).toString();
}

void SearchResultsView::setPlaceholder(const QString& sentence) {
    m_placeholder = sentence;
    viewport()->update();
}

/// Letters typed on refine the answer: the one that is looked at stays, else the best one is shown.
void SearchResultsView::keepCurrent() {
    const int row = std::max(0, m_model.rowOf(m_keptKey));
    if (m_model.rowCount() > 0) {
        setCurrentIndex(m_model.index(row));
    }
}

void SearchResultsView::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QListView::currentChanged(current, previous);
    if (current.isValid()) {
        Q_EMIT currentResultChanged(current.data(SearchResultsModel::SessionKeyRole).toString(),
                                    current.data(SearchResultsModel::PositionRole).toULongLong());
    }
}

void SearchResultsView::keyPressEvent(QKeyEvent* event) {
    const QModelIndex current = currentIndex();
    if (event->text() == u"n") {
        Q_EMIT nextHitRequested();
    } else if (event->text() == u"N") {
        Q_EMIT previousHitRequested();
    } else if (event->text() == u"j" || event->text() == u"k") {
        const int row = current.row() + (event->text() == u"j" ? 1 : -1);
        if (row >= 0 && row < m_model.rowCount()) {
            setCurrentIndex(m_model.index(row));
        }
    } else if (current.isValid() && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        Q_EMIT resultActivated(current.data(SearchResultsModel::SessionKeyRole).toString(),
                               current.data(SearchResultsModel::PositionRole).toULongLong());
    } else {
        return QListView::keyPressEvent(event);
    }
    event->accept();
}

void SearchResultsView::paintEvent(QPaintEvent* event) {
    QListView::paintEvent(event);
    if (m_model.rowCount() == 0 && !m_placeholder.isEmpty()) {
        QPainter painter(viewport());
        painter.setPen(m_theme.tokens().muted);
        painter.drawText(viewport()->rect().adjusted(16, 0, -16, 0),
                         int(Qt::AlignCenter) | int(Qt::TextWordWrap), m_placeholder);
    }
}

} // namespace ax::widgets
