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

/// Fills a template into a shell command line. What is empty drops out: `{model}` and `{behavior}` with the
/// `-flag` word right before them, `{task}` and `{args}` alone, and a word like `--model={model}` whole.
/// `{args}` and `{task}` are appended, in this order, where the template has no slot for them. Everything but
/// `{args}` is quoted, also inside quotes of the template. Unknown placeholders stay (facts: ax-compat §8
/// step 12).
std::string fillTemplate(std::string_view commandTemplate, const TemplateValues& values);

} // namespace ax
