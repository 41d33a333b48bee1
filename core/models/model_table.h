// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace ax {

/// Tab-separated lines, each beginning with a model id, sorted by their bytes; `#` lines stand before the
/// first of them. Searched in place, so that neither opening nor looking up parses the whole. The text
/// outlives the table. Thread-safe.
class ModelTable {
public:
    explicit ModelTable(std::string_view text);

    /// What follows the id and its tab, without the line's end.
    std::optional<std::string_view> find(std::string_view id) const;
    /// The same of `family-DATE` with the latest date that the table has.
    std::optional<std::string_view> findNewestDated(std::string_view family) const;
    std::size_t size() const;
    /// The text of the `# source:` line; empty without one.
    std::string_view source() const { return m_source; }

private:
    std::size_t firstNotBefore(std::string_view id) const;
    std::string_view lineAt(std::size_t offset) const;

    std::string_view m_rows;
    std::string_view m_source;
};

} // namespace ax
