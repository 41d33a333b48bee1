// SPDX-License-Identifier: MIT
#include "core/escape/operating_system_command.h"

#include "core/base/base64.h"
#include "core/escape/clean_text.h"

#include <algorithm>
#include <charconv>
#include <format>
#include <utility>

namespace ax::terminal {
namespace {

constexpr std::size_t TitleLimit = 512;
constexpr std::size_t BodyLimit = 4096;
constexpr std::size_t PathLimit = 4096;
constexpr std::size_t LinkLimit = 2048;
constexpr std::size_t IdLimit = 64;
constexpr std::size_t PendingLimit = 8;
constexpr std::size_t ClipboardLimit = 1024 * 1024;

/// Takes what stands before the next `separator` off the front of `text`.
std::string_view takeField(std::string_view& text, char separator) {
    const std::size_t end = text.find(separator);
    const std::string_view field = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return field;
}

/// The whole field as a number up to 999999, or nothing.
std::optional<int> number(std::string_view field) {
    int value = 0;
    const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
    if (error != std::errc() || end != field.data() + field.size() || value < 0 || value > 999999)
        return std::nullopt;
    return value;
}

void workingDirectory(std::string_view uri, std::vector<TerminalEvent>& events) {
    constexpr std::string_view Scheme = "file://";
    if (!uri.starts_with(Scheme))
        return;
    uri.remove_prefix(Scheme.size());
    const std::size_t slash = uri.find('/');
    if (slash == std::string_view::npos || uri.size() > 3 * PathLimit)
        return;
    const std::string path = decodePercent(uri.substr(slash));
    // A path is exact or it is nothing: one that had to be cleaned names another folder.
    if (!path.empty() && path == cleanLine(path, PathLimit))
        events.emplace_back(WorkingDirectoryEvent{path});
}

/// OSC 9 is a notification for some and a drawer of commands, chosen by a first number, for others; of those
/// only progress (4) is ours.
void notification9(std::string_view text, std::vector<TerminalEvent>& events) {
    std::string_view rest = text;
    const auto command = number(takeField(rest, ';'));
    const bool isCommand =
        command && *command >= 1 && *command <= 12 && text.find(';') != std::string_view::npos;
    if (isCommand && *command != 4)
        return;
    if (isCommand || text == "4") {
        const auto state = number(takeField(rest, ';'));
        const auto percent = number(takeField(rest, ';'));
        if (state && *state <= 4)
            events.emplace_back(ProgressEvent{*state, std::clamp(percent.value_or(0), 0, 100)});
        return;
    }
    std::string body = cleanLine(text, BodyLimit);
    if (!body.empty())
        events.emplace_back(NotificationEvent{{}, std::move(body)});
}

void notification777(std::string_view text, std::vector<TerminalEvent>& events) {
    if (takeField(text, ';') != "notify")
        return;
    std::string title = cleanLine(takeField(text, ';'), TitleLimit);
    std::string body = cleanLine(text, BodyLimit);
    if (!title.empty() || !body.empty())
        events.emplace_back(NotificationEvent{std::move(title), std::move(body)});
}

void clipboard(std::string_view text, std::vector<TerminalEvent>& events) {
    const std::string_view targets = takeField(text, ';');
    const bool meant = targets.empty() || targets.find_first_of("cs") != std::string_view::npos;
    if (!meant || text == "?") // a read is never answered
        return;
    const auto decoded = decodeBase64(text);
    if (!decoded || decoded->size() > ClipboardLimit)
        return;
    std::string content = cleanBlock(*decoded, ClipboardLimit);
    if (!content.empty())
        events.emplace_back(ClipboardEvent{std::move(content)});
}

void programStatus(std::string_view text, std::vector<TerminalEvent>& events, std::string& reply) {
    if (text == "?")
        reply += ProgramStatusAnswer;
    else if (auto status = parseProgramStatus(text))
        events.emplace_back(ProgramStatusEvent{std::move(*status)});
}

} // namespace

OperatingSystemCommands::OperatingSystemCommands(ColourSource colours) : m_colours(std::move(colours)) {
}

void OperatingSystemCommands::handle(std::string_view text, std::vector<TerminalEvent>& events,
                                     std::string& reply) {
    switch (number(takeField(text, ';')).value_or(-1)) {
    case 0:
    case 2:
        events.emplace_back(TitleEvent{cleanLine(text, TitleLimit)});
        break;
    case 7:
        workingDirectory(text, events);
        break;
    case 8:
        hyperlink(text, events);
        break;
    case 9:
        notification9(text, events);
        break;
    case 10:
        answerColours(10, text, reply);
        break;
    case 11:
        answerColours(11, text, reply);
        break;
    case 52:
        clipboard(text, events);
        break;
    case 99:
        notification99(text, events);
        break;
    case 133:
        if (!text.empty() && text.front() >= 'A' && text.front() <= 'D')
            events.emplace_back(PromptMarkEvent{text.front()});
        break;
    case 777:
        notification777(text, events);
        break;
    case 7501:
        programStatus(text, events, reply);
        break;
    default:
        break;
    }
}

void OperatingSystemCommands::reset() {
    m_pending.clear();
    m_linkOpen = false;
}

void OperatingSystemCommands::hyperlink(std::string_view text, std::vector<TerminalEvent>& events) {
    takeField(text, ';'); // parameters
    const bool fits = text.size() <= LinkLimit && text == cleanLine(text, LinkLimit);
    const std::string_view uri = fits ? text : std::string_view();
    // Agents close links that were never opened, several a line.
    if (!uri.empty() || m_linkOpen)
        events.emplace_back(LinkEvent{std::string(uri)});
    m_linkOpen = !uri.empty();
}

/// A list of values sets or asks for the colours from `first` on; only the text's and the ground's are
/// answered.
void OperatingSystemCommands::answerColours(int first, std::string_view text, std::string& reply) const {
    const auto doubled = [](std::uint32_t channel) { return (channel & 0xFF) * 0x101; };
    for (int which = first; which <= 11 && !text.empty(); ++which) {
        if (takeField(text, ';') != "?")
            continue;
        const TerminalColours colours = m_colours();
        const std::uint32_t value = which == 10 ? colours.foreground : colours.background;
        reply += std::format("\x1b]{};rgb:{:04x}/{:04x}/{:04x}\x1b\\", which == 10 ? "10" : "11",
                             doubled(value >> 16), doubled(value >> 8), doubled(value));
    }
}

/// kitty's notifications arrive in parts that share an id; the one without d=0 is the last.
void OperatingSystemCommands::notification99(std::string_view text, std::vector<TerminalEvent>& events) {
    std::string_view metadata = takeField(text, ';');
    std::string_view id;
    std::string_view part = "title";
    bool last = true;
    bool encoded = false;
    while (!metadata.empty()) {
        std::string_view value = takeField(metadata, ':');
        const std::string_view key = takeField(value, '=');
        if (key == "i")
            id = value.substr(0, IdLimit);
        else if (key == "p")
            part = value;
        else if (key == "d")
            last = value != "0";
        else if (key == "e")
            encoded = value == "1";
    }
    const bool title = part == "title";
    if (!title && part != "body")
        return; // icons, buttons, queries: none here
    const auto payload = encoded ? decodeBase64(text) : std::optional<std::string>(text);

    auto found = std::ranges::find(m_pending, id, &PendingNotification::id);
    if (found == m_pending.end()) {
        if (m_pending.size() == PendingLimit)
            m_pending.pop_front();
        found = m_pending.insert(m_pending.end(), {std::string(id), {}});
    }
    std::string& field = title ? found->parts.title : found->parts.body;
    const std::size_t limit = title ? TitleLimit : BodyLimit;
    field += cleanLine(payload.value_or(std::string()), limit - field.size());
    if (!last)
        return;
    if (!found->parts.title.empty() || !found->parts.body.empty())
        events.emplace_back(std::move(found->parts));
    m_pending.erase(found);
}

} // namespace ax::terminal
