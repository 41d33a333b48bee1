// SPDX-License-Identifier: MIT
#include "app/cli/send_command.h"

#include "app/cli/held_session_lookup.h"
#include "app/cli/session_windows.h"
#include "app/cli/standard_input.h"
#include "core/base/foreground.h"
#include "core/hold/control.h"

namespace ax::cli {

namespace {

constexpr std::string_view Usage = "usage: ax send ID TEXT... | --stdin | --interrupt [--no-enter]";
constexpr std::string_view Interrupt = "\x03";
constexpr std::size_t LargestText = 16 << 20;

struct SendOptions {
    std::string id;
    std::string text;
    bool fromInput = false;
    bool interrupts = false;
    HolderControl::Ending ending = HolderControl::Ending::Enter;
};

Result<SendOptions> parseSendOptions(std::span<const std::string> arguments) {
    SendOptions options;
    bool onlyWords = false;
    for (const std::string& word : arguments) {
        if (!onlyWords && word == "--")
            onlyWords = true;
        else if (!onlyWords && word == "--stdin")
            options.fromInput = true;
        else if (!onlyWords && word == "--interrupt")
            options.interrupts = true;
        else if (!onlyWords && word == "--no-enter")
            options.ending = HolderControl::Ending::None;
        else if (!onlyWords && options.text.empty() && word.starts_with("--"))
            return std::unexpected(Error{ErrorCode::Invalid, "send: unknown option " + word});
        else if (options.id.empty())
            options.id = word;
        else
            options.text += (options.text.empty() ? "" : " ") + word;
    }
    const int sources = static_cast<int>(!options.text.empty()) + static_cast<int>(options.fromInput) +
                        static_cast<int>(options.interrupts && options.text.empty());
    if (options.id.empty() || sources != 1)
        return std::unexpected(Error{ErrorCode::Invalid, std::string(Usage)});
    return options;
}

Result<void> sendToHolder(Descriptor holder, const std::string& id, const SendOptions& options) {
    auto control = HolderControl::open(std::move(holder));
    if (!control)
        return std::unexpected(control.error());
    if (options.interrupts) {
        if (auto typed = control->type(Interrupt); !typed || options.text.empty())
            return typed;
    }
    if (isShellInFront(control->processId()))
        return std::unexpected(
            Error{ErrorCode::Denied, "a shell is in front in session " + id +
                                         ": the text would run as a command, so it was not sent"});
    return control->typeText(options.text, options.ending);
}

Result<void> sendToWindow(const Multiplexer& multiplexer, const MuxWindow& window,
                          const SendOptions& options) {
    if (options.interrupts) {
        if (auto typed = multiplexer.interrupt(window); !typed || options.text.empty())
            return typed;
    }
    return multiplexer.sendText(window, options.text,
                                options.ending == HolderControl::Ending::Enter ? Multiplexer::Ending::Enter
                                                                               : Multiplexer::Ending::None);
}

Result<void> sendTo(const SessionWorld& world, const Environment& environment, const SendOptions& options) {
    const auto id = findHeldId(world, options.id);
    if (!id && id.error().code != ErrorCode::NotFound)
        return std::unexpected(id.error());
    auto holder = id ? connectToSession(world, environment, *id) : std::unexpected(id.error());
    if (holder)
        return sendToHolder(std::move(*holder), *id, options);
    if (holder.error().code != ErrorCode::NotFound)
        return std::unexpected(holder.error());
    SessionWindows windows(world, environment);
    if (const auto located = windows.find(id.value_or(options.id)))
        return sendToWindow(*windows.multiplexer(), located->window, options);
    else if (located.error().code != ErrorCode::NotFound || !id)
        return std::unexpected(id ? located.error() : id.error());
    return std::unexpected(Error{
        ErrorCode::NotFound,
        "session " + *id + " is not held by ax" +
            (windows.multiplexer() ? " and has no window in " + std::string(windows.multiplexer()->name())
                                   : "") +
            ": there is nothing to type into; 'ax attach' resumes it"});
}

} // namespace

int runSend(CommandContext& context) {
    auto options = parseSendOptions(context.arguments);
    if (!options) {
        context.diagnostics.say(options.error().message);
        return ExitUsage;
    }
    if (options->fromInput) {
        auto text = readTextInput(LargestText, "to be typed");
        if (!text) {
            context.diagnostics.say(text.error().message);
            return ExitFailure;
        }
        options->text = std::move(*text);
    }
    auto& world = context.keep<SessionWorld>(context.environment);
    if (const auto sent = sendTo(world, context.environment, *options); !sent) {
        context.diagnostics.say(sent.error().message);
        return ExitFailure;
    }
    return ExitOk;
}

} // namespace ax::cli
