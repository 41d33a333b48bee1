// SPDX-License-Identifier: MIT
#include "widgets/table/screen_preview.h"

#include "widgets/basics/tinted_label.h"
#include "widgets/session/session_text.h"
#include "widgets/theme/fonts.h"
#include "widgets/transcript/display_text.h"

#include <QFontDatabase>
#include <QGuiApplication>
#include <QPainter>
#include <QScreen>
#include <QVBoxLayout>

#include <algorithm>

namespace ax::widgets {

namespace {

constexpr int MostLines = 24;
constexpr int MostColumns = 110;
constexpr int MostWordsWidth = 560; ///< px, of the line with the status
constexpr int LineGap = 2;          ///< between the row and the preview

QFont screenFont(const QFont& content) {
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    const QFont size = secondaryFont(content);
    if (size.pixelSize() > 0)
        font.setPixelSize(size.pixelSize());
    else
        font.setPointSizeF(size.pointSizeF());
    return font;
}

} // namespace

QString previewText(const QString& screen) {
    QStringList lines = displayText(screen).split(u'\n');
    while (!lines.isEmpty() && lines.last().trimmed().isEmpty())
        lines.removeLast();
    if (lines.size() > MostLines)
        lines = lines.last(MostLines);
    while (!lines.isEmpty() && lines.first().trimmed().isEmpty())
        lines.removeFirst();
    for (QString& line : lines) {
        if (line.size() > MostColumns)
            line = line.left(MostColumns - 1) + QChar(0x2026);
    }
    return lines.join(u'\n');
}

ScreenPreview::ScreenPreview(const Theme& theme, QWidget* parent)
    : QFrame(parent, Qt::ToolTip), m_theme(theme),
      m_title(new TintedLabel(theme, &Tokens::text, TintedLabel::Size::Content, this)),
      m_status(new TintedLabel(theme, &Tokens::muted, TintedLabel::Size::Secondary, this)),
      m_text(new QLabel(this)) {
    setObjectName(QStringLiteral("screenPreview"));
    setAttribute(Qt::WA_ShowWithoutActivating);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    m_text->setObjectName(QStringLiteral("screenPreviewText"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setFont(screenFont(font()));
    QFont semibold = m_title->font();
    semibold.setWeight(QFont::DemiBold);
    m_title->setFont(semibold);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 10);
    layout->setSpacing(2);
    layout->addWidget(m_title);
    layout->addWidget(m_status);
    layout->addSpacing(8);
    layout->addWidget(m_text);
    connect(&theme, &Theme::changed, this, &ScreenPreview::applyColours);
    applyColours();
}

void ScreenPreview::applyColours() {
    QPalette colours = m_text->palette();
    colours.setColor(QPalette::WindowText, m_theme.tokens().text);
    m_text->setPalette(colours);
    update();
}

void ScreenPreview::showScreen(const Session& session, const QString& screen, const QRect& row) {
    const QString text = previewText(screen);
    m_title->setFullText(displayTitle(session));
    m_status->setFullText(statusSentence(session.status));
    m_text->setText(text.isEmpty() ? tr("Its screen is empty.") : text);
    setAccessibleName(m_title->fullText());
    setAccessibleDescription(m_text->text());
    // As wide as the screen's text: a long title is cut to that.
    const int words = std::min(m_status->sizeHint().width(), MostWordsWidth);
    const int width = std::max(m_text->sizeHint().width(), words);
    const QMargins margins = layout()->contentsMargins();
    setFixedWidth(width + margins.left() + margins.right());
    adjustSize();
    place(row);
    show();
}

void ScreenPreview::place(const QRect& row) {
    const QScreen* display = QGuiApplication::screenAt(row.center());
    if (display == nullptr)
        display = QGuiApplication::primaryScreen();
    const QRect area = display->availableGeometry();
    const bool fitsBelow = row.bottom() + LineGap + height() <= area.bottom();
    const bool fitsAbove = row.top() - LineGap - height() >= area.top();
    const int top = fitsBelow || !fitsAbove ? row.bottom() + LineGap : row.top() - LineGap - height();
    const int left = std::clamp(row.left(), area.left(), std::max(area.left(), area.right() - width()));
    move(left, std::max(area.top(), std::min(top, area.bottom() - height())));
}

void ScreenPreview::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setPen(m_theme.tokens().edge);
    painter.setBrush(m_theme.tokens().base);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace ax::widgets
