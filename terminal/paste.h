// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>

namespace ax::terminal {

enum class Bracketing { Off, On };

/// The bytes of a paste. Line ends become CR; of the control characters only TAB is left, so that pasted text
/// can neither break out of its brackets nor press keys. The brackets (mode 2004) are put around it when
/// asked for.
QByteArray pasteBytes(const QString& text, Bracketing bracketing);

/// Whether the paste would make a program without brackets act on its own: it has a line end.
bool hasSeveralLines(const QString& text);

} // namespace ax::terminal
