// SPDX-License-Identifier: MIT
#include "terminal/find_bar.h"

#include "terminal/qtermwidget_library.h"

#include <QApplication>
#include <QLineEdit>
#include <QToolButton>

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace ax::terminal {

FindBar::FindBar(QTermWidget& terminal)
    : m_terminal(terminal), m_field(terminal.findChild<QLineEdit*>(u"searchTextEdit"_s)) {
    static constexpr std::array Buttons{
        std::pair{"closeButton", QT_TRANSLATE_NOOP("Terminal", "Close")},
        std::pair{"findPreviousButton", QT_TRANSLATE_NOOP("Terminal", "Previous match")},
        std::pair{"findNextButton", QT_TRANSLATE_NOOP("Terminal", "Next match")},
        std::pair{"optionsButton", QT_TRANSLATE_NOOP("Terminal", "Find options")},
    };
    for (const auto& [name, sentence] : Buttons) {
        if (auto* const button = terminal.findChild<QToolButton*>(QString::fromLatin1(name))) {
            const QString text = QCoreApplication::translate("Terminal", sentence);
            button->setToolTip(text);
            button->setAccessibleName(text);
        }
    }
    if (m_field != nullptr) {
        m_field->parentWidget()->setFont(QApplication::font());
        m_field->setAccessibleName(QCoreApplication::translate("Terminal", "Find in the terminal"));
    }
}

void FindBar::open() {
    if (m_field == nullptr)
        return;
    if (m_field->parentWidget()->isHidden())
        m_terminal.toggleShowSearchBar();
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

} // namespace ax::terminal
