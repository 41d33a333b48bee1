// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/config.h"
#include "core/index/glob_pattern.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace ax {

/// Which files of a harness are transcripts, and the id in a transcript's path: its `glob` and `id_regex`.
class StorePattern {
public:
    StorePattern(const Harness& harness, std::string_view home);
    ~StorePattern();

    const GlobPattern& glob() const { return m_glob; }
    /// Nothing when the path does not match: such files belong to something else.
    std::optional<std::string> idOf(std::string_view path) const;
    /// What is wrong with the configured patterns, or empty.
    const std::string& problem() const { return m_problem; }

private:
    class Expression;

    GlobPattern m_glob;
    std::unique_ptr<Expression> m_expression;
    std::string m_problem;
};

} // namespace ax
