// SPDX-License-Identifier: MIT
#pragma once

#include "terminal/key_decision.h"

#include <QObject>
#include <QString>

class QDropEvent;
class QMimeData;
class QMouseEvent;
class QWidget;

namespace ax::terminal {

/// Sits before the emulator's display as an event filter and takes from it what it would do wrongly: some
/// keys (decideKey), shortcuts of the window, pasting with the middle button, dropping, focus reports.
class TerminalInput : public QObject {
    Q_OBJECT

public:
    explicit TerminalInput(QWidget& display);

    /// Whether the program has taken the mouse, so that clicks are its own unless Shift is held.
    bool programUsesMouse() const;

Q_SIGNALS:
    void typed(const QByteArray& bytes);
    void pasted(const QString& text);
    void actionRequested(ax::terminal::KeyDecision::Action action);
    void focusChanged();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool filterShortcut(QKeyEvent& event);
    bool filterKey(const QKeyEvent& event);
    bool filterMouse(const QMouseEvent& event);
    bool filterDrop(QDropEvent& event);

    QWidget& m_display;
};

/// What dropping `data` types: paths of local files, quoted where a shell needs it, or the text.
QString droppedText(const QMimeData& data);

} // namespace ax::terminal
