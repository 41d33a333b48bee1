// SPDX-License-Identifier: MIT
#include "widgets/costs/cost_chart.h"

#include "widgets/costs/cost_text.h"
#include "widgets/theme/fonts.h"

#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace ax::widgets {

namespace {

constexpr double NarrowestBar = 6; ///< px, with its gap
constexpr double WidestBar = 48;
constexpr int LabelRoom = 20;
constexpr int ScaleRoom = 56;
constexpr int RightRoom = 12;

/// The first day of the week or month that `day` belongs to.
QDate startOf(QDate day, int daysABar) {
    if (daysABar == 1) {
        return day;
    }
    return daysABar == 7 ? day.addDays(1 - day.dayOfWeek()) : QDate(day.year(), day.month(), 1);
}

QDate after(QDate start, int daysABar) {
    return daysABar <= 7 ? start.addDays(daysABar) : start.addMonths(1);
}

/// A round figure, not below `value`, whose half is round as well.
double roundUp(double value) {
    if (value <= 0) {
        return 1;
    }
    const double power = std::pow(10, std::floor(std::log10(value)));
    for (const double step : {1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0}) {
        if (value <= step * power) {
            return step * power;
        }
    }
    return 10 * power;
}

} // namespace

CostChart::CostChart(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
    setObjectName(QStringLiteral("costChart"));
    setAccessibleName(tr("Cost by day"));
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void CostChart::setDays(const std::vector<CostLine>& days, QDate from, QDate to) {
    m_days.clear();
    m_from = from;
    m_to = to;
    for (const CostLine& line : days) {
        if (const QDate day = QDate::fromString(QString::fromStdString(line.heading), Qt::ISODate);
            day.isValid()) {
            m_days.emplace_back(day, line.sum);
        }
    }
    makeBars();
}

void CostChart::makeBars() {
    m_bars.clear();
    m_highest = 0;
    mark(std::nullopt);
    if (!m_days.empty()) {
        const QDate from = m_from.isValid() ? std::min(m_from, m_days.front().first) : m_days.front().first;
        const QDate to = std::max(m_to, m_days.back().first);
        const auto span = from.daysTo(to) + 1;
        const auto room = static_cast<qint64>(std::max(1.0, plotArea().width() / NarrowestBar));
        const int daysABar = span <= room ? 1 : span <= room * 7 ? 7 : 30;
        // A clock that was years ahead must not make a bar for each month in between.
        constexpr std::size_t MostBars = 2000;
        auto day = m_days.begin();
        for (QDate start = startOf(from, daysABar); start <= to && m_bars.size() < MostBars;) {
            Bar bar{start, after(start, daysABar).addDays(-1), {}};
            for (; day != m_days.end() && day->first <= bar.last; ++day) {
                bar.sum += day->second;
            }
            m_highest = std::max(m_highest, bar.sum.dollars());
            start = bar.last.addDays(1);
            m_bars.push_back(std::move(bar));
        }
    }
    update();
}

QRectF CostChart::plotArea() const {
    return QRectF(rect()).adjusted(ScaleRoom, 8, -RightRoom, -LabelRoom);
}

QRectF CostChart::barArea(std::size_t bar) const {
    const QRectF plot = plotArea();
    const double step = std::min(WidestBar, plot.width() / static_cast<double>(m_bars.size()));
    const double gap = std::min(4.0, step / 4);
    const double height = plot.height() * m_bars[bar].sum.dollars() / roundUp(m_highest);
    return {plot.left() + step * static_cast<double>(bar) + gap / 2, plot.bottom() - height, step - gap,
            height};
}

QString CostChart::describe(const Bar& bar) const {
    const QLocale locale;
    const QString first = locale.toString(bar.first, QLocale::ShortFormat);
    const QString when =
        bar.first == bar.last
            ? first
            : QStringLiteral("%1 – %2").arg(first, locale.toString(bar.last, QLocale::ShortFormat));
    return QStringLiteral("%1 · %2 · %3")
        .arg(when, sumText(bar.sum), tr("%1 tokens").arg(tokenCountText(bar.sum.tokens.total())));
}

void CostChart::mark(std::optional<std::size_t> bar) {
    if (bar == m_marked) {
        return;
    }
    m_marked = bar;
    const QString text = bar ? describe(m_bars[*bar]) : QString();
    setAccessibleDescription(text);
    Q_EMIT described(text);
    update();
}

void CostChart::paintScale(QPainter& painter, const QRectF& plot) const {
    const Tokens& tokens = m_theme.tokens();
    painter.setFont(tabularFont(secondaryFont(font())));
    const double top = roundUp(m_highest);
    for (const double share : {0.0, 0.5, 1.0}) {
        const double y = std::floor(plot.bottom() - share * plot.height()) + 0.5;
        painter.setPen(tokens.line);
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        painter.setPen(tokens.muted);
        const double value = top * share;
        const int decimals = value < 1 ? (value > 0 ? 3 : 0) : value == std::floor(value) ? 0 : 1;
        QString label = QStringLiteral("$") + QLocale(QLocale::English).toString(value, 'f', decimals);
        if (decimals == 3 && label.endsWith(u'0')) {
            label.chop(1); // cents, but for half a cent
        }
        painter.drawText(QRectF(0, y - 8, plot.left() - 8, 16), Qt::AlignRight | Qt::AlignVCenter, label);
    }
    const QRectF labels(plot.left(), plot.bottom() + 3, plot.width(), LabelRoom - 3);
    const QLocale locale;
    painter.drawText(labels, Qt::AlignLeft | Qt::AlignVCenter,
                     locale.toString(m_bars.front().first, QLocale::ShortFormat));
    const double right = barArea(m_bars.size() - 1).right() - plot.left();
    const QString last = locale.toString(m_bars.back().last, QLocale::ShortFormat);
    if (right > 3 * painter.fontMetrics().horizontalAdvance(last)) {
        painter.drawText(QRectF(labels.left(), labels.top(), right, labels.height()),
                         Qt::AlignRight | Qt::AlignVCenter, last);
    }
}

void CostChart::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Tokens& tokens = m_theme.tokens();
    painter.fillRect(rect(), tokens.base);
    if (m_bars.empty()) {
        painter.setPen(tokens.muted);
        painter.drawText(rect(), int(Qt::AlignCenter), tr("Nothing was used in this time."));
    } else {
        paintScale(painter, plotArea());
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    for (std::size_t bar = 0; bar < m_bars.size(); ++bar) {
        const QRectF area = barArea(bar);
        if (area.height() > 0) {
            painter.setBrush(bar == m_marked ? mixed(tokens.accent, tokens.text, 0.35) : tokens.accent);
            const double radius = std::min(2.0, area.width() / 4);
            painter.drawRoundedRect(area, radius, radius);
        }
    }
    if (hasFocus() && !m_marked) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(tokens.accent);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    }
}

