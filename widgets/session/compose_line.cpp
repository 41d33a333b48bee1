// SPDX-License-Identifier: MIT
#include "widgets/session/compose_line.h"

#include "widgets/basics/text_field.h"
#include "widgets/basics/tinted_label.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPushButton>
#include <QTime>

namespace ax::widgets {

namespace {

constexpr int MostLines = 6;
constexpr int LongestNote = 320; ///< px

QString now() {
    return QTime::currentTime().toString(QStringLiteral("HH:mm:ss"));
}

} // namespace

ComposeLine::ComposeLine(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_field(new TextField({.fewest = 1, .most = MostLines}, this)),
      m_note(new TintedLabel(theme, &Tokens::muted, TintedLabel::Size::Secondary, this)),
      m_send(new QPushButton(tr("Send"), this)) {
    setObjectName(QStringLiteral("composeBar"));
    m_field->setObjectName(QStringLiteral("composeLine"));
    m_field->installEventFilter(this);
    m_note->setObjectName(QStringLiteral("composeNote"));
    m_note->setMaximumWidth(LongestNote);
    m_send->setObjectName(QStringLiteral("composeSend"));
    m_send->setFocusPolicy(Qt::TabFocus);
    setFocusProxy(m_field);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 8, 12, 8);
    layout->setSpacing(8);
    layout->addWidget(m_field, 1);
    layout->addWidget(m_note, 0, Qt::AlignBottom);
    layout->addWidget(m_send, 0, Qt::AlignBottom);
    connect(m_field, &TextField::textChanged, this, &ComposeLine::onTextChanged);
    connect(m_send, &QPushButton::clicked, this, &ComposeLine::send);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    hide();
}

void ComposeLine::setSession(const QString& sessionKey, const QString& agentName, Reach reach) {
    const bool isOther = sessionKey != m_key;
    const bool hasEnded = !isOther && reach == Reach::Gone && m_reach == Reach::Held;
    m_key = sessionKey;
    m_reach = reach;
    m_field->setPlaceholderText(tr("Message to %1: Enter sends, Shift+Enter begins a line").arg(agentName));
    m_field->setAccessibleName(tr("Message to %1").arg(agentName));
    if (isOther) {
        const auto draft = m_drafts.find(sessionKey);
        const QSignalBlocker quiet(m_field);
        m_field->setPlainText(draft == m_drafts.end() ? QString() : draft->second);
        m_field->moveCursor(QTextCursor::End);
    }
    const auto note = m_notes.find(sessionKey);
    const bool isSaid = note != m_notes.end() && note->second.tone == Note::Tone::Bad;
    if (hasEnded && m_drafts.contains(sessionKey) && !isSaid)
        setNote(sessionKey, {.text = tr("The session has ended. Your text stays here.")});
    refresh();
}

void ComposeLine::refresh() {
    const bool hasText = !m_field->document()->isEmpty();
    m_send->setEnabled(hasText && m_reach == Reach::Held);
    const auto note = m_notes.find(m_key);
    const bool isBad = note != m_notes.end() && note->second.tone == Note::Tone::Bad;
    m_note->setColor(isBad ? &Tokens::red : &Tokens::muted);
    m_note->setFullText(note == m_notes.end() ? QString() : note->second.text);
    m_note->setVisible(note != m_notes.end());
    m_note->setFixedHeight(m_send->sizeHint().height());
    // Who is writing keeps the line, though there may be nothing in it at this moment.
    setVisible(!m_key.isEmpty() && (m_reach == Reach::Held || hasText || m_field->hasFocus()));
}

void ComposeLine::renameSession(const QString& before, const QString& now) {
    if (auto draft = m_drafts.extract(before)) {
        draft.key() = now;
        m_drafts.insert(std::move(draft));
    }
    if (auto note = m_notes.extract(before)) {
        note.key() = now;
        m_notes.insert(std::move(note));
    }
    if (m_key == before)
        m_key = now;
}

void ComposeLine::showOutcome(const QString& sessionKey, const QString& text, const QString& problem) {
    if (!m_underWay[sessionKey].removeOne(text))
        return;
    if (problem.isEmpty()) {
        setNote(sessionKey, {.text = tr("Delivered %1").arg(now())});
        return;
    }
    // Before what was written since.
    QString& draft = m_drafts[sessionKey];
    draft = draft.isEmpty() ? text : text + u'\n' + draft;
    if (sessionKey == m_key) {
        m_field->setPlainText(draft);
        m_field->moveCursor(QTextCursor::End);
    }
    setNote(sessionKey, {.text = tr("Not delivered: %1").arg(problem), .tone = Note::Tone::Bad});
}

void ComposeLine::focusField() {
    m_field->setFocus(Qt::ShortcutFocusReason);
}

ComposeLine::Drafts ComposeLine::drafts() const {
    return m_drafts;
}

void ComposeLine::setDrafts(const Drafts& drafts) {
    m_drafts = drafts;
}

void ComposeLine::setNote(const QString& sessionKey, const Note& note) {
    m_notes[sessionKey] = note;
    if (sessionKey == m_key)
        refresh();
}

void ComposeLine::send() {
    const QString text = m_field->toPlainText();
    if (text.trimmed().isEmpty() || m_key.isEmpty())
        return;
    if (m_reach == Reach::Gone) {
        setNote(m_key, {.text = tr("Not delivered: the session has ended."), .tone = Note::Tone::Bad});
        return;
    }
    m_field->clear();
    m_underWay[m_key].append(text);
    setNote(m_key, {.text = tr("Sending…")});
    Q_EMIT sendRequested(m_key, text);
}

void ComposeLine::onTextChanged() {
    const QString text = m_field->toPlainText();
    if (text.isEmpty())
        m_drafts.erase(m_key);
    else
        m_drafts[m_key] = text;
    m_send->setEnabled(!text.isEmpty() && m_reach == Reach::Held);
}

bool ComposeLine::takesKey(int key, Qt::KeyboardModifiers modifiers) {
    if (key == Qt::Key_Escape) {
        Q_EMIT left();
        return true;
    }
    const bool isEnter = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (!isEnter || modifiers.testFlag(Qt::ShiftModifier))
        return false;
    send();
    return true;
}

bool ComposeLine::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<const QKeyEvent*>(event);
        return takesKey(key->key(), key->modifiers());
    }
    return QWidget::eventFilter(watched, event);
}

void ComposeLine::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.tokens().window);
    painter.setPen(m_theme.tokens().line);
    painter.drawLine(0, 0, width(), 0);
}

} // namespace ax::widgets
