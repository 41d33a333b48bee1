// SPDX-License-Identifier: MIT
#include "widgets/session/find_bar.h"

#include "widgets/basics/tinted_label.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QSignalBlocker>

namespace ax::widgets {

FindBar::FindBar(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_field(new QLineEdit(this)),
      m_count(new TintedLabel(theme, &Tokens::muted, TintedLabel::Size::Secondary, this)) {
    setObjectName(QStringLiteral("findBar"));
    setAccessibleName(tr("Find in this transcript"));
    setFixedHeight(Theme::BarHeight);
    m_field->setObjectName(QStringLiteral("findField"));
    m_field->setAccessibleName(tr("Find"));
    m_field->setPlaceholderText(tr("Find in this transcript"));
    m_field->setMaximumWidth(360);
    m_field->setMinimumWidth(120);
    m_field->installEventFilter(this);
    m_count->setObjectName(QStringLiteral("findCount"));
    m_case = makeButton("findCase", QStringLiteral("Aa"), tr("Case matters"));
    m_regex = makeButton("findRegex", QStringLiteral(".*"), tr("Regular expression"));
    m_previous = makeButton("findPrevious", QStringLiteral("↑"), tr("Previous match (Shift+F3)"));
    m_next = makeButton("findNext", QStringLiteral("↓"), tr("Next match (F3)"));
    auto* close = makeButton("findClose", QStringLiteral("✕"), tr("Close (Esc)"));
    for (QPushButton* toggle : {m_case, m_regex}) {
        toggle->setCheckable(true);
        connect(toggle, &QPushButton::toggled, this, &FindBar::queryChanged);
    }

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 0, 12, 0);
    layout->setSpacing(4);
    layout->addWidget(m_field, 2);
    layout->addWidget(m_case);
    layout->addWidget(m_regex);
    layout->addSpacing(8);
    layout->addWidget(m_previous);
    layout->addWidget(m_next);
    layout->addSpacing(8);
    layout->addWidget(m_count, 1);
    layout->addWidget(close);

    connect(m_field, &QLineEdit::textChanged, this, &FindBar::queryChanged);
    connect(m_previous, &QPushButton::clicked, this, [this] { Q_EMIT stepRequested(false); });
    connect(m_next, &QPushButton::clicked, this, [this] { Q_EMIT stepRequested(true); });
    connect(close, &QPushButton::clicked, this, &FindBar::closed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    setCount(0, 0, Search::Idle);
    hide();
}

QPushButton* FindBar::makeButton(const char* name, const QString& text, const QString& meaning) {
    auto* button = new QPushButton(text, this);
    button->setObjectName(QString::fromLatin1(name));
    button->setAccessibleName(meaning);
    button->setToolTip(meaning);
    button->setFlat(true);
    button->setFixedWidth(Theme::ControlHeight + 4);
    return button;
}

void FindBar::open() {
    show();
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

TextQuery FindBar::query() const {
    return {.text = m_field->text().toStdString(),
            .letterCase = m_case->isChecked() ? LetterCase::Matters : LetterCase::Ignored,
            .syntax = m_regex->isChecked() ? TextSyntax::Regex : TextSyntax::Plain};
}

void FindBar::setQuery(const TextQuery& query) {
    const QSignalBlocker quiet(this);
    m_field->setText(QString::fromStdString(query.text));
    m_case->setChecked(query.letterCase == LetterCase::Matters);
    m_regex->setChecked(query.syntax == TextSyntax::Regex);
}

void FindBar::setCount(std::size_t present, std::size_t total, Search search) {
    const QLocale locale;
    const auto number = [&locale](std::size_t value) {
        return locale.toString(static_cast<qulonglong>(value));
    };
    QString text;
    if (total > 0)
        text = tr("%1 of %2").arg(present == 0 ? QStringLiteral("–") : number(present), number(total)) +
               (search == Search::Going ? QStringLiteral("+") : QString());
    else if (search != Search::Idle)
        text = search == Search::Going ? tr("Searching…") : tr("Nothing found");
    m_count->setColor(total == 0 && search == Search::Done ? &Tokens::red : &Tokens::muted);
    m_count->setFullText(text);
    m_previous->setEnabled(total > 0);
    m_next->setEnabled(total > 0);
}

void FindBar::setProblem(const QString& sentence) {
    setCount(0, 0, Search::Idle);
    m_count->setColor(&Tokens::red);
    m_count->setFullText(sentence);
}

bool FindBar::takesKey(QKeyEvent* event) {
    const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
    switch (event->key()) {
    case Qt::Key_Escape:
        Q_EMIT closed();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_F3:
        Q_EMIT stepRequested(!shift);
        return true;
    default:
        return false;
    }
}

bool FindBar::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_field && event->type() == QEvent::KeyPress)
        return takesKey(static_cast<QKeyEvent*>(event));
    if (watched == m_field && event->type() == QEvent::ShortcutOverride &&
        static_cast<QKeyEvent*>(event)->matches(QKeySequence::Find)) {
        m_field->selectAll(); // the window's own use of these keys would lead away from here
        event->accept();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void FindBar::keyPressEvent(QKeyEvent* event) {
    const bool onButton = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (onButton || !takesKey(event))
        QWidget::keyPressEvent(event);
}

void FindBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.tokens().window);
    painter.setPen(m_theme.tokens().line);
    painter.drawLine(rect().bottomLeft(), rect().bottomRight());
}

} // namespace ax::widgets
