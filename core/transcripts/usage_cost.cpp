// SPDX-License-Identifier: MIT
#include "core/transcripts/usage.h"

namespace ax {

namespace {

bool isEmpty(const UsagePart& part) {
    return part.tokens.total() == 0 && !part.dollars;
}

} // namespace

std::optional<double> estimateCost(const UsagePart& part, const ModelCatalog& models) {
    if (part.dollars)
        return part.dollars;
    if (isEmpty(part))
        return 0;
    return estimateCost(part.tokens, models.find(part.model), part.promptLength);
}

std::optional<double> estimateCost(const Usage& usage, const ModelCatalog& models) {
    double sum = 0;
    for (const UsagePart& part : usage) {
        const auto dollars = estimateCost(part, models);
        if (!dollars)
            return std::nullopt;
        sum += *dollars;
    }
    return sum;
}

} // namespace ax
