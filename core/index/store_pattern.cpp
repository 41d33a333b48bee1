// SPDX-License-Identifier: MIT
#include "core/index/store_pattern.h"

#include "core/base/paths.h"

#include <re2/re2.h>
#include <re2/stringpiece.h>

#include <format>
#include <vector>

namespace ax {

class StorePattern::Expression {
public:
    explicit Expression(const std::string& pattern) : m_expression(pattern, RE2::Quiet) {
        const auto& groups = m_expression.NamedCapturingGroups();
        if (const auto group = groups.find("id"); group != groups.end())
            m_group = group->second;
    }

    bool isValid() const { return m_expression.ok() && m_group > 0; }
    std::string problem(const Harness& harness) const {
        return std::format("`id_regex` of harness `{}` {}", harness.name,
                           m_expression.ok() ? std::string("has no group named `id`")
                                             : "is no regular expression: " + m_expression.error());
    }

    std::optional<std::string> idOf(std::string_view path) const {
        std::vector<re2::StringPiece> groups(static_cast<std::size_t>(m_group) + 1);
        if (!m_expression.Match(re2::StringPiece(path.data(), path.size()), 0, path.size(), RE2::UNANCHORED,
                                groups.data(), m_group + 1) ||
            groups.back().empty())
            return std::nullopt;
        return std::string(groups.back().data(), groups.back().size());
    }

private:
    RE2 m_expression;
    int m_group = 0;
};

StorePattern::StorePattern(const Harness& harness, std::string_view home)
    : m_glob(expandHome(harness.glob, home)), m_expression(std::make_unique<Expression>(harness.idPattern)) {
    if (!m_expression->isValid())
        m_problem = m_expression->problem(harness);
}

StorePattern::~StorePattern() = default;

std::optional<std::string> StorePattern::idOf(std::string_view path) const {
    return m_problem.empty() ? m_expression->idOf(path) : std::nullopt;
}

} // namespace ax
