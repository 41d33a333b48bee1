// SPDX-License-Identifier: MIT
#include "widgets/navigator/navigator.h"

#include "widgets/navigator/navigator_delegate.h"
#include "widgets/navigator/navigator_model.h"
#include "widgets/theme/theme.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QListView>
#include <QPersistentModelIndex>
#include <QScopedValueRollback>
#include <QVBoxLayout>

namespace ax::widgets {

namespace {

NavigatorModel::Kind kindOf(const QModelIndex& index) {
    return static_cast<NavigatorModel::Kind>(index.data(NavigatorModel::KindRole).toInt());
}

} // namespace

Navigator::Navigator(const QString& home, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_model(new NavigatorModel(home, this)), m_list(new QListView(this)) {
    setObjectName(QStringLiteral("navigator"));
    setAccessibleName(tr("Navigator"));
    m_list->setObjectName(QStringLiteral("navigatorList"));
    m_list->setAccessibleName(tr("Scopes and projects"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new NavigatorDelegate(theme, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMouseTracking(true);
    m_list->installEventFilter(this);
    setFocusProxy(m_list);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 8);
    layout->addWidget(m_list);
    applyPalette();

    m_list->setCurrentIndex(m_model->indexOf(SessionFilter::Scope::All));
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &Navigator::announce);
    connect(m_list, &QListView::clicked, this,
            [this](const QModelIndex& index) { activate(index, By::Mouse); });
    connect(&theme, &Theme::changed, this, &Navigator::applyPalette);
}

void Navigator::applyPalette() {
    // The column lies on the window's ground, not on a sheet of its own.
    QPalette palette = m_list->palette();
    if (palette.color(QPalette::Base) != m_theme.tokens().window) {
        palette.setColor(QPalette::Base, m_theme.tokens().window);
        m_list->setPalette(palette);
    }
    m_list->viewport()->update();
}

void Navigator::setSnapshot(const SnapshotPointer& snapshot) {
    const QScopedValueRollback quiet(m_quiet, true);
    const QPersistentModelIndex current = m_list->currentIndex();
    m_model->setSnapshot(snapshot);
    if (!current.isValid()) {
        returnToChosen();
    }
}

void Navigator::returnToChosen() {
    const QScopedValueRollback quiet(m_quiet, true);
    m_list->setCurrentIndex(m_model->pinned());
}

void Navigator::select(SessionFilter::Scope scope) {
    choose(m_model->indexOf(scope));
}

void Navigator::selectCosts() {
    choose(m_model->indexOfCosts());
}

void Navigator::choose(const QModelIndex& line) {
    if (m_list->currentIndex() == line) {
        announce(line);
    } else if (line.isValid()) {
        m_list->setCurrentIndex(line);
    }
}

QSize Navigator::sizeHint() const {
    constexpr int Width = 208;
    return {Width, 400};
}

void Navigator::announce(const QModelIndex& current) {
    if (m_quiet || !current.isValid()) {
        return;
    }
    switch (kindOf(current)) {
    case NavigatorModel::Kind::Scope: {
        const auto scope = static_cast<SessionFilter::Scope>(current.data(NavigatorModel::ScopeRole).toInt());
        m_model->pin(current);
        Q_EMIT scopeChosen(scope);
        return;
    }
    case NavigatorModel::Kind::Folder: {
        const QString folder = current.data(NavigatorModel::FolderRole).toString();
        m_model->pin(current);
        Q_EMIT folderChosen(folder);
        return;
    }
    case NavigatorModel::Kind::Costs:
        m_model->pin(current);
        Q_EMIT costsChosen();
        return;
    case NavigatorModel::Kind::Heading:
    case NavigatorModel::Kind::More:
        return;
    }
}

/// Only the switch of the folder list acts by itself; all else was chosen by becoming current.
void Navigator::activate(const QModelIndex& index, By means) {
    if (!index.isValid() || kindOf(index) != NavigatorModel::Kind::More) {
        return;
    }
    m_model->setFolderList(m_model->folderList() == NavigatorModel::FolderList::All
                               ? NavigatorModel::FolderList::Recent
                               : NavigatorModel::FolderList::All);
    if (means == By::Mouse) {
        returnToChosen(); // the tint goes on saying what the table shows
    } else {
        m_list->scrollTo(m_list->currentIndex());
    }
}

bool Navigator::eventFilter(QObject* watched, QEvent* event) {
    if (watched != m_list || event->type() != QEvent::KeyPress) {
        return QWidget::eventFilter(watched, event);
    }
    const auto* key = static_cast<QKeyEvent*>(event);
    if ((key->modifiers() & ~Qt::KeypadModifier) != Qt::NoModifier) {
        return false;
    }
    switch (key->key()) {
    case Qt::Key_J:
    case Qt::Key_K: {
        // The keys of the table serve here too.
        QKeyEvent arrow(QEvent::KeyPress, key->key() == Qt::Key_J ? Qt::Key_Down : Qt::Key_Up,
                        Qt::NoModifier);
        QCoreApplication::sendEvent(m_list, &arrow);
        return true;
    }
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        activate(m_list->currentIndex(), By::Keyboard);
        return true;
    default:
        return false;
    }
}

void Navigator::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        m_list->doItemsLayout(); // sizes of lines follow the font
    }
}

} // namespace ax::widgets
