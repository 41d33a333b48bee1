// SPDX-License-Identifier: MIT
#include "core/transcripts/markdown_export.h"

#include "core/transcripts/turn_builder.h"
#include "core/transcripts/turn_joining.h"
#include "core/transcripts/utf8.h"

#include <algorithm>
#include <format>
#include <utility>

namespace ax {

namespace {

constexpr std::uint64_t StretchBytes = 2 << 20;

/// U+2400 and what follows it are pictures of the control characters.
void appendSafe(std::string& to, std::string_view text) {
    for (const char character : text) {
        const auto byte = static_cast<unsigned char>(character);
        if ((byte >= 0x20 && byte != 0x7F) || character == '\n' || character == '\t') {
            to += character;
        } else if (character != '\r') {
            to += "\xE2\x90";
            to += static_cast<char>(byte == 0x7F ? 0xA1 : 0x80 + byte);
        }
    }
}

void appendParagraph(std::string& to, std::string_view text) {
    appendSafe(to, text);
    to.erase(to.find_last_not_of(" \t\r\n") + 1);
    to += "\n\n";
}

void appendQuote(std::string& to, std::string_view text) {
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        to += end == 0 ? ">" : "> ";
        appendSafe(to, text.substr(0, end));
        to += '\n';
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    to += '\n';
}

/// A fence longer than any run of backticks inside.
void appendFenced(std::string& to, std::string_view language, std::string_view text) {
    std::size_t longest = 0;
    std::size_t run = 0;
    for (const char character : text) {
        run = character == '`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    const std::string fence(std::max<std::size_t>(3, longest + 1), '`');
    to += fence;
    to += language;
    to += '\n';
    appendSafe(to, text);
    if (!to.ends_with('\n'))
        to += '\n';
    to += fence + "\n\n";
}

void appendMarked(std::string& to, char mark, std::string_view text) {
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        to += mark;
        to += text.substr(0, end);
        to += '\n';
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

std::string_view outcomeNote(const ToolCall& call) {
    switch (call.outcome) {
    case ToolOutcome::Failed:
        return " – failed";
    case ToolOutcome::Pending:
        return " – no result yet";
    case ToolOutcome::Succeeded:
        break;
    }
    return {};
}

void appendCall(std::string& to, const ToolCall& call) {
    constexpr std::size_t SummaryLength = 400;
    to += "**";
    appendSafe(to, oneLine(call.name.empty() ? "Tool" : call.name, SummaryLength));
    to += "**";
    if (const std::string summary = oneLine(call.summary, SummaryLength);
        !summary.empty() && !summary.contains('`')) {
        to += " `";
        appendSafe(to, summary);
        to += '`';
    }
    to += outcomeNote(call);
    to += "\n\n";
    if (call.edit) {
        std::string diff;
        appendMarked(diff, '-', call.edit->before);
        appendMarked(diff, '+', call.edit->after);
        appendFenced(to, "diff", diff);
    } else if (!call.input.empty() && call.input != "{}") {
        appendFenced(to, "json", call.input);
    }
    if (!call.output.empty())
        appendFenced(to, "text", call.output);
}

void appendBlock(std::string& to, const TurnBlock& block) {
    if (const auto* text = std::get_if<TextBlock>(&block)) {
        appendParagraph(to, text->markdown);
    } else if (const auto* thinking = std::get_if<ThinkingBlock>(&block)) {
        if (!thinking->text.empty())
            appendQuote(to, "*Thinking*\n\n" + thinking->text);
    } else if (const auto* call = std::get_if<ToolCall>(&block)) {
        appendCall(to, *call);
    } else if (const auto* image = std::get_if<ImageBlock>(&block)) {
        to += std::format("*Image, {} bytes", image->data.size());
        if (!image->mediaType.empty())
            to += ", " + oneLine(image->mediaType, 60);
        to += "*\n\n";
    }
}

void appendFact(std::string& to, std::string_view name, std::string_view value) {
    if (!value.empty())
        to += std::format("- {}: {}\n", name, oneLine(value, 400));
}

std::string headerText(const ExportHeader& header) {
    std::string raw = "# " + oneLine(header.title.empty() ? "Untitled session" : header.title, 400) + "\n\n";
    appendFact(raw, "Agent", header.agent);
    appendFact(raw, "Model", header.model);
    appendFact(raw, "Session", header.sessionId);
    appendFact(raw, "Folder", header.directory);
    if (header.created)
        appendFact(raw, "Started", formatTimestamp(header.created));
    if (header.last)
        appendFact(raw, "Last activity", formatTimestamp(header.last));
    if (header.tokens.total() > 0)
        appendFact(raw, "Tokens",
                   std::format("{} in, {} out, {} from the prompt cache, {} into it", header.tokens.input,
                               header.tokens.output, header.tokens.cacheRead, header.tokens.cacheWrite));
    raw += "\n---\n\n";
    std::string text;
    appendSafe(text, raw);
    return text;
}

/// The next stretch as turns, and where the one after it begins: at the last answer, which may go on, so that
/// a call and its result are not parted.
struct Stretch {
    TranscriptExcerpt excerpt;
    std::size_t whole = 0; ///< turns that are complete
    std::uint64_t next = 0;
};

Result<Stretch> readStretch(RecordSource& records, const TranscriptLocation& location, std::uint64_t from,
                            std::uint64_t end) {
    for (std::uint64_t bytes = StretchBytes;; bytes *= 2) {
        const auto to = records.endOfStretch(from, bytes);
        if (!to)
            return std::unexpected(to.error());
        const auto builder = makeTurnBuilder(location);
        if (!builder)
            return std::unexpected(
                Error{ErrorCode::Unsupported,
                      "Transcripts in the format `" + location.format + "` cannot be exported"});
        const std::uint64_t until = std::clamp(*to, from + 1, end);
        const auto done = records.read(
            from, until, [&](const RecordSource::Record& record) { builder->addRecord(record); });
        if (!done)
            return std::unexpected(done.error());
        Stretch stretch{.excerpt = builder->take(), .whole = 0, .next = until};
        const auto& turns = stretch.excerpt.turns;
        stretch.whole = until < end ? turnsThatStay(turns) : turns.size();
        const bool goesOn = stretch.whole < turns.size() && turns[stretch.whole].position > from;
        if (goesOn)
            stretch.next = turns[stretch.whole].position;
        // One answer fills all of it: more is read, as far as memory may go.
        if (goesOn || until >= end || turns.empty() || bytes >= 16 * StretchBytes) {
            stretch.whole = goesOn ? stretch.whole : turns.size();
            return stretch;
        }
    }
}

} // namespace

std::string turnMarkdown(const Turn& turn, std::string_view agent) {
    std::string text;
    if (turn.role == TurnRole::Notice) {
        for (const TurnBlock& block : turn.blocks) {
            if (const auto* notice = std::get_if<TextBlock>(&block))
                appendQuote(text, notice->markdown);
        }
        return text;
    }
    text = "## ";
    appendSafe(text, turn.role == TurnRole::User ? "You" : oneLine(agent, 80));
    if (turn.time)
        text += " · " + formatTimestamp(std::chrono::floor<std::chrono::seconds>(*turn.time));
    if (const auto added = turn.tokens.input + turn.tokens.cacheWrite + turn.tokens.output; added > 0)
        text += std::format(" · {} tokens", added);
    text += "\n\n";
    for (const TurnBlock& block : turn.blocks)
        appendBlock(text, block);
    return text;
}

Result<void> exportMarkdown(RecordSource& records, const TranscriptLocation& location,
                            const ExportHeader& header, const TextSink& sink, const WorkProgress& progress,
                            const std::stop_token& stop) {
    const auto end = records.end();
    if (!end)
        return std::unexpected(end.error());
    if (const auto written = sink(headerText(header)); !written)
        return written;
    for (std::uint64_t from = 0; from < *end;) {
        if (stop.stop_requested())
            return std::unexpected(Error{ErrorCode::Busy, "The export was cancelled"});
        const auto stretch = readStretch(records, location, from, *end);
        if (!stretch)
            return std::unexpected(stretch.error());
        for (std::size_t turn = 0; turn < stretch->whole; ++turn) {
            if (const auto written = sink(turnMarkdown(stretch->excerpt.turns[turn], header.agent)); !written)
                return written;
        }
        from = stretch->next;
        progress(from, *end);
    }
    return {};
}

} // namespace ax
