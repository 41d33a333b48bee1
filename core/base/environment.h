// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace ax {

/// The environment variables of a process as a value: read once at the start, handed down, replaced in tests.
class Environment {
public:
    using Variables = std::map<std::string, std::string, std::less<>>;

    explicit Environment(Variables variables) : m_variables(std::move(variables)) {}
    static Environment ofThisProcess();

    /// The value, or nothing when the variable is unset or empty.
    std::optional<std::string> value(std::string_view name) const;
    const Variables& variables() const { return m_variables; }

private:
    Variables m_variables;
};

} // namespace ax
