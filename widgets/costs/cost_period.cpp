// SPDX-License-Identifier: MIT
#include "widgets/costs/cost_period.h"

#include <QCoreApplication>

namespace ax::widgets {

namespace {

struct CostPeriodText {
    Q_DECLARE_TR_FUNCTIONS(ax::widgets::CostsPage)
};

/// Days of a period, today included; 0: all.
int lengthOf(CostPeriod period) {
    switch (period) {
    case CostPeriod::Today:
        return 1;
    case CostPeriod::Week:
        return 7;
    case CostPeriod::Month:
        return 30;
    case CostPeriod::Quarter:
        return 90;
    case CostPeriod::Year:
        return 365;
    case CostPeriod::All:
        break;
    }
    return 0;
}

} // namespace

QString periodText(CostPeriod period) {
    const int days = lengthOf(period);
    if (days == 0) {
        return CostPeriodText::tr("All time");
    }
    return days == 1 ? CostPeriodText::tr("Today") : CostPeriodText::tr("Last %n day(s)", nullptr, days);
}

CostQuery queryFor(CostGrouping grouping, CostPeriod period, std::chrono::local_days today) {
    CostQuery query{.grouping = grouping, .from = {}, .to = {}};
    if (const int days = lengthOf(period); days > 0) {
        query.from = today - std::chrono::days(days - 1);
    }
    return query;
}

} // namespace ax::widgets
