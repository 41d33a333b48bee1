// SPDX-License-Identifier: MIT
#include "app/cli/read_options.h"

#include "core/base/duration.h"

#include <algorithm>
#include <charconv>
#include <format>
#include <functional>
#include <map>

namespace ax::cli {

namespace {

std::uint64_t numberOf(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? number : 0;
}

std::set<std::string> wordsOf(std::string_view text) {
    std::set<std::string> words;
    while (!text.empty()) {
        const std::string_view word = text.substr(0, text.find(','));
        if (!word.empty())
            words.emplace(word);
        text.remove_prefix(std::min(word.size() + 1, text.size()));
    }
    return words;
}

using Names = std::map<std::string_view, bool ReadOptions::*>;
const Names& switches() {
    static const Names Known = {
        {"--follow", &ReadOptions::follow},
        {"--with-content", &ReadOptions::withContent},
        {"--active", &ReadOptions::onlyActive},
        {"--from-now", &ReadOptions::fromNow},
        {"--exclude-self", &ReadOptions::excludeSelf},
        {"--hosts", &ReadOptions::withHosts},
        {"--federated", &ReadOptions::withHosts},
    };
    return Known;
}

using Takers = std::map<std::string_view, std::function<void(ReadOptions&, const std::string&)>>;
const Takers& valued() {
    static const auto TakeRun = [](ReadOptions& options, const std::string& value) { options.run = value; };
    static const Takers Known = {
        {"--run", TakeRun},
        {"--group", TakeRun},
        {"--since", [](ReadOptions& options, const std::string& value) { options.since = numberOf(value); }},
        {"--limit", [](ReadOptions& options, const std::string& value) { options.limit = numberOf(value); }},
        {"--format",
         [](ReadOptions& options, const std::string& value) {
             options.format = value == "text" ? TurnFormat::Text : TurnFormat::Json;
         }},
        {"--timeout",
         [](ReadOptions& options, const std::string& value) {
             options.timeout = std::max(parseDuration(value).value_or(std::chrono::nanoseconds(0)),
                                        std::chrono::nanoseconds(0));
         }},
        {"--events", [](ReadOptions& options, const std::string& value) { options.events = wordsOf(value); }},
        {"--exclude",
         [](ReadOptions& options, const std::string& value) { options.excluded.merge(wordsOf(value)); }},
    };
    return Known;
}

} // namespace

Result<ReadOptions> parseReadOptions(std::span<const std::string> arguments) {
    ReadOptions options;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& word = arguments[i];
        const std::size_t equals = word.starts_with("--") ? word.find('=') : std::string::npos;
        const std::string name = word.substr(0, equals);
        if (const auto known = switches().find(name); known != switches().end()) {
            options.*known->second = true;
        } else if (const auto taker = valued().find(name); taker != valued().end()) {
            if (equals == std::string::npos && i + 1 == arguments.size())
                return std::unexpected(Error{ErrorCode::Invalid, std::format("{} needs a value", name)});
            taker->second(options, equals == std::string::npos ? arguments[++i] : word.substr(equals + 1));
        } else if (!word.starts_with('-') && options.id.empty()) {
            options.id = word;
        }
    }
    if (options.id.empty() && options.run.empty())
        return std::unexpected(Error{ErrorCode::Invalid, "read needs the id of a session, or --run RUN"});
    return options;
}

} // namespace ax::cli
