// SPDX-License-Identifier: MIT
#include "core/base/environment.h"

#include <unistd.h>

extern char** environ; // POSIX leaves the declaration to us

namespace ax {

Environment Environment::ofThisProcess() {
    Variables variables;
    for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
        const std::string_view text(*entry);
        const auto equals = text.find('=');
        if (equals != std::string_view::npos && equals > 0)
            variables.emplace(text.substr(0, equals),
                              text.substr(equals + 1)); // the first one counts, as in getenv
    }
    return Environment(std::move(variables));
}

std::optional<std::string> Environment::value(std::string_view name) const {
    const auto found = m_variables.find(name);
    if (found == m_variables.end() || found->second.empty())
        return std::nullopt;
    return found->second;
}

} // namespace ax
