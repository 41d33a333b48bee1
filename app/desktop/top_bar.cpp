// SPDX-License-Identifier: MIT
#include "app/desktop/top_bar.h"

#include "app/desktop/needs_you_button.h"
#include "widgets/basics/tinted_label.h"
#include "widgets/theme/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace ax::desktop {

using widgets::TintedLabel;
using widgets::Tokens;

TopBar::TopBar(QMenu* menu, const widgets::Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_filter(new QLineEdit(this)),
      m_needsYou(new NeedsYouButton(theme, this)) {
    setFixedHeight(widgets::Theme::BarHeight);
    auto* menuButton = new QToolButton(this);
    menuButton->setObjectName(QStringLiteral("menuButton"));
    menuButton->setAccessibleName(tr("Menu"));
    menuButton->setToolTip(tr("Menu (F10)"));
    menuButton->setText(QStringLiteral("\u2630"));
    // Not setMenu(): that would draw an arrow beside a sign that says menu already.
    connect(menuButton, &QToolButton::clicked, menu, [menu, menuButton] {
        menu->popup(menuButton->mapToGlobal(QPoint(0, menuButton->height() + 4)));
    });
    menuButton->setShortcut(QKeySequence(Qt::Key_F10));
    menuButton->setAutoRaise(true);

    auto* name = new TintedLabel(theme, &Tokens::text, TintedLabel::Size::Content, this);
    QFont bold = name->font();
    bold.setWeight(QFont::DemiBold);
    name->setFont(bold);
    name->setFullText(QStringLiteral("AgentSwitch"));

    m_filter->setObjectName(QStringLiteral("filterField"));
    m_filter->setAccessibleName(tr("Filter and search"));
    m_filter->setPlaceholderText(tr("Filter, or search every transcript"));
    m_filter->setToolTip(
        tr("Filters by title, folder, agent, model or status, and finds what was said (Ctrl+Shift+F).\n"
           "Fields narrow both: harness:claude model:opus dir:src status:idle after:3d before:2026-03-01 "
           "cost:>1.5; -model:opus leaves out."));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(440);
    m_filter->setMinimumWidth(160);
    m_filter->installEventFilter(this);

    auto* newSession = new QPushButton(tr("New session"), this);
    newSession->setObjectName(QStringLiteral("newSessionButton"));
    newSession->setProperty("primary", true);

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 0, 12, 0);
    layout->setSpacing(8);
    layout->addWidget(menuButton);
    layout->addWidget(name);
    layout->addStretch(1);
    layout->addWidget(m_filter, 2);
    layout->addStretch(1);
    layout->addWidget(m_needsYou);
    layout->addWidget(newSession);

    connect(m_filter, &QLineEdit::textChanged, this, &TopBar::filterChanged);
    connect(m_needsYou, &QAbstractButton::clicked, this, &TopBar::needsYouRequested);
    connect(newSession, &QPushButton::clicked, this, &TopBar::newSessionRequested);
    connect(&theme, &widgets::Theme::changed, this, qOverload<>(&QWidget::update));
}

QString TopBar::filterText() const {
    return m_filter->text();
}

void TopBar::setFilterVisible(Filter filter) {
    m_filter->setVisible(filter == Filter::Shown);
}

void TopBar::focusFilter() {
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void TopBar::clearFilter() {
    m_filter->clear();
}

void TopBar::setNeedsYouCount(int count) {
    m_needsYou->setCount(count);
}

bool TopBar::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_filter && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Escape) {
            m_filter->clear();
        }
        if (key == Qt::Key_Escape || key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Down) {
            Q_EMIT filterLeft();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void TopBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.tokens().window);
    painter.setPen(m_theme.tokens().line);
    painter.drawLine(rect().bottomLeft(), rect().bottomRight());
}

} // namespace ax::desktop
