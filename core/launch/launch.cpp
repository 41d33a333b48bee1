// SPDX-License-Identifier: MIT
#include "core/launch/launch.h"

#include "core/base/identifier.h"
#include "core/launch/permissions.h"
#include "core/launch/template.h"

#include <algorithm>
#include <ranges>

namespace ax {

namespace {

Result<const Harness*> harnessFor(const Config& config, const std::string& name) {
    if (const Harness* harness = config.findHarness(name))
        return harness;
    return std::unexpected(Error{ErrorCode::Invalid, "no harness is called `" + name + '`'});
}

Result<void> checkFolder(const FileSystem& files, const std::string& directory) {
    if (directory.empty())
        return std::unexpected(Error{ErrorCode::NotFound, "the session does not say which folder it ran in"});
    const auto status = files.status(directory);
    if (!status && status.error().code == ErrorCode::NotFound)
        return std::unexpected(Error{ErrorCode::NotFound, "the folder " + directory + " is gone"});
    if (!status)
        return std::unexpected(status.error());
    if (status->kind != FileKind::Directory)
        return std::unexpected(Error{ErrorCode::Invalid, directory + " is not a folder"});
    return {};
}

/// `<synthetic>` and its like are marks of the agents, not models (facts: ax-compat §21 trap 2); what begins
/// with a dash is a transcript that wants to pass a flag.
std::string realModel(const std::string& model) {
    return model.starts_with('<') || model.starts_with('-') ? std::string() : model;
}

/// A list of bullet points begins with a dash, and every agent would take that for a flag.
std::string taskArgument(const std::string& task) {
    return task.starts_with('-') ? ' ' + task : task;
}

const std::string& templateFor(const Harness& harness, const NewSessionRequest& request) {
    const bool isHeadless = request.form == NewSessionRequest::Form::Headless && !request.task.empty();
    return isHeadless && !harness.launchHeadless.empty() ? harness.launchHeadless : harness.launch;
}

void addWords(std::string& arguments, const std::string& words) {
    if (!arguments.empty() && !words.empty())
        arguments += ' ';
    arguments += words;
}

std::string effortWords(const Harness& harness, const std::string& level) {
    std::string words = harness.effortArgument;
    constexpr std::string_view Slot = "{effort}";
    if (const std::size_t at = words.find(Slot); at != std::string::npos)
        return words.replace(at, Slot.size(), quoteForShell(level));
    return words + ' ' + quoteForShell(level);
}

/// What stands before the command (facts: ax-compat §8, step 13).
std::string environmentWords(const Harness& harness, const NewSessionRequest& request) {
    std::string words;
    if (harness.format == "claude" || harness.format == "pi") {
        if (request.key == NewSessionRequest::Key::Subscription)
            words += "unset ANTHROPIC_API_KEY ANTHROPIC_AUTH_TOKEN; ";
        else if (request.key == NewSessionRequest::Key::Variable)
            words +=
                "export ANTHROPIC_API_KEY=\"$" + request.keyVariable + "\"; unset ANTHROPIC_AUTH_TOKEN; ";
    }
    for (const auto& [name, value] : request.variables)
        words += "export " + name + '=' + quoteForShell(value) + "; ";
    return words;
}

} // namespace

std::vector<std::string> shellCommand(const Config& config, const std::string& command) {
    std::vector<std::string> arguments;
    for (const auto word : std::views::split(config.shell, ' '))
        if (!word.empty())
            arguments.emplace_back(std::string_view(word));
    if (arguments.empty())
        arguments = {"sh", "-c"};
    arguments.push_back(command);
    return arguments;
}

Result<LaunchSpec> resumeSession(const Config& config, const FileSystem& files, const Session& session) {
    const auto harness = harnessFor(config, session.harness);
    if (!harness)
        return std::unexpected(harness.error());
    if ((*harness)->resume.empty())
        return std::unexpected(
            Error{ErrorCode::Invalid,
                  "the harness `" + session.harness + "` has no `resume` command in the configuration"});
    if (session.id.empty() || session.id.starts_with('-')) // it would be read as a flag
        return std::unexpected(Error{ErrorCode::Invalid, "`" + session.id + "` is not a session id"});
    if (auto checked = checkFolder(files, session.directory); !checked)
        return std::unexpected(checked.error());

    TemplateValues values;
    values.id = session.id;
    values.directory = session.directory;
    values.model = realModel(session.model);
    const std::string command = fillTemplate((*harness)->resume, values);
    return LaunchSpec{.sessionId = session.id,
                      .harness = session.harness,
                      .directory = session.directory,
                      .command = command,
                      .arguments = shellCommand(config, command),
                      .task = {}};
}

Result<LaunchSpec> startSession(const Config& config, const FileSystem& files,
                                const NewSessionRequest& request) {
    const auto harness = harnessFor(config, request.harness);
    if (!harness)
        return std::unexpected(harness.error());
    const std::string& format = (*harness)->format;
    std::string commandTemplate = templateFor(**harness, request);
    if (commandTemplate.empty())
        return std::unexpected(
            Error{ErrorCode::Invalid,
                  "the harness `" + request.harness + "` has no `launch` command in the configuration"});
    if (!std::ranges::contains(permissionModes(format), request.permissions))
        return std::unexpected(
            Error{ErrorCode::Invalid, "the harness `" + request.harness + "` has no such permission mode"});
    if (auto checked = checkFolder(files, request.directory); !checked)
        return std::unexpected(checked.error());

    std::string arguments = request.withHarnessArguments ? (*harness)->arguments : std::string();
    if (request.permissions != PermissionMode::HarnessDefault) {
        commandTemplate = withoutPermissionFlags(commandTemplate, format);
        arguments = withoutPermissionFlags(arguments, format);
        addWords(arguments, permissionArguments(format, request.permissions));
    }
    addWords(arguments, request.flags);
    if (!request.effort.empty() && !(*harness)->effortArgument.empty())
        addWords(arguments, effortWords(**harness, request.effort));
    if (request.asking == NewSessionRequest::Asking::Forbidden)
        addWords(arguments, (*harness)->skipPermissions);
    TemplateValues values;
    values.directory = request.directory;
    values.newId = commandTemplate.contains("{newid}") ? newSessionId() : std::string();
    values.model = realModel(request.model);
    values.task = taskArgument(request.task);
    values.arguments = arguments;
    if (commandTemplate.contains("{behavior}"))
        values.behavior = request.behavior;
    else if (!request.behavior.empty())
        values.task = request.behavior + "\n\n" + values.task;
    const std::string command = environmentWords(**harness, request) + fillTemplate(commandTemplate, values);
    return LaunchSpec{.sessionId = values.newId,
                      .harness = request.harness,
                      .directory = request.directory,
                      .command = command,
                      .arguments = shellCommand(config, command),
                      .task = request.task};
}

} // namespace ax
