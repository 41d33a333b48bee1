// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace ax::terminal {

/// Shows how much is about to be pasted and calls `proceed` when the person says so. Returns at once.
void askBeforePaste(QWidget& parent, const QString& text, std::function<void()> proceed);

} // namespace ax::terminal
