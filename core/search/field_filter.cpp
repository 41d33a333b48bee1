// SPDX-License-Identifier: MIT
#include "core/search/search_query.h"
#include "core/search/text_folding.h"

#include <algorithm>

namespace ax {

namespace {

bool compare(double left, FieldFilter::Comparison comparison, double right) {
    switch (comparison) {
    case FieldFilter::Comparison::Less:
        return left < right;
    case FieldFilter::Comparison::LessOrEqual:
        return left <= right;
    case FieldFilter::Comparison::Equal:
        return left == right;
    case FieldFilter::Comparison::GreaterOrEqual:
        return left >= right;
    case FieldFilter::Comparison::Greater:
        return left > right;
    }
    return false;
}

bool holds(const FieldFilter& filter, const Session& session) {
    switch (filter.field) {
    case FieldFilter::Field::Harness:
        return folded(session.harness).starts_with(filter.text);
    case FieldFilter::Field::Model:
        return folded(session.model).contains(filter.text);
    case FieldFilter::Field::Directory:
        return folded(session.directory).contains(filter.text);
    case FieldFilter::Field::Status:
        return std::string_view(statusWord(session.status.status)).starts_with(filter.text) ||
               (session.status.status == Status::Past && std::string_view("past").starts_with(filter.text));
    case FieldFilter::Field::Run:
        return folded(session.run).starts_with(filter.text);
    case FieldFilter::Field::Tag:
        return std::ranges::any_of(
            session.labels, [&](const std::string& label) { return folded(label).starts_with(filter.text); });
    case FieldFilter::Field::Before:
        return session.last && *session.last < filter.time;
    case FieldFilter::Field::After:
        return session.last && *session.last >= filter.time;
    case FieldFilter::Field::Cost:
        return session.cost.basis != CostBasis::Unknown &&
               compare(session.cost.dollars, filter.comparison, filter.dollars);
    }
    return false;
}

} // namespace

bool FieldFilter::matches(const Session& session) const {
    return holds(*this, session) != negated;
}

bool SearchQuery::accepts(const Session& session) const {
    return std::ranges::all_of(m_filters, [&](const FieldFilter& filter) { return filter.matches(session); });
}

} // namespace ax
