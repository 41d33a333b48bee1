// SPDX-License-Identifier: MIT
#include "core/mux/tmux_listing.h"

#include <array>
#include <charconv>
#include <optional>
#include <set>

namespace ax {

namespace {

enum Field : std::size_t {
    Session,
    Place,
    Window,
    Pane,
    Tag,
    Process,
    Program,
    StartCommand,
    Directory,
    IsDead,
    IsInMode,
    Title,
    FieldCount
};
using Fields = std::array<std::string_view, FieldCount>;

constexpr std::array<std::string_view, FieldCount> Formats = {
    "#{session_id}",
    "#{session_name}:#{window_index}.#{pane_index}",
    "#{window_id}",
    "#{pane_id}",
    "#{@ax_session}",
    "#{pane_pid}",
    "#{pane_current_command}",
    "#{pane_start_command}",
    "#{pane_current_path}",
    "#{pane_dead}",
    "#{pane_in_mode}",
    "#{window_name}",
};

/// `@12`: what tmux takes as a target whatever else is named so.
bool isTmuxId(std::string_view text, char kind) {
    return text.size() > 1 && text[0] == kind &&
           text.substr(1).find_first_not_of("0123456789") == std::string_view::npos;
}

/// Empty when the digits are none.
std::optional<long> parseNumber(std::string_view text) {
    long number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() && number >= 0 ? std::optional(number)
                                                                                   : std::nullopt;
}

std::optional<MuxWindow> windowOf(const Fields& fields) {
    const auto process = parseNumber(fields[Process]);
    if (!process || !isTmuxId(fields[Session], '$') || !isTmuxId(fields[Window], '@') ||
        !isTmuxId(fields[Pane], '%'))
        return std::nullopt;
    MuxWindow window;
    window.session = fields[Session];
    window.place = fields[Place];
    window.window = fields[Window];
    window.pane = fields[Pane];
    window.tag = fields[Tag];
    window.process = *process;
    window.program = fields[Program];
    window.startCommand = fields[StartCommand];
    window.directory = fields[Directory];
    window.title = fields[Title];
    if (fields[IsDead] == "1")
        window.state = MuxWindow::State::Dead;
    else if (!fields[IsInMode].empty() && fields[IsInMode] != "0") // it counts how many modes
        window.state = MuxWindow::State::InMode;
    return window;
}

} // namespace

std::string tmuxPaneFormat(const std::string& mark) {
    std::string format = mark;
    for (const std::string_view field : Formats)
        format.append(field).append(mark);
    return format;
}

std::vector<MuxWindow> parseTmuxPanes(std::string_view output, std::string_view mark) {
    std::vector<MuxWindow> windows;
    std::set<std::string> seen;
    if (mark.empty())
        return windows;
    // A record is a mark, then each field with a mark behind it, then the end of the line.
    while (output.starts_with(mark)) {
        output.remove_prefix(mark.size());
        Fields fields;
        for (std::string_view& field : fields) {
            const std::size_t end = output.find(mark);
            if (end == std::string_view::npos)
                return windows;
            field = output.substr(0, end);
            output.remove_prefix(end + mark.size());
        }
        if (output.starts_with('\n'))
            output.remove_prefix(1);
        if (auto window = windowOf(fields); window && seen.insert(window->pane).second)
            windows.push_back(std::move(*window));
    }
    return windows;
}

} // namespace ax
