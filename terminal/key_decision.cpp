// SPDX-License-Identifier: MIT
#include "terminal/key_decision.h"

namespace ax::terminal {
namespace {

using Action = KeyDecision::Action;

// Qt calls the Command key of a Mac "Control" and its Control key "Meta".
#ifdef Q_OS_MACOS
constexpr auto Control = Qt::MetaModifier;
constexpr auto Desktop = Qt::ControlModifier;
constexpr Qt::KeyboardModifiers Menu = Qt::ControlModifier;
#else
constexpr auto Control = Qt::ControlModifier;
constexpr auto Desktop = Qt::MetaModifier;
constexpr Qt::KeyboardModifiers Menu = Qt::ControlModifier | Qt::ShiftModifier;
#endif

Action menuAction(int key, Qt::KeyboardModifiers modifiers) {
    if (modifiers == Menu) {
        if (key == Qt::Key_C)
            return Action::Copy;
        if (key == Qt::Key_V)
            return Action::Paste;
        if (key == Qt::Key_F)
            return Action::Find;
    }
    // Ctrl+Shift+Minus stays with the program: it is Ctrl+_, which undoes in readline and in agents.
    if (modifiers.testFlag(Qt::ControlModifier) && !modifiers.testFlag(Qt::AltModifier)) {
        if (key == Qt::Key_Plus || (key == Qt::Key_Equal && !modifiers.testFlag(Qt::ShiftModifier)))
            return Action::ZoomIn;
        if (key == Qt::Key_Minus && !modifiers.testFlag(Qt::ShiftModifier))
            return Action::ZoomOut;
        if (key == Qt::Key_0)
            return Action::ZoomReset;
    }
    return Action::Emulate;
}

QByteArray backspace(Qt::KeyboardModifiers modifiers) {
    const QByteArray byte = modifiers.testFlag(Control) ? "\b" : "\x7f";
    return modifiers.testFlag(Qt::AltModifier) ? "\x1b" + byte : byte;
}

} // namespace

KeyDecision decideKey(const QKeyEvent& event) {
    const int key = event.key();
    const Qt::KeyboardModifiers modifiers = event.modifiers() & ~Qt::KeypadModifier;
    if (const Action action = menuAction(key, modifiers); action != Action::Emulate)
        return {action, {}};
    if (modifiers.testFlag(Desktop))
        return {Action::LeaveAlone, {}};
    if (key == Qt::Key_Backtab)
        return {Action::Send, "\x1b[Z"};
    if (key == Qt::Key_Backspace)
        return {Action::Send, backspace(modifiers)};
    if ((key == Qt::Key_Return || key == Qt::Key_Enter) && modifiers == Qt::ShiftModifier)
        return {Action::Send, "\n"};
    return {};
}

bool takesFromShortcuts(const QKeyEvent& event) {
    const int key = event.key();
    const Qt::KeyboardModifiers modifiers = event.modifiers() & ~Qt::KeypadModifier;
    if (menuAction(key, modifiers) != Action::Emulate)
        return true;
    if (modifiers.testFlag(Desktop) || key == Qt::Key_F11)
        return false;
    if (!modifiers.testFlag(Control))
        return true;
    const bool letter = key >= Qt::Key_A && key <= Qt::Key_Z;
    const bool digit = key >= Qt::Key_0 && key <= Qt::Key_9;
    const bool tab = key == Qt::Key_Tab || key == Qt::Key_Backtab;
    return !(digit || tab || (letter && modifiers.testFlag(Qt::ShiftModifier)));
}

} // namespace ax::terminal
