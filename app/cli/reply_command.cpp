// SPDX-License-Identifier: MIT
#include "app/cli/reply_command.h"

#include "app/cli/held_session_lookup.h"
#include "app/cli/standard_input.h"
#include "core/state/alias.h"
#include "core/state/ask_receipt.h"
#include "core/state/ask_request.h"

#include <format>
#include <map>

namespace ax::cli {

namespace {

constexpr std::string_view Usage = "usage: ax reply ID TEXT... | --stdin";

struct ReplyOptions {
    std::string id;
    std::string text;
    bool fromInput = false;
};

Result<ReplyOptions> parseReplyOptions(std::span<const std::string> arguments) {
    ReplyOptions options;
    bool onlyWords = false;
    std::size_t words = 0; // an empty answer is one too
    for (const std::string& word : arguments) {
        if (!onlyWords && word == "--")
            onlyWords = true;
        else if (!onlyWords && word == "--stdin")
            options.fromInput = true;
        else if (!onlyWords && words < 2 && word.starts_with("--"))
            return std::unexpected(
                Error{ErrorCode::Invalid,
                      "reply: unknown option " + word + "; an answer that begins like this goes behind --"});
        else if (words++ == 0)
            options.id = word;
        else
            options.text += (words == 2 ? "" : " ") + word;
    }
    if (options.id.empty() || options.fromInput != (words == 1))
        return std::unexpected(Error{ErrorCode::Invalid, std::string(Usage)});
    return options;
}

using Asks = std::map<std::string, FiledAsk>;

/// The session that a person means. One that asks is found without looking at all sessions; its id may be
/// one that no store knows yet.
Result<std::string> findAsker(const SessionWorld& world, const Asks& asks, const std::string& text) {
    if (asks.contains(text))
        return text;
    if (const std::string launched = aliasTarget(world.disk(), world.paths(), text); asks.contains(launched))
        return launched;
    const auto damaged = readAskRequest(world.disk(), world.paths(), text);
    if (!damaged && damaged.error().code != ErrorCode::NotFound && isSidecarName(text))
        return std::unexpected(damaged.error());
    auto id = findHeldId(world, text);
    if (id || id.error().code != ErrorCode::NotFound)
        return id;
    const auto first = asks.lower_bound(text);
    const bool isOne = first != asks.end() && first->first.starts_with(text) &&
                       (std::next(first) == asks.end() || !std::next(first)->first.starts_with(text));
    return isOne ? Result<std::string>(first->first) : id;
}

Result<void> reply(const SessionWorld& world, Diagnostics& diagnostics, const ReplyOptions& options) {
    const Asks asks = readAskRequests(world.disk(), world.paths());
    const auto id = findAsker(world, asks, options.id);
    if (!id)
        return std::unexpected(id.error());
    const auto ask = asks.find(*id);
    const std::string fileId = ask == asks.end() ? *id : ask->second.fileId;
    const auto answered = answerAskRequest(world.disk(), world.paths(), fileId, options.text);
    if (!answered)
        return std::unexpected(answered.error());
    const auto receipt =
        awaitAskReceipt(world.disk(), world.paths(), fileId, *answered, deadlineAfter(AskReceiptLimit));
    diagnostics.say(
        receipt == AskReceipt::Taken
            ? std::format("session {} has taken the answer", *id)
            : std::format("the answer is stored, but session {} has not taken it within two "
                          "seconds: its 'ax ask' may have ended; 'ax send' types into the session",
                          *id));
    return {};
}

} // namespace

int runReply(CommandContext& context) {
    auto options = parseReplyOptions(context.arguments);
    if (!options) {
        context.diagnostics.say(options.error().message);
        return ExitUsage;
    }
    if (options->fromInput) {
        auto text = readTextInput(LongestAskText, "for an answer: 1 MiB at most");
        if (!text) {
            context.diagnostics.say(text.error().message);
            return ExitFailure;
        }
        options->text = std::move(*text);
    }
    auto& world = context.keep<SessionWorld>(context.environment);
    if (const auto replied = reply(world, context.diagnostics, *options); !replied) {
        context.diagnostics.say(replied.error().message);
        return ExitFailure;
    }
    return ExitOk;
}

} // namespace ax::cli
