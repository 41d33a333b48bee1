// SPDX-License-Identifier: MIT
#include "core/config/harness_fields.h"

#include <re2/re2.h>

#include <algorithm>

namespace ax {

namespace {

constexpr std::array<std::string_view, 5> Formats{"claude", "codex", "gemini", "opencode", "pi"};

std::string patternProblem(const std::string& pattern, std::string_view neededGroup) {
    RE2::Options options;
    options.set_log_errors(false);
    const RE2 compiled(pattern, options);
    if (!compiled.ok())
        return "is not a valid pattern: " + compiled.error();
    if (!neededGroup.empty() && !compiled.NamedCapturingGroups().contains(std::string(neededGroup)))
        return "has no group named `id`: write `(?P<id>…)` around the session id";
    return {};
}

} // namespace

std::string harnessFieldProblem(std::string_view key, const std::string& value) {
    if (value.empty()) // "not set", a way to switch a built-in off
        return {};
    if (key == "id_regex")
        return patternProblem(value, "id");
    if (key == "waiting_re")
        return patternProblem(value, "");
    if (key == "format" && !std::ranges::contains(Formats, value))
        return "names an unknown format: use claude, codex, gemini, opencode or pi";
    return {};
}

} // namespace ax
