// SPDX-License-Identifier: MIT
#include "app/cli/launch_options.h"

#include "core/launch/template.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <ranges>

namespace ax::cli {

namespace {

Error invalid(std::string message) {
    return {ErrorCode::Invalid, std::move(message)};
}

bool isVariableName(std::string_view name) {
    const auto isLetter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    return !name.empty() && isLetter(name[0]) &&
           std::ranges::all_of(name, [&](char c) { return isLetter(c) || (c >= '0' && c <= '9'); });
}

Result<void> setVariable(LaunchOptions& options, const std::string& assignment) {
    const std::size_t equals = assignment.find('=');
    if (equals == std::string::npos || !isVariableName(std::string_view(assignment).substr(0, equals)))
        return std::unexpected(invalid("--env needs NAME=VALUE, not '" + assignment + "'"));
    options.request.variables.emplace_back(assignment.substr(0, equals), assignment.substr(equals + 1));
    return {};
}

Result<void> setKey(LaunchOptions& options, const std::string& policy) {
    using Key = NewSessionRequest::Key;
    constexpr std::string_view FromVariable = "env:";
    if (policy == "subscription" || policy == "sub") {
        options.request.key = Key::Subscription;
    } else if (policy == "api") {
        options.request.key = Key::AsItIs;
    } else if (policy.starts_with(FromVariable) &&
               isVariableName(std::string_view(policy).substr(FromVariable.size()))) {
        options.request.key = Key::Variable;
        options.request.keyVariable = policy.substr(FromVariable.size());
    } else {
        return std::unexpected(invalid("--auth is subscription, api or env:NAME, not '" + policy + "'"));
    }
    return {};
}

using SetValue = std::function<Result<void>(LaunchOptions&, const std::string&)>;

SetValue text(std::string LaunchOptions::* member) {
    return [member](LaunchOptions& options, const std::string& value) -> Result<void> {
        options.*member = value;
        return {};
    };
}

SetValue requestText(std::string NewSessionRequest::* member) {
    return [member](LaunchOptions& options, const std::string& value) -> Result<void> {
        options.request.*member = value;
        return {};
    };
}

const std::map<std::string, SetValue, std::less<>>& optionsWithValue() {
    static const std::map<std::string, SetValue, std::less<>> options{
        {"--behavior", text(&LaunchOptions::behaviorPath)},
        {"--behavior-text", requestText(&NewSessionRequest::behavior)},
        {"--model", requestText(&NewSessionRequest::model)},
        {"--effort", requestText(&NewSessionRequest::effort)},
        {"--run", text(&LaunchOptions::run)},
        {"--group", text(&LaunchOptions::run)},
        {"--name", text(&LaunchOptions::name)},
        {"--parent", text(&LaunchOptions::parent)},
        {"--dir", text(&LaunchOptions::directory)},
        {"--env", setVariable},
        {"--auth", setKey},
        {"--task-file",
         [](LaunchOptions& launch, const std::string& value) -> Result<void> {
             launch.taskFile = value;
             return {};
         }},
        {"--label",
         [](LaunchOptions& launch, const std::string& value) -> Result<void> {
             launch.labels.push_back(value);
             return {};
         }},
    };
    return options;
}

/// True when it was one.
bool setSwitch(LaunchOptions& options, const std::string& word) {
    if (word == "--attach")
        options.attaches = true;
    else if (word == "--json")
        options.asJson = true;
    else if (word == "--headless")
        options.request.form = NewSessionRequest::Form::Headless;
    else if (word == "--api")
        options.request.key = NewSessionRequest::Key::AsItIs;
    else
        return word == "--interactive";
    return true;
}

Result<void> check(const LaunchOptions& options) {
    if (options.taskFile && !options.task.empty())
        return std::unexpected(invalid("give the task either in words or with --task-file"));
    if (!options.behaviorPath.empty() && !options.request.behavior.empty())
        return std::unexpected(invalid("--behavior and --behavior-text exclude each other"));
    return {};
}

} // namespace

Result<LaunchOptions> parseLaunchOptions(std::span<const std::string> arguments) {
    LaunchOptions options;
    options.request.key = NewSessionRequest::Key::Subscription;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& word = arguments[i];
        if (word == "--") {
            for (const std::string& flag : arguments.subspan(i + 1))
                options.request.flags += (options.request.flags.empty() ? "" : " ") + quoteForShell(flag);
            break;
        }
        if (!word.starts_with("--")) {
            options.task += (options.task.empty() ? "" : " ") + word;
            continue;
        }
        const std::size_t equals = word.find('=');
        const auto option = optionsWithValue().find(word.substr(0, equals));
        if (option == optionsWithValue().end()) {
            if (!setSwitch(options, word))
                return std::unexpected(invalid("this version has no option '" + word + "'"));
            continue;
        }
        if (equals == std::string::npos && i + 1 == arguments.size())
            return std::unexpected(invalid(word + " needs a value"));
        const std::string value = equals == std::string::npos ? arguments[++i] : word.substr(equals + 1);
        if (auto set = option->second(options, value); !set)
            return std::unexpected(set.error());
    }
    if (auto checked = check(options); !checked)
        return std::unexpected(checked.error());
    return options;
}

} // namespace ax::cli
