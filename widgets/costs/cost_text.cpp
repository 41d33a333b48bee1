// SPDX-License-Identifier: MIT
#include "widgets/costs/cost_text.h"

#include "core/base/paths.h"
#include "widgets/table/cell_text.h"
#include "widgets/transcript/display_text.h"

#include <QCoreApplication>
#include <QDate>
#include <QLocale>

namespace ax::widgets {

namespace {

/// The context of this page's words for translators.
struct CostsPageText {
    Q_DECLARE_TR_FUNCTIONS(ax::widgets::CostsPage)
};

QString dollars(double amount, CostBasis basis) {
    return costText({.basis = basis, .dollars = amount});
}

QString missingHeading(CostGrouping grouping) {
    switch (grouping) {
    case CostGrouping::Project:
        return CostsPageText::tr("Folder not known");
    case CostGrouping::Model:
        return CostsPageText::tr("Model not known");
    case CostGrouping::Run:
        return CostsPageText::tr("No run");
    case CostGrouping::Harness:
    case CostGrouping::Day:
        break;
    }
    return CostsPageText::tr("Day not known");
}

} // namespace

QString sumText(const CostSum& sum) {
    if (!sum.hasDollars()) {
        return costText({});
    }
    const bool isEstimate = sum.estimated > 0 || sum.recorded == 0;
    const QString text = dollars(sum.dollars(), isEstimate ? CostBasis::Estimated : CostBasis::Recorded);
    return sum.unpricedTokens > 0 ? QStringLiteral("≥ ") + text : text;
}

QString sumExplanation(const CostSum& sum) {
    QStringList parts;
    if (sum.recorded > 0) {
        parts.append(
            CostsPageText::tr("%1 recorded by the agents").arg(dollars(sum.recorded, CostBasis::Recorded)));
    }
    if (sum.estimated > 0) {
        parts.append(CostsPageText::tr("%1 estimated from tokens and list prices")
                         .arg(dollars(sum.estimated, CostBasis::Estimated)));
    }
    if (sum.unpricedTokens > 0) {
        parts.append(CostsPageText::tr("%1 tokens of models without a known price are not in the sum")
                         .arg(tokenCountText(sum.unpricedTokens)));
    }
    return parts.join(QStringLiteral("; "));
}

QString tokenCountText(std::uint64_t tokens) {
    const QLocale locale;
    if (tokens >= 999'500'000) {
        return CostsPageText::tr("%1B").arg(locale.toString(static_cast<double>(tokens) / 1e9, 'f', 1));
    }
    if (tokens >= 999'500) {
        return CostsPageText::tr("%1M").arg(locale.toString(static_cast<double>(tokens) / 1e6, 'f', 1));
    }
    return tokens >= 1000
               ? CostsPageText::tr("%1k").arg(locale.toString(static_cast<double>(tokens) / 1e3, 'f', 0))
               : locale.toString(static_cast<qulonglong>(tokens));
}

QString headingText(const CostLine& line, CostGrouping grouping, const std::string& home) {
    if (line.heading.empty()) {
        return missingHeading(grouping);
    }
    if (grouping == CostGrouping::Day) {
        const QDate day = QDate::fromString(QString::fromStdString(line.heading), Qt::ISODate);
        return day.isValid() ? QLocale().toString(day, QLocale::ShortFormat) + QStringLiteral("  ") +
                                   QLocale().dayName(day.dayOfWeek(), QLocale::ShortFormat)
                             : displayLine(line.heading);
    }
    return displayLine(grouping == CostGrouping::Project ? abbreviateHome(line.heading, home) : line.heading,
                       400);
}

} // namespace ax::widgets
