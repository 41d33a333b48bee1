// SPDX-License-Identifier: MIT
#include "core/transcripts/opencode_message.h"

#include "core/transcripts/json_line.h"
#include "core/transcripts/json_members.h"

#include <algorithm>
#include <array>

namespace ax {

namespace {

using simdjson::ondemand::object;
using simdjson::ondemand::value;

/// In the order in which a record has them.
constexpr std::array<std::string_view, 13> EssentialMembers = {
    "role", "parentID", "agent", "mode",   "modelID", "providerID", "model",
    "cost", "tokens",   "time",  "finish", "error",   "summary",
};

std::optional<object> objectIn(value content) {
    object members;
    return content.get_object().get(members) == simdjson::SUCCESS ? std::optional(members) : std::nullopt;
}

std::optional<double> numberIn(value content) {
    double number = 0;
    return content.get_double().get(number) == simdjson::SUCCESS ? std::optional(number) : std::nullopt;
}

/// Counts and times come as whole numbers, and from some providers as fractions.
void takeCount(std::uint64_t& into, value content) {
    constexpr double Largest = 1e15;
    if (const auto number = numberIn(content); number && *number >= 0 && *number < Largest)
        into = static_cast<std::uint64_t>(*number);
}

void takeTime(std::optional<std::int64_t>& into, value content) {
    std::uint64_t time = 0;
    takeCount(time, content);
    if (time > 0)
        into = static_cast<std::int64_t>(time);
}

TokenCounts tokensIn(object members) {
    TokenCounts tokens;
    std::uint64_t reasoning = 0;
    forEachMember(members, [&](std::string_view key, value content) {
        if (key == "input") {
            takeCount(tokens.input, content);
        } else if (key == "output") {
            takeCount(tokens.output, content);
        } else if (key == "reasoning") {
            takeCount(reasoning, content);
        } else if (key == "cache") {
            if (const auto cache = objectIn(content))
                forEachMember(*cache, [&](std::string_view name, value count) {
                    if (name == "read")
                        takeCount(tokens.cacheRead, count);
                    else if (name == "write")
                        takeCount(tokens.cacheWrite, count);
                });
        }
    });
    tokens.output += reasoning;
    return tokens;
}

void readError(OpencodeMessage& message, object error) {
    forEachMember(error, [&](std::string_view key, value content) {
        if (key == "name") {
            take(message.errorName, content);
        } else if (key == "data") {
            if (const auto data = objectIn(content))
                forEachMember(*data, [&](std::string_view name, value text) {
                    if (name == "message")
                        take(message.errorText, text);
                });
        }
    });
}

void readTimes(OpencodeMessage& message, object times) {
    forEachMember(times, [&](std::string_view key, value content) {
        if (key == "created")
            takeTime(message.created, content);
        else if (key == "completed")
            takeTime(message.completed, content);
    });
}

void readMember(OpencodeMessage& message, std::string_view key, value content) {
    if (key == "role") {
        take(message.role, content);
    } else if (key == "modelID") {
        take(message.modelId, content);
    } else if (key == "cost") {
        message.cost = numberIn(content);
    } else if (key == "summary") {
        take(message.isSummary, content); // of a prompt, it is an object: what changed
    } else if (key == "tokens" || key == "error" || key == "time" || key == "model") {
        const auto members = objectIn(content);
        if (!members)
            return;
        if (key == "tokens")
            message.tokens = tokensIn(*members);
        else if (key == "error")
            readError(message, *members);
        else if (key == "time")
            readTimes(message, *members);
        else
            forEachMember(*members, [&](std::string_view name, value text) {
                if (name == "modelID")
                    take(message.modelId, text);
            });
    }
}

} // namespace

class OpencodeMessageParser::Private {
public:
    /// With the bytes behind it that simdjson may look at.
    std::string_view padded(std::string_view data) {
        copy.clear();
        copy.reserve(data.size() + simdjson::SIMDJSON_PADDING);
        copy = data;
        return copy;
    }

    JsonLine line;
    std::string copy;
};

OpencodeMessageParser::OpencodeMessageParser() : d(std::make_unique<Private>()) {
}
OpencodeMessageParser::~OpencodeMessageParser() = default;

std::optional<OpencodeMessage> OpencodeMessageParser::parse(std::string_view data) {
    OpencodeMessage message;
    const bool sound = d->line.visit(d->padded(data), [&message](object members) {
        message = OpencodeMessage();
        return forEachMember(members,
                             [&](std::string_view key, value content) { readMember(message, key, content); });
    });
    return sound ? std::optional(std::move(message)) : std::nullopt;
}

std::string OpencodeMessageParser::essence(std::string_view data) {
    std::array<std::string, EssentialMembers.size()> found;
    const bool sound = d->line.visit(d->padded(data), [&found](object members) {
        found = {};
        return forEachMember(members, [&](std::string_view key, value content) {
            bool isSummary = false;
            const auto place = std::ranges::find(EssentialMembers, key);
            if (key == "summary")
                take(isSummary, content);
            if (isSummary)
                found[EssentialMembers.size() - 1] = "true";
            std::string_view raw;
            if (place != EssentialMembers.end() && key != "summary" &&
                content.raw_json().get(raw) == simdjson::SUCCESS)
                found[static_cast<std::size_t>(place - EssentialMembers.begin())] = raw;
        });
    });
    if (!sound)
        return "null";
    std::string essence;
    for (std::size_t place = 0; place < found.size(); ++place) {
        if (found[place].empty())
            continue;
        essence += essence.empty() ? "{\"" : ",\"";
        essence.append(EssentialMembers[place]).append("\":").append(found[place]);
    }
    return essence.empty() ? "{}" : essence + '}';
}

} // namespace ax
