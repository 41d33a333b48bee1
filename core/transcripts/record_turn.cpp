// SPDX-License-Identifier: MIT
#include "core/transcripts/record_turn.h"

#include "core/base/time.h"
#include "core/transcripts/json_line.h"
#include "core/transcripts/json_members.h"

#include <algorithm>
#include <chrono>

namespace ax {

namespace {

using simdjson::ondemand::object;
using simdjson::ondemand::value;

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view Blanks = " \t\r\n\v\f";
    const std::size_t first = text.find_first_not_of(Blanks);
    return first == std::string_view::npos ? std::string_view{}
                                           : text.substr(first, text.find_last_not_of(Blanks) - first + 1);
}

/// Calls `visit(key, value)` for each member when the value is an object.
template <class Visitor>
void inside(value from, Visitor visit) {
    object members;
    if (from.get_object().get(members) == simdjson::SUCCESS)
        forEachMember(members, visit);
}

/// A string, or the first element with a `text` that is not blank.
std::string contentText(value from) {
    if (const auto text = plainText(from))
        return std::string(trimmed(*text));
    simdjson::ondemand::array elements;
    if (from.get_array().get(elements) != simdjson::SUCCESS)
        return {};
    std::string found;
    for (auto element : elements) {
        value content;
        if (element.get(content) != simdjson::SUCCESS)
            break;
        inside(content, [&found](std::string_view key, value member) {
            if (key != "text" || !found.empty())
                return;
            if (const auto text = plainText(member))
                found = trimmed(*text);
        });
        if (!found.empty())
            break;
    }
    return found;
}

void takePiUsage(TokenCounts& tokens, value from) {
    inside(from, [&tokens](std::string_view key, value content) {
        if (key == "input")
            take(tokens.input, content);
        else if (key == "output")
            take(tokens.output, content);
        else if (key == "cacheRead")
            take(tokens.cacheRead, content);
        else if (key == "cacheWrite")
            take(tokens.cacheWrite, content);
    });
}

void takeMessage(RecordTurn& turn, value from, std::string_view format) {
    inside(from, [&](std::string_view key, value content) {
        if (key == "role")
            take(turn.role, content);
        else if (key == "model")
            take(turn.model, content);
        else if (key == "content")
            turn.text = contentText(content);
        else if (key == "usage" && format == "pi")
            takePiUsage(turn.tokens, content);
        else if (object usage; key == "usage" && content.get_object().get(usage) == simdjson::SUCCESS)
            turn.tokens = claudeUsage(usage);
    });
}

bool readClaude(RecordTurn& turn, object members) {
    std::string type;
    const bool sound = forEachMember(members, [&](std::string_view key, value content) {
        if (key == "type")
            take(type, content);
        else if (key == "timestamp")
            take(turn.time, content);
        else if (key == "message")
            takeMessage(turn, content, "claude");
    });
    turn.role = type;
    return sound && (type == "user" || type == "assistant");
}

bool readPi(RecordTurn& turn, object members) {
    std::string type;
    const bool sound = forEachMember(members, [&](std::string_view key, value content) {
        if (key == "type")
            take(type, content);
        else if (key == "timestamp")
            take(turn.time, content);
        else if (key == "message")
            takeMessage(turn, content, "pi");
    });
    return sound && type == "message";
}

bool readCodex(RecordTurn& turn, object members) {
    std::string type;
    const bool sound = forEachMember(members, [&](std::string_view key, value content) {
        if (key == "type")
            take(type, content);
        else if (key == "timestamp")
            take(turn.time, content);
        else if (key == "payload")
            takeMessage(turn, content, "codex");
    });
    turn.model.clear(); // neither stands in these records
    turn.tokens = {};
    return sound && type == "response_item";
}

bool readGemini(RecordTurn& turn, object members) {
    std::string type;
    const bool sound = forEachMember(members, [&](std::string_view key, value content) {
        if (key == "type")
            take(type, content);
        else if (key == "timestamp")
            take(turn.time, content);
        else if (key == "model")
            take(turn.model, content);
        else if (key == "content")
            turn.text = contentText(content);
        else if (key == "tokens")
            inside(content, [&turn](std::string_view kind, value count) {
                if (kind == "input")
                    take(turn.tokens.input, count);
                else if (kind == "output")
                    take(turn.tokens.output, count);
                else if (kind == "cached")
                    take(turn.tokens.cacheRead, count);
            });
    });
    turn.tokens.input -= std::min(turn.tokens.input, turn.tokens.cacheRead);
    turn.role = type == "gemini" ? "assistant" : type;
    return sound && (type == "user" || type == "gemini");
}

void takeOpencodeMessage(RecordTurn& turn, value from) {
    inside(from, [&turn](std::string_view key, value content) {
        if (key == "modelID")
            take(turn.model, content);
        else if (key == "tokens")
            inside(content, [&turn](std::string_view kind, value count) {
                if (kind == "input")
                    take(turn.tokens.input, count);
                else if (kind == "output")
                    take(turn.tokens.output, count);
                else if (kind == "cache")
                    inside(count, [&turn](std::string_view side, value cached) {
                        take(side == "read" ? turn.tokens.cacheRead : turn.tokens.cacheWrite, cached);
                    });
            });
    });
}

/// One part of a message (opencode_records.h). Only its texts are turns: the tokens of the message stand with
/// each of them, as Claude's do.
bool readOpencode(RecordTurn& turn, object members) {
    std::string type;
    bool isOfProgram = false;
    const bool sound = forEachMember(members, [&](std::string_view key, value content) {
        if (key == "role") {
            take(turn.role, content);
        } else if (key == "time") {
            std::uint64_t milliseconds = 0;
            take(milliseconds, content);
            if (milliseconds > 0 && milliseconds < 253'402'300'800'000) // the year 10000
                turn.time = formatTimestamp(Timestamp(std::chrono::milliseconds(milliseconds)));
        } else if (key == "message") {
            takeOpencodeMessage(turn, content);
        } else if (key == "part") {
            inside(content, [&](std::string_view name, value member) {
                if (name == "type")
                    take(type, member);
                else if (name == "synthetic" || name == "ignored")
                    take(isOfProgram, member);
                else if (name == "text")
                    turn.text = contentText(member);
            });
        }
    });
    return sound && type == "text" && !isOfProgram && !turn.text.empty();
}

using Read = bool (*)(RecordTurn&, object);

Read readerOf(std::string_view format) {
    if (format == "claude")
        return readClaude;
    if (format == "pi")
        return readPi;
    if (format == "codex")
        return readCodex;
    if (format == "opencode")
        return readOpencode;
    return format == "gemini" ? readGemini : nullptr;
}

} // namespace

class RecordTurnReader::Private {
public:
    JsonLine line;
    Read read = nullptr;
};

RecordTurnReader::RecordTurnReader(std::string_view format) : d(std::make_unique<Private>()) {
    d->read = readerOf(format);
}

RecordTurnReader::~RecordTurnReader() = default;
RecordTurnReader::RecordTurnReader(RecordTurnReader&&) noexcept = default;

std::optional<RecordTurn> RecordTurnReader::read(std::string_view record) {
    if (!d->read || record.empty())
        return std::nullopt;
    RecordTurn turn;
    bool isTurn = false;
    const bool sound = d->line.visit(record, [&](object members) {
        turn = {};
        isTurn = d->read(turn, members);
        return true;
    });
    if (!sound || !isTurn || (turn.text.empty() && turn.tokens.output == 0))
        return std::nullopt;
    return turn;
}

} // namespace ax