void CostChart::mouseMoveEvent(QMouseEvent* event) {
    std::optional<std::size_t> found;
    for (std::size_t bar = 0; bar < m_bars.size() && !found; ++bar) {
        const QRectF area = barArea(bar);
        if (event->position().x() >= area.left() - 2 && event->position().x() <= area.right() + 2) {
            found = bar;
        }
    }
    mark(found);
}

void CostChart::leaveEvent(QEvent*) {
    mark(std::nullopt);
}

void CostChart::keyPressEvent(QKeyEvent* event) {
    const std::size_t last = m_bars.size() - 1;
    if (m_bars.empty() || (event->key() != Qt::Key_Left && event->key() != Qt::Key_Right &&
                           event->key() != Qt::Key_Home && event->key() != Qt::Key_End)) {
        return QWidget::keyPressEvent(event);
    }
    if (event->key() == Qt::Key_Home) {
        mark(0);
    } else if (event->key() == Qt::Key_End || !m_marked) {
        mark(last);
    } else if (event->key() == Qt::Key_Left) {
        mark(*m_marked == 0 ? 0 : *m_marked - 1);
    } else {
        mark(std::min(last, *m_marked + 1));
    }
}

void CostChart::resizeEvent(QResizeEvent*) {
    makeBars();
}

} // namespace ax::widgets
