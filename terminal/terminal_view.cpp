// SPDX-License-Identifier: MIT
#include "terminal/terminal_view.h"

#include "terminal/qtermwidget_view.h"

#include <utility>

namespace ax::terminal {

std::unique_ptr<TerminalView> TerminalView::create(std::unique_ptr<ByteChannel> channel,
                                                   const TerminalAppearance& appearance, QWidget* parent) {
    return std::make_unique<QTermWidgetView>(std::move(channel), appearance, parent);
}

} // namespace ax::terminal
