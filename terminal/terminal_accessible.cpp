// SPDX-License-Identifier: MIT
#include "terminal/terminal_accessible.h"

#include "terminal/terminal_view.h"

#include <QAccessibleWidget>
#include <QCoreApplication>
#include <QTimer>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace ax::terminal {
namespace {

using namespace std::chrono_literals;

constexpr auto AnnouncePause = 250ms;

TerminalView* viewAround(const QWidget* display) {
    for (QWidget* parent = display->parentWidget(); parent != nullptr; parent = parent->parentWidget()) {
        if (auto* const view = qobject_cast<TerminalView*>(parent))
            return view;
    }
    return nullptr;
}

/// A read-only text: the lines of the screen.
class TerminalAccessible final : public QAccessibleWidget, public QAccessibleTextInterface {
public:
    TerminalAccessible(QWidget* display, TerminalView& view)
        : QAccessibleWidget(display, QAccessible::Terminal), m_view(view) {}

    void* interface_cast(QAccessible::InterfaceType type) override {
        if (type == QAccessible::TextInterface)
            return static_cast<QAccessibleTextInterface*>(this);
        return QAccessibleWidget::interface_cast(type);
    }
    QString text(QAccessible::Text which) const override {
        return which == QAccessible::Value ? m_view.screenText() : QAccessibleWidget::text(which);
    }
    QAccessible::State state() const override {
        QAccessible::State state = QAccessibleWidget::state();
        state.multiLine = true;
        state.selectableText = false;
        return state;
    }

    void selection(int, int* start, int* end) const override { *start = *end = 0; }
    int selectionCount() const override { return 0; }
    void addSelection(int, int) override {}
    void removeSelection(int) override {}
    void setSelection(int, int, int) override {}
    void setCursorPosition(int) override {}
    void scrollToSubstring(int, int) override {}
    QString text(int start, int end) const override { return m_view.screenText().mid(start, end - start); }
    int characterCount() const override { return static_cast<int>(m_view.screenText().size()); }
    int cursorPosition() const override;
    QRect characterRect(int offset) const override;
    int offsetAtPoint(const QPoint& point) const override;
    QString attributes(int offset, int* start, int* end) const override {
        *start = offset;
        *end = characterCount();
        return {};
    }

private:
    QRect cursorCell() const { return widget()->inputMethodQuery(Qt::ImCursorRectangle).toRect(); }
    int offsetOf(int row, int column) const;

    TerminalView& m_view;
};

int TerminalAccessible::offsetOf(int row, int column) const {
    const QStringList rows = m_view.screenText().split(u'\n');
    qsizetype offset = 0;
    for (qsizetype i = 0; i < std::min<qsizetype>(row, rows.size()); ++i)
        offset += rows[i].size() + 1;
    if (row < rows.size())
        return static_cast<int>(offset + std::min<qsizetype>(column, rows[row].size()));
    return static_cast<int>(std::max<qsizetype>(0, offset - 1));
}

int TerminalAccessible::cursorPosition() const {
    const QRect cell = cursorCell();
    const int column = widget()->inputMethodQuery(Qt::ImCursorPosition).toInt();
    return cell.height() > 0 ? offsetOf(cell.y() / cell.height(), column) : 0;
}

QRect TerminalAccessible::characterRect(int offset) const {
    const QRect cell = cursorCell();
    const QString before = m_view.screenText().left(offset);
    const auto row = before.count(u'\n');
    const auto column = before.size() - 1 - before.lastIndexOf(u'\n');
    const QPoint corner(static_cast<int>(column) * cell.width(), static_cast<int>(row) * cell.height());
    return {widget()->mapToGlobal(corner), cell.size()};
}

int TerminalAccessible::offsetAtPoint(const QPoint& point) const {
    const QRect cell = cursorCell();
    const QPoint local = widget()->mapFromGlobal(point);
    if (cell.isEmpty() || !widget()->rect().contains(local))
        return -1;
    return offsetOf(local.y() / cell.height(), local.x() / cell.width());
}

QAccessibleInterface* makeInterface(const QString& className, QObject* object) {
    if (className != "Konsole::TerminalDisplay"_L1)
        return nullptr;
    auto* const display = static_cast<QWidget*>(object);
    TerminalView* const view = viewAround(display);
    return view != nullptr ? new TerminalAccessible(display, *view) : nullptr;
}

/// Says what changed on the screen since it was last said.
void announce(QWidget& display, QString& said, const QString& now) {
    const auto [oldEnd, newEnd] = std::ranges::mismatch(said, now);
    const auto common = oldEnd - said.cbegin();
    if (common < said.size() || common < now.size()) {
        QAccessibleTextUpdateEvent event(&display, static_cast<int>(common), said.mid(common),
                                         now.mid(common));
        QAccessible::updateAccessibility(&event);
    }
    said = now;
}

} // namespace

void makeTerminalAccessible(TerminalView& view, QWidget& display) {
    QAccessible::installFactory(makeInterface); // installed once, however often it is asked for
    display.setAccessibleName(QCoreApplication::translate("Terminal", "Terminal"));
    view.setAccessibleName(display.accessibleName());

    auto* const timer = new QTimer(&view);
    timer->setSingleShot(true);
    timer->setInterval(AnnouncePause);
    QObject::connect(timer, &QTimer::timeout, &view, [&view, &display, said = QString()]() mutable {
        announce(display, said, view.screenText());
    });
    QObject::connect(&view, &TerminalView::screenChanged, timer, [timer] {
        if (QAccessible::isActive() && !timer->isActive())
            timer->start();
    });
}

} // namespace ax::terminal
