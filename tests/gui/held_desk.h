// SPDX-License-Identifier: MIT
#pragma once

#include "core/hold/control.h"
#include "core/hold/holder_socket.h"
#include "core/state/heartbeat.h"
#include "tests/gui/desk.h"

#include <QDialog>
#include <QTest>
#include <QTimer>

#include <functional>

namespace ax::test {

inline const QString First = QStringLiteral("11111111-1111-4111-8111-111111111111");
inline const QString Second = QStringLiteral("22222222-2222-4222-8222-222222222222");
inline const QString Third = QStringLiteral("33333333-3333-4333-8333-333333333333");

inline QString keyOf(const QString& id) {
    return QStringLiteral("claude/") + id;
}

/// An agent that says "ready", then each line that it gets after "got:". It is no shell: what is sent to a
/// shell is refused.
inline const QByteArray EchoingAgent = "stty -echo; echo ready; exec sed -u 's/^/got:/'\n";

/// A window with what tests of held sessions ask.
struct HeldDesk : Desk {
    using Desk::Desk;

    QString terminalText(const QString& id) const {
        const terminal::TerminalView* terminal = view()->terminals().terminal(keyOf(id));
        return terminal == nullptr ? QString() : terminal->screenText();
    }
    /// What the session's screen says, whether it is shown here or not.
    QString heldScreen(const QString& id) const {
        auto holder =
            connectToHolder(holderSocketPath(context->environment, context->paths, id.toStdString()));
        auto control = holder ? HolderControl::open(std::move(*holder))
                              : Result<HolderControl>(std::unexpected(holder.error()));
        const auto text =
            control ? control->screenText() : Result<std::string>(std::unexpected(control.error()));
        const QString screen = text ? QString::fromStdString(*text) : QString();
        return screen.endsWith(u'\n') ? screen.chopped(1) : screen;
    }
    long holderOf(const QString& id) const {
        const auto heartbeat = readHeartbeat(context->files, context->paths, id.toStdString());
        return heartbeat && isHolderOf(*heartbeat) ? heartbeat->holder : 0;
    }
    SessionPointer session(const QString& id) const {
        const auto* model = static_cast<const widgets::SessionTableModel*>(rows());
        const int row = model->rowOf(keyOf(id));
        return row < 0 ? nullptr : model->sessionAt(row);
    }
    bool isHeld(const QString& id) const {
        const SessionPointer found = session(id);
        return found && found->isHeld;
    }
    /// Starts the session, or shows its terminal, as Enter in the table does; true once it says "ready".
    bool open(const QString& id) const {
        const bool isListed = QTest::qWaitFor([&] { return session(id) != nullptr; });
        table()->setCurrentSession(keyOf(id));
        QTest::keyClick(table(), Qt::Key_Return);
        return isListed && QTest::qWaitFor([&] {
                   return isHeld(id) && terminalText(id).contains(QStringLiteral("ready"));
               });
    }
};

/// Acts on the next modal dialog as soon as it is there.
inline void onNextDialog(std::function<void(QDialog*)> act) {
    auto* timer = new QTimer(qApp);
    timer->setInterval(10);
    QObject::connect(timer, &QTimer::timeout, timer, [timer, act = std::move(act)] {
        if (auto* dialog = qobject_cast<QDialog*>(QApplication::activeModalWidget())) {
            timer->stop();
            timer->deleteLater();
            act(dialog);
        }
    });
    timer->start();
}

} // namespace ax::test
