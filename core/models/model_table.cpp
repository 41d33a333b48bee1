// SPDX-License-Identifier: MIT
#include "core/models/model_table.h"

#include "core/models/model_id.h"

#include <algorithm>
#include <string>

namespace ax {

namespace {

constexpr std::string_view SourceMark = "# source: ";

std::string_view idOf(std::string_view line) {
    return line.substr(0, line.find('\t'));
}

std::string_view fieldsOf(std::string_view line) {
    const std::size_t tab = line.find('\t');
    return tab == std::string_view::npos ? std::string_view{} : line.substr(tab + 1);
}

} // namespace

ModelTable::ModelTable(std::string_view text) : m_rows(text) {
    while (m_rows.starts_with('#')) {
        const std::string_view line = lineAt(0);
        if (line.starts_with(SourceMark))
            m_source = line.substr(SourceMark.size());
        m_rows.remove_prefix(std::min(line.size() + 1, m_rows.size()));
    }
}

std::string_view ModelTable::lineAt(std::size_t offset) const {
    return m_rows.substr(offset, m_rows.find('\n', offset) - offset);
}

std::size_t ModelTable::firstNotBefore(std::string_view id) const {
    std::size_t low = 0; // both are the start of a line, or the end
    std::size_t high = m_rows.size();
    while (low < high) {
        const std::size_t middle = m_rows.substr(0, low + (high - low) / 2).rfind('\n') + 1;
        const std::string_view line = lineAt(middle);
        if (idOf(line) < id)
            low = std::min(middle + line.size() + 1, high);
        else
            high = middle;
    }
    return low;
}

std::optional<std::string_view> ModelTable::find(std::string_view id) const {
    const std::string_view line = lineAt(firstNotBefore(id));
    if (id.empty() || idOf(line) != id)
        return std::nullopt;
    return fieldsOf(line);
}

std::optional<std::string_view> ModelTable::findNewestDated(std::string_view family) const {
    const std::string prefix = std::string(family) + "-2";
    std::optional<std::string_view> newest;
    std::string newestDate;
    for (std::size_t at = firstNotBefore(prefix); at < m_rows.size();) {
        const std::string_view line = lineAt(at);
        if (!line.starts_with(prefix))
            break;
        std::string date(idOf(line).substr(family.size() + 1));
        if (isModelDate(date)) {
            std::erase(date, '-');
            if (date > newestDate) {
                newestDate = date;
                newest = fieldsOf(line);
            }
        }
        at += line.size() + 1;
    }
    return newest;
}

std::size_t ModelTable::size() const {
    const auto ends = static_cast<std::size_t>(std::ranges::count(m_rows, '\n'));
    return m_rows.empty() || m_rows.ends_with('\n') ? ends : ends + 1;
}

} // namespace ax
