// SPDX-License-Identifier: MIT
#include "app/cli/launch_command.h"

#include "app/cli/attach_command.h"
#include "app/cli/launch_options.h"
#include "app/cli/launch_window.h"
#include "app/cli/session_world.h"
#include "core/base/identifier.h"
#include "core/base/json_writer.h"
#include "core/launch/behavior.h"
#include "core/launch/holder_start.h"
#include "core/launch/template.h"
#include "core/mux/choose_multiplexer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <format>
#include <unistd.h>

namespace ax::cli {

namespace {

constexpr int ExitDepth = 4;
constexpr std::uint64_t LargestTask = 4 << 20;
constexpr std::size_t RunIdLength = 8;

struct Failure {
    int exitCode = ExitFailure;
    std::string message;
};
template <class T>
using Attempt = std::expected<T, Failure>;

int number(const Environment& environment, std::string_view name, int otherwise) {
    const auto text = environment.value(name);
    int value = otherwise;
    if (text)
        std::from_chars(text->data(), text->data() + text->size(), value);
    return value;
}

std::string readStandardInput() {
    std::string text;
    std::array<char, 16 * 1024> buffer;
    for (auto count = ::read(STDIN_FILENO, buffer.data(), buffer.size());
         count > 0 && text.size() < LargestTask; count = ::read(STDIN_FILENO, buffer.data(), buffer.size()))
        text.append(buffer.data(), static_cast<std::size_t>(count));
    return text;
}

Attempt<std::string> taskOf(const SessionWorld& world, const LaunchOptions& options) {
    const bool fromInput = options.task == "-" || options.taskFile == "-";
    std::string task = options.task;
    if (fromInput) {
        task = readStandardInput();
    } else if (options.taskFile) {
        auto text = readWholeFile(world.disk(), *options.taskFile, LargestTask);
        if (!text)
            return std::unexpected(Failure{ExitUsage, text.error().message});
        task = std::move(*text);
    }
    if ((fromInput || options.taskFile) && task.ends_with('\n'))
        task.pop_back();
    return task;
}

/// Where the new session stands among others.
struct Kinship {
    std::string run;
    std::string parent;
    int depth = 0;
    int deepest = 1;
    std::vector<std::string> labels;
};

Attempt<Kinship> kinshipOf(const SessionWorld& world, const Environment& environment,
                           const LaunchOptions& options) {
    Kinship kinship;
    kinship.run = !options.run.empty()
                      ? options.run
                      : environment.value("AX_RUN").value_or(
                            environment.value("AX_GROUP").value_or(newSessionId().substr(0, RunIdLength)));
    kinship.parent =
        !options.parent.empty() ? options.parent : environment.value("AX_SESSION_ID").value_or("");
    kinship.depth = number(environment, "AX_DEPTH", -1) + 1;
    kinship.deepest = number(environment, "AX_MAX_DEPTH", 1);
    if (kinship.depth > kinship.deepest)
        return std::unexpected(
            Failure{ExitDepth, std::format("workers may start no workers here (depth {}, limit {})",
                                           kinship.depth, kinship.deepest)});
    if (!kinship.parent.empty()) {
        const auto meta = readSessionMeta(world.disk(), world.paths(), kinship.parent);
        kinship.labels = meta ? meta->labels : std::vector<std::string>();
        std::erase_if(kinship.labels, [](const std::string& label) { return label.starts_with("role="); });
    }
    for (const std::string& label : options.labels) {
        const std::string key = label.substr(0, label.find('=')) + '=';
        std::erase_if(kinship.labels,
                      [&](const std::string& other) { return other == label || other.starts_with(key); });
        kinship.labels.push_back(label);
    }
    const bool hasRole =
        std::ranges::any_of(kinship.labels, [](const std::string& l) { return l.starts_with("role="); });
    if (!kinship.parent.empty() && !hasRole)
        kinship.labels.emplace_back("role=worker");
    return kinship;
}

Environment environmentFor(const Environment& environment, const Kinship& kinship, const std::string& id) {
    Environment::Variables variables = environment.variables();
    variables["AX_SESSION_ID"] = id;
    variables["AX_DEPTH"] = std::to_string(kinship.depth);
    variables["AX_MAX_DEPTH"] = std::to_string(kinship.deepest);
    variables["AX_RUN"] = variables["AX_GROUP"] = kinship.run;
    variables.erase("AX_PARENT");
    if (!kinship.parent.empty())
        variables["AX_PARENT"] = kinship.parent;
    variables.erase("AX_LABELS");
    for (const std::string& label : kinship.labels)
        variables["AX_LABELS"] += (variables["AX_LABELS"].empty() ? "" : "\n") + label;
    return Environment(std::move(variables));
}

SessionMetaChange metaOf(const LaunchOptions& options, const LaunchSpec& spec, const Kinship& kinship) {
    SessionMetaChange meta;
    meta.name = options.name;
    meta.task = options.request.task;
    meta.run = kinship.run;
    meta.parent = kinship.parent;
    meta.origin = kinship.parent.empty() ? "human" : "agent";
    meta.mode = options.request.form == NewSessionRequest::Form::Headless ? "headless" : "interactive";
    meta.effort = options.request.effort;
    meta.harness = spec.harness;
    meta.directory = spec.directory;
    if (!kinship.labels.empty())
        meta.labels = kinship.labels;
    return meta;
}

std::string absoluteFolder(const std::string& folder, const std::string& home) {
    std::error_code error;
    const std::string expanded = expandHome(folder, home);
    const auto resolved =
        expanded.empty() ? std::filesystem::current_path(error) : std::filesystem::canonical(expanded, error);
    return error ? expanded : resolved.string();
}

/// Where nothing is to hold it, whoever asks for a session on this terminal gets the program itself.
bool startsHere(const Config& config, const LaunchOptions& options) {
    return config.mux == "none" && options.attaches && ::isatty(STDIN_FILENO) != 0;
}

struct Started {
    std::string id;
    std::string run;
    bool hasWindow = false;
};

/// In a window of the multiplexer, where one is in use here; else under a holder.
Result<bool> startProgram(const SessionWorld& world, const Environment& environment,
                          const LaunchOptions& options, const LaunchSpec& spec, const Kinship& kinship,
                          const std::string& id) {
    const Environment inside = environmentFor(environment, kinship, id);
    if (startsHere(world.config(), options))
        return std::unexpected(runHere(inside, spec));
    const RealProcessRunner runner;
    const auto multiplexer = multiplexerToOpenIn(world.config(), environment, runner);
    if (!multiplexer)
        return startHolder(world.disk(), world.paths(), inside, spec, id).transform([] { return false; });
    const std::string title = kinship.run + '/' + (options.name.empty() ? spec.harness : options.name);
    const auto shown = kinship.parent.empty() || options.attaches ? NewMuxWindow::Shown::Focused
                                                                  : NewMuxWindow::Shown::Background;
    return startInWindow(world, inside, *multiplexer, spec, id, title, shown).transform([] { return true; });
}

Attempt<Started> start(const SessionWorld& world, const Environment& environment, LaunchOptions& options) {
    if (!options.behaviorPath.empty()) {
        auto behavior = readBehavior(world.disk(), expandHome(options.behaviorPath, world.paths().home));
        if (!behavior)
            return std::unexpected(Failure{ExitUsage, behavior.error().message});
        options.request.behavior = std::move(*behavior);
    }
    auto task = taskOf(world, options);
    if (!task)
        return std::unexpected(task.error());
    options.request.task = std::move(*task);
    options.request.directory = absoluteFolder(options.directory, world.paths().home);
    const auto kinship = kinshipOf(world, environment, options);
    if (!kinship)
        return std::unexpected(kinship.error());
    const auto spec = startSession(world.config(), world.disk(), options.request);
    if (!spec)
        return std::unexpected(Failure{ExitUsage, spec.error().message});
    const std::string id = spec->sessionId.empty() ? newSessionId() : spec->sessionId;
    // Before the start: whoever sees the session can see what it is.
    const auto saved = updateSessionMeta(world.disk(), world.paths(), id, metaOf(options, *spec, *kinship),
                                         world.clock().now());
    if (!saved)
        return std::unexpected(Failure{ExitFailure, saved.error().message});
    const auto started = startProgram(world, environment, options, *spec, *kinship, id);
    if (!started)
        return std::unexpected(Failure{ExitFailure, started.error().message});
    return Started{.id = id, .run = kinship->run, .hasWindow = *started};
}

int startAndTell(CommandContext& context, const SessionWorld& world, LaunchOptions& options) {
    const auto started = start(world, context.environment, options);
    if (!started) {
        context.diagnostics.say(started.error().message);
        return started.error().exitCode;
    }
    if (options.asJson) {
        JsonWriter json(JsonLayout::Line);
        json.open();
        json.member("id", started->id);
        json.member("group", started->run);
        json.close();
        context.output.write(json.take() + '\n');
    } else if (!options.attaches) {
        context.output.write(started->id + '\t' + started->run + '\n');
    }
    return options.attaches && !started->hasWindow ? attachToNew(context, world, started->id) : ExitOk;
}

/// What a person types at a prompt; nothing at the end of input.
std::optional<std::string> ask(CommandContext& context, const std::string& question) {
    context.output.write(question);
    if (!context.output.finish())
        return std::nullopt;
    std::string line;
    for (char byte = 0; ::read(STDIN_FILENO, &byte, 1) == 1;) {
        if (byte == '\n')
            return line;
        line += byte;
    }
    return line.empty() ? std::nullopt : std::optional(line);
}

/// The harness that a person chooses by its name or number; empty when none is.
std::string askForHarness(CommandContext& context, const Config& config) {
    std::string question;
    for (std::size_t i = 0; i < config.harnesses.size(); ++i)
        question += std::format("{} {}  ", i + 1, config.harnesses[i].name);
    const auto answer = ask(context, question + "\nwhich agent? [" + config.harnesses[0].name + "] ");
    if (!answer)
        return {};
    if (answer->empty())
        return config.harnesses[0].name;
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(answer->data(), answer->data() + answer->size(), index);
    if (error == std::errc() && index >= 1 && index <= config.harnesses.size())
        return config.harnesses[index - 1].name;
    return *answer;
}

} // namespace

int runLaunch(CommandContext& context, const std::string& harness) {
    auto options = parseLaunchOptions(context.arguments);
    if (!options) {
        context.diagnostics.say(options.error().message);
        return ExitUsage;
    }
    auto& world = context.keep<SessionWorld>(context.environment);
    options->request.harness = harness;
    options->request.withHarnessArguments = true;
    options->request.asking = NewSessionRequest::Asking::Forbidden;
    return startAndTell(context, world, *options);
}

int runNew(CommandContext& context) {
    if (::isatty(STDIN_FILENO) == 0) {
        context.diagnostics.say(
            "new needs a terminal; to start a session from a program use: ax HARNESS --dir FOLDER");
        return ExitFailure;
    }
    auto& world = context.keep<SessionWorld>(context.environment);
    LaunchOptions options;
    options.attaches = true;
    std::vector<std::string> words(context.arguments.begin(), context.arguments.end());
    options.request.withHarnessArguments = std::erase(words, "--with-args") > 0;
    options.request.harness = words.empty() ? askForHarness(context, world.config()) : words[0];
    if (world.config().findHarness(options.request.harness) == nullptr) {
        context.diagnostics.say("no harness is called '" + options.request.harness + "'");
        return ExitUsage;
    }
    for (std::size_t i = 1; i < words.size(); ++i)
        options.request.flags += (i == 1 ? "" : " ") + quoteForShell(words[i]);
    const std::string here = absoluteFolder({}, world.paths().home);
    const auto folder = ask(context, "in which folder? [" + abbreviateHome(here, world.paths().home) + "] ");
    if (!folder)
        return ExitFailure;
    options.directory = *folder;
    return startAndTell(context, world, options);
}

} // namespace ax::cli
