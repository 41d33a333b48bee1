// SPDX-License-Identifier: MIT
#include "app/cli/ask_command.h"

#include "app/cli/ask_options.h"
#include "app/cli/ask_watch.h"
#include "app/cli/standard_input.h"
#include "core/base/clock.h"
#include "core/state/alias.h"
#include "core/state/ask_request.h"
#include "core/state/session_meta.h"

#include <format>
#include <tuple>

namespace ax::cli {

namespace {

constexpr int ExitNoDefault = 3;
constexpr int ExitTimeout = 124; ///< as with wait
constexpr int SignalBase = 128;

/// The question of one session while it is asked.
class Question {
public:
    Question(const FileSystem& files, const Paths& paths, std::string sessionId, AskRequest request)
        : m_files(files), m_paths(paths), m_sessionId(std::move(sessionId)), m_request(asStored(request)) {}

    Result<void> ask() const { return writeAskRequest(m_files, m_paths, m_sessionId, m_request); }

    enum class State : std::uint8_t { Waiting, Answered, Withdrawn, Displaced };
    struct Look {
        State state = State::Waiting;
        std::string answer;
    };
    Result<Look> look() const {
        const auto now = readAskRequest(m_files, m_paths, m_sessionId);
        if (now && !isSameQuestion(*now, m_request))
            return Look{.state = State::Displaced, .answer = {}};
        if (now)
            return Look{.state = now->isAnswered ? State::Answered : State::Waiting, .answer = now->answer};
        if (now.error().code == ErrorCode::NotFound)
            return Look{.state = State::Withdrawn, .answer = {}};
        if (now.error().code == ErrorCode::Invalid) // somebody is writing it, not in one step
            return Look{};
        return std::unexpected(now.error());
    }

    /// Asks it no more. The answer, when one came in the last moment.
    std::optional<std::string> withdraw() const {
        auto last = takeAskRequest(m_files, m_paths, m_sessionId, m_request);
        return last && last->isAnswered ? std::optional(std::move(last->answer)) : std::nullopt;
    }

private:
    const FileSystem& m_files;
    const Paths& m_paths;
    std::string m_sessionId;
    AskRequest m_request;
};

int giveDefault(CommandContext& context, const std::string& text) {
    context.output.write(text + '\n');
    return ExitOk;
}

int giveAnswer(CommandContext& context, const Question& question, std::string answer) {
    context.output.adopt(std::move(answer));
    // Before the file goes: whoever answered is told by that that the answer has arrived.
    if (const auto written = context.output.finish(); !written) {
        context.diagnostics.say(written.error().message);
        return ExitFailure;
    }
    std::ignore = question.withdraw();
    return ExitOk;
}

int endByEvent(CommandContext& context, const Question& question, const AskWatch::Event& event) {
    auto answer = question.withdraw();
    if (event.readerIsGone)
        return event.signal != 0 ? SignalBase + event.signal : ExitFailure;
    if (answer)
        context.output.adopt(std::move(*answer));
    return answer ? int{ExitOk} : SignalBase + event.signal;
}

int endByTime(CommandContext& context, const Question& question, const AskOptions& options) {
    if (auto answer = question.withdraw()) {
        context.output.adopt(std::move(*answer));
        return ExitOk;
    }
    if (options.otherwise)
        return giveDefault(context, *options.otherwise);
    context.diagnostics.say("nobody answered in time");
    return ExitTimeout;
}

/// Nothing while it is to be waited on.
std::optional<int> endOf(CommandContext& context, const Question& question, const AskWatch::Event& event) {
    auto look = question.look();
    if (!look) {
        context.diagnostics.say(look.error().message);
        return ExitFailure;
    }
    if (look->state == Question::State::Answered && !event.readerIsGone)
        return giveAnswer(context, question, std::move(look->answer));
    if (look->state == Question::State::Withdrawn) {
        context.diagnostics.say("the question was withdrawn: there is no answer");
        return ExitOk;
    }
    if (look->state == Question::State::Displaced) {
        context.diagnostics.say("this session asks something else now: there is no answer");
        return ExitOk;
    }
    if (event.signal == 0 && !event.readerIsGone)
        return std::nullopt;
    return endByEvent(context, question, event);
}

int await(CommandContext& context, const Question& question, AskWatch& watch, const AskOptions& options) {
    const Deadline deadline = deadlineAfter(options.timeout);
    AskWatch::Event event;
    while (true) {
        if (const auto code = endOf(context, question, event))
            return *code;
        if (hasPassed(deadline))
            return endByTime(context, question, options);
        event = watch.wait(deadline);
    }
}

int ask(CommandContext& context, const std::string& session, const AskOptions& options) {
    const RealFileSystem files;
    const Paths paths = Paths::from(context.environment);
    const auto fail = [&context](const Error& error) {
        context.diagnostics.say(error.message);
        return ExitFailure;
    };
    std::string text = options.question;
    if (options.isOnInput) {
        auto read = readTextInput(LongestAskText, "for a question: 1 MiB at most");
        if (!read)
            return fail(read.error());
        text = std::move(*read);
    }
    // An agent that took an id of its own is known by that.
    const std::string target = aliasTarget(files, paths, session);
    const Question question(files, paths, target.empty() ? session : target,
                            {.question = text, .answer = {}, .asked = SystemClock().now()});
    if (const auto made = files.makeDirectories(askFolder(paths)); !made)
        return fail(made.error());
    const auto watch = AskWatch::begin(askFolder(paths), context.output.descriptor());
    if (!watch)
        return fail(watch.error());
    if (const auto asked = question.ask(); !asked)
        return fail(asked.error());
    return await(context, question, **watch, options);
}

} // namespace

int runAsk(CommandContext& context) {
    const auto options = parseAskOptions(context.arguments);
    if (!options) {
        context.diagnostics.say(options.error().message);
        return ExitUsage;
    }
    const auto session = context.environment.value("AX_SESSION_ID");
    if (!session || !isSidecarName(*session)) {
        context.diagnostics.say("ask: not inside a session (AX_SESSION_ID names none): only an agent that ax "
                                "started can ask");
        return ExitUsage;
    }
    if (!context.environment.value("AX_UNATTENDED"))
        return ask(context, *session, *options);
    if (options->otherwise)
        return giveDefault(context, *options->otherwise);
    context.diagnostics.say("ask: nobody attends this run, and there is no --default");
    return ExitNoDefault;
}

} // namespace ax::cli
