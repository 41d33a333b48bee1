// SPDX-License-Identifier: MIT
#include "widgets/table/row_entry.h"

#include "core/base/paths.h"
#include "widgets/table/session_filter.h"
#include "widgets/theme/painting.h"

#include <algorithm>
#include <cmath>

namespace ax::widgets {

namespace {

/// A hostile title or path can be megabytes long; nobody searches for what stands behind this, and sorting
/// need not look there.
constexpr std::size_t MaximumFieldBytes = 1024;

} // namespace

void RowEntry::fold() const {
    if (m_folded.empty() && session) {
        foldFields();
    }
}

void RowEntry::foldFields() const {
    const Session& row = *session;
    const auto add = [this](std::string_view field) {
        appendFolded(m_folded, field.substr(0, MaximumFieldBytes));
    };
    const auto end = [this] {
        const auto at = static_cast<std::uint32_t>(m_folded.size());
        m_folded += '\n';
        return at;
    };
    const std::string folder = abbreviateHome(row.directory, m_home);
    m_folded.reserve(std::min(MaximumFieldBytes, row.title.size() + 2 * row.directory.size()) + 128);
    add(row.title);
    m_titleEnd = end();
    add(folder);
    m_folderEnd = end();
    add(row.harness);
    m_harnessEnd = end();
    add(shortModel(row.model));
    m_modelEnd = end();
    // The status by the manual's word and by the person's.
    add(statusWord(row.status.status));
    end();
    add(statusText(row.status.status).toStdString());
    end();
    add(row.id);
    if (folder != row.directory) {
        end();
        add(row.directory);
    }
    if (shortModel(row.model).size() != row.model.size()) {
        end();
        add(row.model);
    }
}

std::string_view RowEntry::textKey(SessionColumn column) const {
    const std::string_view all = searchText();
    switch (column) {
    case SessionColumn::Title:
        return all.substr(0, m_titleEnd);
    case SessionColumn::Folder:
        return all.substr(m_titleEnd + 1, m_folderEnd - m_titleEnd - 1);
    case SessionColumn::Harness:
        return all.substr(m_folderEnd + 1, m_harnessEnd - m_folderEnd - 1);
    case SessionColumn::Model:
        return all.substr(m_harnessEnd + 1, m_modelEnd - m_harnessEnd - 1);
    default:
        return {};
    }
}

std::optional<double> RowEntry::numberKey(SessionColumn column) const {
    switch (column) {
    case SessionColumn::Status:
        return static_cast<double>(session->status.status);
    case SessionColumn::Age:
        // The snapshot stands in this order already; the newest has the largest value.
        return session->last ? std::optional(-static_cast<double>(position)) : std::nullopt;
    case SessionColumn::Context:
        return contextShare(*session);
    case SessionColumn::Cost:
        return knownCost(*session);
    default:
        return std::nullopt;
    }
}

bool sortsByText(SessionColumn column) {
    return column == SessionColumn::Title || column == SessionColumn::Folder ||
           column == SessionColumn::Harness || column == SessionColumn::Model;
}

std::optional<double> contextShare(const Session& session) {
    if (session.contextWindow == 0 || session.contextTokens == 0) {
        return std::nullopt;
    }
    return static_cast<double>(session.contextTokens) / static_cast<double>(session.contextWindow);
}

std::optional<double> knownCost(const Session& session) {
    const Cost& cost = session.cost;
    if (cost.basis == CostBasis::Unknown || !std::isfinite(cost.dollars) || cost.dollars < 0) {
        return std::nullopt;
    }
    return cost.dollars;
}

std::string_view shortModel(std::string_view model) {
    constexpr std::string_view Family = "claude-";
    if (model.starts_with(Family) && model.size() > Family.size()) {
        model.remove_prefix(Family.size());
    }
    // The day a version is of: `-20251101` or `-2025-08-07`.
    constexpr auto isDay = [](std::string_view end, std::string_view pattern) {
        return std::ranges::equal(end, pattern, [](char given, char wanted) {
            return wanted == '0' ? given >= '0' && given <= '9' : given == wanted;
        });
    };
    for (const std::string_view pattern : {"-00000000", "-0000-00-00"}) {
        if (model.size() > pattern.size() && isDay(model.substr(model.size() - pattern.size()), pattern)) {
            model.remove_suffix(pattern.size());
            break;
        }
    }
    return model;
}

} // namespace ax::widgets
