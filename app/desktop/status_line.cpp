// SPDX-License-Identifier: MIT
#include "app/desktop/status_line.h"

#include "widgets/basics/tinted_label.h"
#include "widgets/session/session_text.h"
#include "widgets/theme/theme.h"
#include "widgets/transcript/display_text.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace ax::desktop {

using widgets::TintedLabel;
using widgets::Tokens;

StatusLine::StatusLine(const widgets::Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme),
      m_counts(new TintedLabel(theme, &Tokens::muted, TintedLabel::Size::Secondary, this)),
      m_problems(new TintedLabel(theme, &Tokens::amber, TintedLabel::Size::Secondary, this)),
      m_announcement(new TintedLabel(theme, &Tokens::muted, TintedLabel::Size::Secondary, this)) {
    setObjectName(QStringLiteral("statusLine"));
    setFixedHeight(24);
    m_counts->setObjectName(QStringLiteral("statusCounts"));
    m_problems->setObjectName(QStringLiteral("statusProblems"));
    m_announcement->setObjectName(QStringLiteral("statusAnnouncement"));
    m_announcement->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 1, 12, 0);
    layout->setSpacing(16);
    layout->addWidget(m_counts);
    layout->addWidget(m_problems);
    layout->addStretch();
    layout->addWidget(m_announcement);
    connect(&theme, &widgets::Theme::changed, this, qOverload<>(&QWidget::update));
}

void StatusLine::setSnapshot(const Snapshot& snapshot, int shownSessions) {
    const QLocale locale;
    const auto total = static_cast<int>(snapshot.sessions.size());
    const auto live =
        std::ranges::count_if(snapshot.sessions, [](const auto& session) { return session->isLive(); });
    QString counts = tr("%1 live").arg(locale.toString(qlonglong(live)));
    counts += QStringLiteral("    ");
    counts += shownSessions == total
                  ? tr("%Ln session(s)", nullptr, total)
                  : tr("%1 of %2 sessions shown").arg(locale.toString(shownSessions), locale.toString(total));
    if (snapshot.progress && snapshot.progress->bytesInAll > 0) {
        const double share = static_cast<double>(snapshot.progress->bytes) /
                             static_cast<double>(snapshot.progress->bytesInAll);
        counts +=
            QStringLiteral("    ") + tr("reading transcripts: %1%").arg(locale.toString(share * 100, 'f', 0));
    }
    m_counts->setFullText(counts);

    QStringList problems;
    for (const StoreReport& store : snapshot.stores) {
        for (const std::string& problem : store.problems) {
            problems.append(widgets::displayLine(problem));
        }
    }
    m_problems->setFullText(problems.size() > 1
                                ? tr("%1 (and %n more)", nullptr, static_cast<int>(problems.size()) - 1)
                                      .arg(problems.constFirst())
                                : problems.join(QString()));
}

void StatusLine::announce(const QString& text) {
    m_announcement->setFullText(text);
}

void StatusLine::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.tokens().window);
    painter.setPen(m_theme.tokens().line);
    painter.drawLine(rect().topLeft(), rect().topRight());
}

} // namespace ax::desktop
