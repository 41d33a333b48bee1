// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace ax {

/// What a harness template's placeholders stand for (manual, "Harness Fields"). Empty means "not given".
struct TemplateValues {
    std::string id;
    std::string directory;
    std::string newId;
    std::string model;
    std::string behavior;
    std::string task;
    std::string arguments; ///< raw: not quoted
};

/// POSIX single quotes, always (`''` for nothing).
std::string quoteForShell(std::string_view text);

/// Fills a template into a shell command line. An empty placeholder drops out together with the `-flag` word
/// before it; `{task}` and `{args}` are appended where the template has no slot for them; everything but
/// `{args}` is quoted (facts: ax-compat §8 step 12).
std::string fillTemplate(std::string_view commandTemplate, const TemplateValues& values);

} // namespace ax
