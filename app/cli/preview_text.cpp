// SPDX-License-Identifier: MIT
#include "app/cli/preview_text.h"

#include "app/cli/display_width.h"
#include "app/cli/plain_text.h"
#include "app/cli/turn_text.h"
#include "core/transcripts/claude_text.h"

#include <algorithm>
#include <format>
#include <vector>

namespace ax::cli {

namespace {

constexpr std::size_t RuleLength = 60;
constexpr std::string_view Bold = "\x1b[1m";
constexpr std::string_view Dim = "\x1b[2m";
constexpr std::string_view Cyan = "\x1b[36m";
constexpr std::string_view Green = "\x1b[32m";
constexpr std::string_view Plain = "\x1b[0m";

class Page {
public:
    explicit Page(const PreviewStyle& style) : m_style(style) {}

    void line(std::string_view text, std::string_view colour = {}) {
        const bool isColoured = m_style.colour == PreviewStyle::Colour::Ansi && !colour.empty();
        m_text += isColoured ? std::format("{}{}{}\n", colour, text, Plain) : std::format("{}\n", text);
    }
    std::string take() { return std::move(m_text); }

private:
    const PreviewStyle& m_style;
    std::string m_text;
};

std::string joined(const std::vector<std::string>& words, std::string_view separator) {
    std::string text;
    for (const std::string& word : words) {
        if (!word.empty())
            text += (text.empty() ? "" : std::string(separator)) + plainText(word);
    }
    return text;
}

void addHeader(Page& page, const Session& session, const SessionMeta& meta, std::size_t width) {
    const std::string& name = meta.name.empty() ? session.title : meta.name;
    page.line(clippedTo(plainText(name.empty() ? session.id : name), width), Bold);
    page.line(clippedTo(joined({session.harness, session.model, session.directory}, " · "), width), Dim);
    if (const std::string tags = joined(meta.labels, " "); !tags.empty())
        page.line(clippedTo(tags, width), Dim);
    page.line(std::string(std::min(RuleLength, width), '-'), Dim);
}

void addTurn(Page& page, const RecordTurn& turn, std::size_t width) {
    const bool isPerson = turn.role == "user";
    const std::string minute = minuteOf(turn.time);
    page.line(std::format("[{}{}{}]", isPerson ? "you" : "agent", minute.empty() ? "" : " ", minute),
              isPerson ? Cyan : Green);
    for (const std::string& line : wrappedTo(plainLines(turn.text), width, PreviewLines))
        page.line(line);
}

} // namespace

bool isPreviewed(const RecordTurn& turn) {
    if (turn.text.empty())
        return false;
    return turn.role == "assistant" ||
           (turn.role == "user" && !turn.text.starts_with('<') && isPromptText(turn.text));
}

std::string formatPreview(const Session& session, const SessionMeta& meta,
                          std::span<const NumberedTurn> turns, const PreviewStyle& style) {
    Page page(style);
    addHeader(page, session, meta, style.width);
    for (const NumberedTurn& turn : turns)
        addTurn(page, turn.turn, style.width);
    return page.take();
}

} // namespace ax::cli
