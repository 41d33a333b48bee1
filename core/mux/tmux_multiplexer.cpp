// SPDX-License-Identifier: MIT
#include "core/mux/tmux_multiplexer.h"

#include "core/base/identifier.h"
#include "core/mux/tmux_listing.h"

#include <algorithm>
#include <chrono>
#include <format>
#include <set>
#include <thread>
#include <tuple>

namespace ax {

namespace {

using namespace std::chrono_literals;

constexpr std::string_view Tag = "@ax_session";
/// tmux takes no message of 16 KiB and more.
constexpr std::size_t Piece = 8 * 1024;
/// Programs tell a paste from typing by the clock: an Enter at once would belong to the text.
constexpr auto PauseBeforeEnter = 150ms;

std::vector<std::string> programWords(const TmuxOptions& options) {
    std::vector<std::string> words{"tmux", "-u"}; // else what is not ASCII comes back as underscores
    words.insert(words.end(), options.server.begin(), options.server.end());
    return words;
}

/// A piece of at most `most` bytes that does not end within a character.
std::string_view firstPiece(std::string_view text, std::size_t most) {
    std::size_t end = std::min(most, text.size());
    while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
        --end;
    return text.substr(0, end > 0 ? end : std::min(most, text.size()));
}

bool isAbsence(const Error& error) {
    return error.message.contains("no server running") || error.message.contains("error connecting");
}

/// As tmux itself renames them.
std::string sessionName(std::string name) {
    std::ranges::replace_if(name, [](char c) { return c == ':' || c == '.'; }, '_');
    return name;
}

} // namespace

TmuxMultiplexer::TmuxMultiplexer(const ProcessRunner& runner, TmuxOptions options)
    : m_program(runner, programWords(options)), m_options(std::move(options)) {
}

Result<std::string> TmuxMultiplexer::run(std::vector<std::string> arguments) const {
    // To tmux a word that ends with a semicolon ends a command.
    for (std::string& word : arguments) {
        if (word.ends_with(';'))
            word.insert(word.size() - 1, 1, '\\');
    }
    return m_program.run(arguments);
}

Result<void> TmuxMultiplexer::perform(std::vector<std::string> arguments) const {
    if (auto output = run(std::move(arguments)); !output)
        return std::unexpected(output.error());
    return {};
}

std::string TmuxMultiplexer::withPrefix(const std::string& name) const {
    const std::string& prefix = m_options.prefix;
    return prefix == "off" || name.starts_with(prefix) ? name : prefix + name;
}

Result<std::vector<MuxWindow>> TmuxMultiplexer::list() const {
    std::string mark = newSessionId();
    std::erase(mark, '-');
    const auto output = run({"list-panes", "-a", "-F", tmuxPaneFormat(mark)});
    if (!output && isAbsence(output.error()))
        return std::vector<MuxWindow>();
    if (!output)
        return std::unexpected(output.error());
    auto windows = parseTmuxPanes(*output, mark);
    std::ranges::for_each(windows, lookAtFront);
    return windows;
}

Result<void> TmuxMultiplexer::open(const NewMuxWindow& window) const {
    std::vector<std::string> arguments{"new-window", "-P", "-F", "#{window_id}"};
    if (window.shown == NewMuxWindow::Shown::Background)
        arguments.emplace_back("-d");
    arguments.insert(arguments.end(), {"-n", withPrefix(window.title), "-c", window.directory});
    for (const auto& [name, value] : window.variables)
        arguments.insert(arguments.end(), {"-e", name + '=' + value});
    arguments.emplace_back("--");
    // Of one word alone tmux would make a shell's command line.
    if (window.arguments.size() == 1)
        arguments.emplace_back("env");
    arguments.insert(arguments.end(), window.arguments.begin(), window.arguments.end());
    auto opened = run(std::move(arguments));
    if (!opened)
        return std::unexpected(opened.error());
    while (opened->ends_with('\n'))
        opened->pop_back();
    // A program that has ended already has taken its window along.
    std::ignore = tag(*opened, window.sessionId);
    return {};
}

Result<void> TmuxMultiplexer::tag(const std::string& window, const std::string& sessionId) const {
    return perform({"set-option", "-w", "-t", window, std::string(Tag), sessionId});
}

Result<void> TmuxMultiplexer::retag(const MuxWindow& window, const std::string& sessionId) const {
    return tag(window.window, sessionId);
}

/// Keys typed into a pane that a person has scrolled back would go to tmux.
Result<void> TmuxMultiplexer::leaveMode(const MuxWindow& window) const {
    if (window.state != MuxWindow::State::InMode)
        return {};
    return perform({"send-keys", "-X", "-t", window.pane, "cancel"});
}

Result<void> TmuxMultiplexer::typeLine(const MuxWindow& window, std::string_view text) const {
    while (!text.empty()) {
        const std::string_view piece = firstPiece(text, Piece);
        text.remove_prefix(piece.size());
        if (auto typed = perform({"send-keys", "-t", window.pane, "-l", "--", std::string(piece)}); !typed)
            return typed;
    }
    return {};
}

Result<void> TmuxMultiplexer::paste(const MuxWindow& window, std::string_view text) const {
    const std::string buffer = "axsend-" + newSessionId(); // two at once do not mix
    std::vector<std::string> fill{"set-buffer", "-b", buffer, "--"};
    while (!text.empty()) {
        const std::string_view piece = firstPiece(text, Piece);
        text.remove_prefix(piece.size());
        auto arguments = fill;
        arguments.emplace_back(piece);
        if (auto filled = perform(std::move(arguments)); !filled) {
            std::ignore = perform({"delete-buffer", "-b", buffer});
            return filled;
        }
        fill = {"set-buffer", "-a", "-b", buffer, "--"};
    }
    return perform({"paste-buffer", "-d", "-p", "-b", buffer, "-t", window.pane});
}

Result<void> TmuxMultiplexer::sendText(const MuxWindow& window, std::string_view text, Ending ending) const {
    if (window.state == MuxWindow::State::Dead)
        return std::unexpected(Error{ErrorCode::NotFound, "what ran in tmux " + window.place + " has ended"});
    if (window.front == MuxWindow::Front::Shell)
        return std::unexpected(
            Error{ErrorCode::Denied, "a shell is in front in tmux " + window.place +
                                         ": the text would run as a command, so it was not "
                                         "sent"});
    if (auto left = leaveMode(window); !left)
        return left;
    if (auto typed = text.contains('\n') ? paste(window, text) : typeLine(window, text);
        !typed || ending == Ending::None)
        return typed;
    std::this_thread::sleep_for(PauseBeforeEnter);
    return perform({"send-keys", "-t", window.pane, "Enter"});
}

Result<void> TmuxMultiplexer::interrupt(const MuxWindow& window) const {
    if (auto left = leaveMode(window); !left)
        return left;
    return perform({"send-keys", "-t", window.pane, "C-c"});
}

Result<std::string> TmuxMultiplexer::tail(const MuxWindow& window, std::size_t linesAbove) const {
    std::vector<std::string> arguments{"capture-pane", "-p", "-t", window.pane};
    if (linesAbove > 0)
        arguments.insert(arguments.end(), {"-S", '-' + std::to_string(linesAbove)});
    auto text = run(std::move(arguments));
    if (!text)
        return text;
    text->erase(text->find_last_not_of('\n') + 1);
    return text;
}

std::vector<std::string> TmuxMultiplexer::focusCommand(const MuxWindow& window) const {
    const bool isInside = m_options.person == TmuxOptions::Person::Inside;
    return m_program.command({isInside ? "switch-client" : "attach-session", "-t",
                              std::format("{}:{}.{}", window.session, window.window, window.pane)});
}

Result<void> TmuxMultiplexer::close(const MuxWindow& window) const {
    return perform({"kill-pane", "-t", window.pane});
}

Result<std::string> TmuxMultiplexer::move(std::span<const MuxWindow> windows,
                                          const std::string& target) const {
    const std::string name = sessionName(withPrefix(target));
    if (name.empty())
        return std::unexpected(Error{ErrorCode::Invalid, "a tmux session needs a name"});
    // A new session comes with a window of its own, which goes when others are in.
    std::string stray;
    if (!run({"has-session", "-t", '=' + name})) {
        auto created = run({"new-session", "-d", "-P", "-F", "#{window_id}", "-s", name});
        if (!created)
            return std::unexpected(created.error());
        stray = std::move(*created);
        stray.erase(stray.find_last_not_of('\n') + 1);
    }
    Result<void> moved;
    std::set<std::string> handled; // of a window's panes the first one takes all along
    for (const MuxWindow& window : windows) {
        if (window.place.starts_with(name + ':') || !handled.insert(window.window).second)
            continue;
        auto done = perform({"move-window", "-d", "-s", window.window, "-t", '=' + name + ':'});
        if (!done && moved)
            moved = std::move(done);
    }
    if (!stray.empty()) // without a window moved in, the session goes with it
        std::ignore = perform({"kill-window", "-t", stray});
    if (!moved)
        return std::unexpected(moved.error());
    return name;
}

} // namespace ax
