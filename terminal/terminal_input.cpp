// SPDX-License-Identifier: MIT
#include "terminal/terminal_input.h"

#include <QClipboard>
#include <QDropEvent>
#include <QFocusEvent>
#include <QGuiApplication>
#include <QMimeData>
#include <QMouseEvent>
#include <QRegularExpression>
#include <QUrl>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace ax::terminal {

TerminalInput::TerminalInput(QWidget& display) : m_display(display) {
    display.installEventFilter(this);
}

bool TerminalInput::programUsesMouse() const {
    bool selectsText = true; // what the display calls "uses mouse" is its own use of it
    QMetaObject::invokeMethod(&m_display, "usesMouse", Qt::DirectConnection, Q_RETURN_ARG(bool, selectsText));
    return !selectsText;
}

bool TerminalInput::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
    case QEvent::ShortcutOverride:
        return filterShortcut(static_cast<QKeyEvent&>(*event));
    case QEvent::KeyPress:
        return filterKey(static_cast<const QKeyEvent&>(*event));
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonDblClick:
        return filterMouse(static_cast<const QMouseEvent&>(*event));
    case QEvent::DragEnter:
    case QEvent::DragMove:
    case QEvent::Drop:
        return filterDrop(static_cast<QDropEvent&>(*event));
    case QEvent::FocusIn:
    case QEvent::FocusOut:
        // A menu over the terminal is still the terminal.
        if (static_cast<const QFocusEvent*>(event)->reason() != Qt::PopupFocusReason)
            Q_EMIT focusChanged();
        return false;
    default:
        return QObject::eventFilter(watched, event);
    }
}

bool TerminalInput::filterShortcut(QKeyEvent& event) {
    if (!takesFromShortcuts(event))
        return false;
    event.accept();
    return true;
}

bool TerminalInput::filterKey(const QKeyEvent& event) {
    const KeyDecision decision = decideKey(event);
    switch (decision.action) {
    case KeyDecision::Action::Emulate:
        return false;
    case KeyDecision::Action::Send:
        Q_EMIT typed(decision.bytes);
        return true;
    case KeyDecision::Action::LeaveAlone:
        return true; // the emulator would send it in a notation of its own
    default:
        Q_EMIT actionRequested(decision.action);
        return true;
    }
}

bool TerminalInput::filterMouse(const QMouseEvent& event) {
    const bool shift = event.modifiers().testFlag(Qt::ShiftModifier);
    if (event.button() != Qt::MiddleButton || (programUsesMouse() && !shift))
        return false;
    const QClipboard* const clipboard = QGuiApplication::clipboard();
    if (clipboard->supportsSelection())
        Q_EMIT pasted(clipboard->text(QClipboard::Selection));
    return true;
}

bool TerminalInput::filterDrop(QDropEvent& event) {
    const QMimeData* const data = event.mimeData();
    if (!data->hasText() && !data->hasUrls()) {
        event.ignore();
        return true;
    }
    event.acceptProposedAction();
    if (event.type() == QEvent::Drop) {
        m_display.setFocus(Qt::OtherFocusReason);
        Q_EMIT pasted(droppedText(*data));
    }
    return true;
}

QString droppedText(const QMimeData& data) {
    static const QRegularExpression needsQuotes(u"[^\\w@%+=:,./-]"_s);
    if (!data.hasUrls())
        return data.text();
    QStringList words;
    const auto urls = data.urls();
    for (const QUrl& url : urls) {
        QString word = url.isLocalFile() ? url.toLocalFile() : url.toString(QUrl::FullyEncoded);
        if (word.isEmpty() || word.contains(needsQuotes))
            word = u'\'' + word.replace(u'\'', "'\\''"_L1) + u'\'';
        words << word;
    }
    return words.join(u' ') + u' ';
}

} // namespace ax::terminal
