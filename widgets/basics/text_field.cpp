// SPDX-License-Identifier: MIT
#include "widgets/basics/text_field.h"

#include "widgets/theme/fonts.h"
#include "widgets/theme/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QPainter>
#include <QStyleOptionFrame>

#include <algorithm>

namespace ax::widgets {

namespace {

constexpr int SidePadding = 8;
constexpr int NarrowestCharacters = 12;

} // namespace

TextField::TextField(Lines lines, QWidget* parent) : QPlainTextEdit(parent), m_lines(lines) {
    setFrameShape(NoFrame);
    setTabChangesFocus(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    document()->setDocumentMargin(0);
    viewport()->setAutoFillBackground(false); // the ground is ours, with its round corners
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
            &TextField::fitHeight);
    fitMargins();
}

void TextField::fitMargins() {
    const int room = heightFor(font(), Theme::ControlHeight) - QFontMetrics(font()).lineSpacing();
    m_padding = std::max(2, room / 2);
    setViewportMargins(SidePadding, m_padding, 4, m_padding);
    fitHeight();
}

void TextField::fitHeight() {
    const auto lines = static_cast<int>(document()->documentLayout()->documentSize().height());
    // A scroll bar would narrow the text, and with it change how many lines there are.
    setVerticalScrollBarPolicy(lines <= m_lines.most ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    updateGeometry();
}

QSize TextField::sizeHint() const {
    const auto lines = std::clamp(static_cast<int>(document()->documentLayout()->documentSize().height()),
                                  m_lines.fewest, m_lines.most);
    const QFontMetrics metrics(font());
    const int height = lines * metrics.lineSpacing() + 2 * m_padding;
    return {40 * metrics.averageCharWidth(), std::max(height, heightFor(font(), Theme::ControlHeight))};
}

QSize TextField::minimumSizeHint() const {
    return {NarrowestCharacters * QFontMetrics(font()).averageCharWidth(), sizeHint().height()};
}

void TextField::paintGround() {
    QStyleOptionFrame option;
    option.initFrom(this);
    option.lineWidth = 1;
    option.state |= QStyle::State_Sunken;
    QPainter painter(this);
    style()->drawPrimitive(QStyle::PE_PanelLineEdit, &option, &painter, this);
}

bool TextField::event(QEvent* event) {
    if (event->type() != QEvent::Paint)
        return QPlainTextEdit::event(event);
    paintGround();
    return true;
}

void TextField::focusInEvent(QFocusEvent* event) {
    QPlainTextEdit::focusInEvent(event);
    update();
}

void TextField::focusOutEvent(QFocusEvent* event) {
    QPlainTextEdit::focusOutEvent(event);
    update();
}

void TextField::changeEvent(QEvent* event) {
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitMargins();
}

} // namespace ax::widgets
