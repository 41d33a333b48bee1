// SPDX-License-Identifier: MIT
#pragma once

#include <QUrl>

namespace ax::terminal {

/// Whether a link that stood in the output of a program may be offered at all: http, https or mailto, whole,
/// and free of characters that show it as something else. Opening it is still the owner's to ask.
bool isOfferable(const QUrl& url);

} // namespace ax::terminal
