// SPDX-License-Identifier: MIT
#include "app/cli/turn_text.h"

#include "app/cli/plain_text.h"
#include "core/base/json_writer.h"
#include "core/base/time.h"
#include "core/transcripts/utf8.h"

#include <format>

namespace ax::cli {

namespace {

constexpr std::size_t LongestPreview = 200; // bytes
constexpr std::string_view Ellipsis = "…";

void writeTurn(JsonWriter& report, const NumberedTurn& numbered) {
    const RecordTurn& turn = numbered.turn;
    report.open();
    report.number("seq", numbered.number);
    report.member("role", turn.role);
    report.memberUnlessEmpty("model", turn.model);
    report.memberUnlessEmpty("ts", turn.time);
    report.memberUnlessEmpty("text", turn.text);
    report.open("tokens");
    report.number("in", turn.tokens.input);
    report.number("out", turn.tokens.output);
    report.number("cache_read", turn.tokens.cacheRead);
    report.number("cache_write", turn.tokens.cacheWrite);
    report.close();
    report.close();
}

bool isBlank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

std::string collapsed(std::string_view text) {
    std::string line;
    bool blank = false;
    for (const char c : text) {
        if (isBlank(c)) {
            blank = !line.empty();
            continue;
        }
        if (blank)
            line += ' ';
        blank = false;
        line += c;
    }
    return line;
}

/// At most LongestPreview bytes; a character is never cut in two.
std::string shortened(std::string_view text) {
    std::string line = collapsed(text);
    if (line.size() <= LongestPreview)
        return line;
    std::size_t size = LongestPreview - 1;
    while (size > 0 && (static_cast<unsigned char>(line[size]) & 0xc0) == 0x80)
        --size;
    return line.substr(0, size).append(Ellipsis);
}

} // namespace

std::string minuteOf(std::string_view time) {
    if (!parseTimestamp(time))
        return {};
    std::string minute(time.substr(0, 16));
    minute[10] = ' ';
    return minute;
}

std::string formatTurnsJson(std::string_view id, std::span<const NumberedTurn> turns, std::uint64_t cursor) {
    JsonWriter report(JsonLayout::Line);
    report.open();
    report.member("id", id);
    if (turns.empty()) {
        report.null("turns");
    } else {
        report.openArray("turns");
        for (const NumberedTurn& turn : turns)
            writeTurn(report, turn);
        report.closeArray();
    }
    report.number("cursor", cursor);
    report.close();
    return report.take() + '\n';
}

std::string formatTurnsText(std::span<const NumberedTurn> turns) {
    std::string text;
    for (const NumberedTurn& numbered : turns) {
        if (numbered.turn.text.empty())
            continue;
        const std::string minute = minuteOf(numbered.turn.time);
        text += std::format("[{}{}{}] {}\n", plainText(numbered.turn.role), minute.empty() ? "" : " ", minute,
                            plainLines(numbered.turn.text));
    }
    return text;
}

std::string formatEvent(const FollowEvent& event, Content content) {
    JsonWriter report(JsonLayout::Line);
    report.open();
    report.member("id", event.id);
    report.memberUnlessEmpty("name", event.name);
    report.memberUnlessEmpty("group", event.run);
    report.member("event", event.event);
    if (event.cursor > 0)
        report.number("cursor", event.cursor);
    if (event.turn) {
        report.memberUnlessEmpty("role", event.turn->role);
        report.memberUnlessEmpty("ts", event.turn->time);
        report.memberUnlessEmpty("preview",
                                 content == Content::Whole ? event.turn->text : shortened(event.turn->text));
    }
    report.memberUnlessEmpty("reason", event.reason);
    report.memberUnlessEmpty("hint", event.hint);
    report.close();
    return report.take() + '\n';
}

} // namespace ax::cli
