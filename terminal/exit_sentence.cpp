// SPDX-License-Identifier: MIT
#include "terminal/exit_sentence.h"

#include <QCoreApplication>

#include <cstring>

namespace ax::terminal {

QString exitSentence(const ProcessExit& exit) {
    if (!exit.signal)
        return QCoreApplication::translate("Terminal", "The program ended (exit %1).").arg(exit.code);
    return QCoreApplication::translate("Terminal", "The program was ended by signal %1 (%2).")
        .arg(*exit.signal)
        .arg(QString::fromLocal8Bit(::strsignal(*exit.signal)));
}

} // namespace ax::terminal
