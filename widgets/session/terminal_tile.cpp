// SPDX-License-Identifier: MIT
#include "widgets/session/terminal_tile.h"

#include "terminal/terminal_view.h"
#include "widgets/basics/tinted_label.h"
#include "widgets/session/session_text.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/painting.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>

namespace ax::widgets {

namespace {

constexpr int BarPadding = 12;

/// Beside the status word its glyph, as in the table.
class StatusGlyph final : public QWidget {
public:
    StatusGlyph(const SessionPointer& session, const Theme& theme, QWidget* parent)
        : QWidget(parent), m_session(session), m_theme(theme) {
        const int size = glyphSizeFor(fontMetrics());
        setFixedSize(size, size);
        connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        const Status status = m_session ? m_session->status.status : Status::Past;
        paintStatusGlyph(painter, QRectF(rect()), status, m_theme.tokens());
    }

private:
    const SessionPointer& m_session; ///< of the tile
    const Theme& m_theme;
};

QColor Tokens::*wordColor(Status status) {
    switch (status) {
    case Status::NeedsYou:
        return &Tokens::red;
    case Status::NeedsAuth:
        return &Tokens::amber;
    case Status::Review:
        return &Tokens::green;
    case Status::Working:
        return &Tokens::accent;
    case Status::Crash:
        return &Tokens::violet;
    default:
        return &Tokens::muted;
    }
}

} // namespace

TerminalTile::TerminalTile(Frame frame, const Button& button, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_frame(frame), m_glyph(new StatusGlyph(m_session, theme, this)),
      m_status(new TintedLabel(theme, &Tokens::muted, TintedLabel::Size::Content, this)),
      m_title(new TintedLabel(theme, &Tokens::text, TintedLabel::Size::Content, this)),
      m_button(new QPushButton(button.text, this)), m_layout(new QVBoxLayout(this)) {
    setObjectName(QStringLiteral("terminalTile"));
    m_status->setObjectName(QStringLiteral("tileStatus"));
    m_title->setObjectName(QStringLiteral("tileTitle"));
    QFont semibold = m_title->font();
    semibold.setWeight(QFont::DemiBold);
    m_title->setFont(semibold);
    const int edge = frame == Frame::Card ? 1 : 0;
    m_layout->setContentsMargins(edge, edge, edge, edge == 0 ? 0 : Theme::CardRadius / 2);
    m_layout->setSpacing(0);
    m_layout->addWidget(makeBar(button));
    connect(m_button, &QPushButton::clicked, this, &TerminalTile::buttonPressed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    if (frame == Frame::Card)
        connect(qApp, &QApplication::focusChanged, this, qOverload<>(&QWidget::update));
}

QWidget* TerminalTile::makeBar(const Button& button) {
    m_button->setObjectName(QStringLiteral("tileButton"));
    m_button->setAccessibleName(button.meaning);
    m_button->setToolTip(button.meaning);
    m_button->setFlat(true);
    m_button->setFocusPolicy(Qt::TabFocus);
    if (m_frame == Frame::Card)
        m_button->setFixedWidth(Theme::ControlHeight);
    auto* bar = new QWidget(this);
    auto* layout = new QHBoxLayout(bar);
    layout->setContentsMargins(BarPadding, 0, 4, 0);
    layout->setSpacing(8);
    layout->addWidget(m_glyph);
    layout->addWidget(m_status);
    layout->addWidget(m_title, 1);
    layout->addWidget(m_button);
    bar->setFixedHeight(heightFor(font(), Theme::RowHeight) + (m_frame == Frame::Card ? 0 : 8));
    return bar;
}

void TerminalTile::setSession(const SessionPointer& session) {
    m_session = session;
    const Status status = session ? session->status.status : Status::Past;
    m_status->setColor(wordColor(status));
    m_status->setFullText(status == Status::Past ? tr("ended") : statusText(status));
    m_glyph->setVisible(status != Status::Past);
    m_title->setFullText(session ? displayTitle(*session) : QString());
    setAccessibleName(m_title->fullText());
    m_glyph->update();
}

void TerminalTile::showTerminal(terminal::TerminalView* view) {
    m_view = view;
    m_layout->addWidget(view, 1);
    setFocusProxy(view);
    view->show();
}

terminal::TerminalView* TerminalTile::takeTerminal() {
    terminal::TerminalView* view = m_view;
    m_view = nullptr;
    if (view != nullptr) {
        view->hide();
        m_layout->removeWidget(view);
        view->setParent(nullptr);
    }
    return view;
}

bool TerminalTile::hasKeyboard() const {
    const QWidget* focus = QApplication::focusWidget();
    return focus != nullptr && (focus == this || isAncestorOf(focus));
}

void TerminalTile::paintEvent(QPaintEvent*) {
    const Tokens& tokens = m_theme.tokens();
    QPainter painter(this);
    const int edge = m_layout->itemAt(0)->geometry().bottom();
    if (m_frame == Frame::None) {
        painter.fillRect(rect(), tokens.base);
        painter.fillRect(0, edge, width(), 1, tokens.line);
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF area = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(hasKeyboard() ? tokens.accent : tokens.line);
    painter.setBrush(tokens.base);
    painter.drawRoundedRect(area, Theme::CardRadius, Theme::CardRadius);
    painter.fillRect(QRectF(1, edge, width() - 2, 1), tokens.line);
}

} // namespace ax::widgets
