// SPDX-License-Identifier: MIT
#include "widgets/table/row_entry.h"

#include "core/base/paths.h"
#include "widgets/table/session_filter.h"
#include "widgets/theme/painting.h"

#include <array>
#include <cmath>

namespace ax::widgets {

namespace {

/// A hostile title can be megabytes long; nobody searches for what stands behind this.
constexpr std::size_t MaximumTitleBytes = 1024;

} // namespace

RowEntry::RowEntry(SessionPointer pointer, std::string_view home) : session(std::move(pointer)) {
    const Session& row = *session;
    const auto end = [this] {
        const auto at = static_cast<std::uint32_t>(m_folded.size());
        m_folded += '\n';
        return at;
    };
    const std::string folder = abbreviateHome(row.directory, home);
    m_folded.reserve(row.title.size() + 2 * row.directory.size() + row.model.size() + row.id.size() + 64);
    appendFolded(m_folded, std::string_view(row.title).substr(0, MaximumTitleBytes));
    m_titleEnd = end();
    appendFolded(m_folded, folder);
    m_folderEnd = end();
    appendFolded(m_folded, row.harness);
    m_harnessEnd = end();
    appendFolded(m_folded, shortModel(row.model));
    m_modelEnd = end();
    // The status by the manual's word and by the person's.
    appendFolded(m_folded, statusWord(row.status.status));
    end();
    appendFolded(m_folded, statusText(row.status.status).toStdString());
    end();
    appendFolded(m_folded, row.id);
    if (folder != row.directory) {
        end();
        appendFolded(m_folded, row.directory);
    }
    if (shortModel(row.model).size() != row.model.size()) {
        end();
        appendFolded(m_folded, row.model);
    }
}

std::string_view RowEntry::textKey(SessionColumn column) const {
    const std::string_view all = m_folded;
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
    return model.starts_with(Family) && model.size() > Family.size() ? model.substr(Family.size()) : model;
}

} // namespace ax::widgets
