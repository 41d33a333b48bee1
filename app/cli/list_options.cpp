// SPDX-License-Identifier: MIT
#include "app/cli/list_options.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <format>
#include <vector>

namespace ax::cli {

Result<ListOptions> parseListOptions(std::span<const std::string> arguments) {
    ListOptions options;
    CLI::App parser;
    parser.set_help_flag();
    parser.allow_extras();
    parser.add_flag("--json", options.json);
    parser.add_flag("--archived", options.onlyArchived);
    parser.add_flag("--all", options.alsoArchived);
    parser.add_option("--run,--group", options.run)->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    // CLI11 takes its words from the last to the first.
    std::vector<std::string> words(arguments.rbegin(), arguments.rend());
    try {
        parser.parse(std::move(words));
    } catch (const CLI::ArgumentMismatch&) {
        const bool run = std::ranges::contains(arguments, "--run");
        return std::unexpected(
            Error{ErrorCode::Invalid, std::format("{} needs a value", run ? "--run" : "--group")});
    } catch (const CLI::ParseError& error) {
        return std::unexpected(Error{ErrorCode::Invalid, error.what()});
    }
    return options;
}

} // namespace ax::cli
