// SPDX-License-Identifier: MIT
#pragma once

class QLineEdit;
class QTermWidget;

namespace ax::terminal {

/// The emulator's own find bar in the window's font, with words for the buttons that carry only signs.
class FindBar {
public:
    explicit FindBar(QTermWidget& terminal);
    /// Shows the bar if need be; what is typed next is looked for.
    void open();

private:
    QTermWidget& m_terminal;
    QLineEdit* m_field; ///< the library's
};

} // namespace ax::terminal
