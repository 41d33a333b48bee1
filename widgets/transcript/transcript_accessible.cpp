// SPDX-License-Identifier: MIT
#include "widgets/transcript/transcript_accessible.h"

#include "widgets/transcript/transcript_view.h"

#include <QAccessibleTextInterface>
#include <QAccessibleWidget>

#include <algorithm>
#include <mutex>

namespace ax::widgets {
namespace {

/// Offsets count plainText(); the text is read anew for each question, as a screen reader asks seldom and the
/// conversation changes often.
class AccessibleTranscript final : public QAccessibleWidget, public QAccessibleTextInterface {
public:
    explicit AccessibleTranscript(TranscriptView* view) : QAccessibleWidget(view, QAccessible::Document) {}

    void* interface_cast(QAccessible::InterfaceType type) override {
        if (type == QAccessible::TextInterface)
            return static_cast<QAccessibleTextInterface*>(this);
        return QAccessibleWidget::interface_cast(type);
    }

    QAccessible::State state() const override {
        QAccessible::State state = QAccessibleWidget::state();
        state.readOnly = true;
        state.multiLine = true;
        state.selectableText = true;
        return state;
    }

    QString text(QAccessible::Text type) const override {
        return type == QAccessible::Value ? content() : QAccessibleWidget::text(type);
    }

    QString text(int start, int end) const override { return content().mid(start, end - start); }
    int characterCount() const override { return static_cast<int>(content().size()); }
    int cursorPosition() const override { return 0; }
    void setCursorPosition(int) override {}
    int selectionCount() const override { return 0; }
    void selection(int, int* start, int* end) const override { *start = *end = 0; }
    void addSelection(int, int) override {}
    void removeSelection(int) override {}
    void setSelection(int, int, int) override {}
    QRect characterRect(int) const override { return {}; }
    int offsetAtPoint(const QPoint&) const override { return 0; }
    void scrollToSubstring(int, int) override {}
    QString attributes(int offset, int* start, int* end) const override {
        *start = *end = offset;
        return {};
    }

private:
    QString content() const { return static_cast<const TranscriptView*>(widget())->plainText(); }
};

QAccessibleInterface* makeInterface(const QString&, QObject* object) {
    auto* view = qobject_cast<TranscriptView*>(object);
    return view != nullptr ? new AccessibleTranscript(view) : nullptr; // Qt takes it
}

} // namespace

void installTranscriptAccessibility() {
    static std::once_flag once;
    std::call_once(once, [] { QAccessible::installFactory(makeInterface); });
}

} // namespace ax::widgets
