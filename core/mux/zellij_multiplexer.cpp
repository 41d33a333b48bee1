// SPDX-License-Identifier: MIT
#include "core/mux/zellij_multiplexer.h"

#include "core/base/descriptor.h"
#include "core/base/file_system.h"
#include "core/mux/zellij_layout.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <thread>
#include <unistd.h>

namespace ax {

namespace {

using namespace std::chrono_literals;

constexpr std::string_view Enter = "13";
constexpr std::string_view CtrlC = "3";
constexpr auto PauseBeforeEnter = 150ms; // as in tmux_multiplexer.cpp
constexpr std::uint64_t LargestScreen = 16 << 20;

/// A file of our own, gone with the scope.
class TemporaryFile {
public:
    TemporaryFile() {
        std::error_code error;
        const auto folder = std::filesystem::temp_directory_path(error);
        m_path = (error ? std::filesystem::path("/tmp") : folder).string() + "/ax-screen-XXXXXX";
        const Descriptor made(::mkstemp(m_path.data()));
        if (!made)
            m_path.clear();
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() {
        if (!m_path.empty())
            ::unlink(m_path.c_str());
    }
    const std::string& path() const { return m_path; }

private:
    std::string m_path;
};

std::string lastLines(std::string text, std::size_t count) {
    text.erase(text.find_last_not_of('\n') + 1);
    std::size_t at = text.size();
    for (std::size_t i = 0; i < count && at != std::string::npos && at > 0; ++i)
        at = text.rfind('\n', at - 1);
    return at == std::string::npos || at == 0 ? text : text.substr(at + 1);
}

} // namespace

ZellijMultiplexer::ZellijMultiplexer(const ProcessRunner& runner, ZellijOptions options)
    : m_program(runner, {options.program}), m_options(std::move(options)) {
}

Result<void> ZellijMultiplexer::act(std::vector<std::string> words) const {
    words.insert(words.begin(), "action");
    if (auto output = m_program.run(words); !output)
        return std::unexpected(output.error());
    return {};
}

Result<std::vector<MuxWindow>> ZellijMultiplexer::list() const {
    const auto layout = m_program.run({"action", "dump-layout"});
    if (!layout)
        return std::unexpected(layout.error());
    return parseZellijLayout(*layout, m_options.sessionName);
}

Result<void> ZellijMultiplexer::open(const NewMuxWindow& window) const {
    const bool isPrefixed = m_options.prefix == "off" || window.title.starts_with(m_options.prefix);
    const std::string title = isPrefixed ? window.title : m_options.prefix + window.title;
    if (auto made = act({"new-tab", "--name", title, "--cwd", window.directory}); !made)
        return made;
    std::vector<std::string> words{
        "run", "--in-place", "--close-on-exit", "--name", window.sessionId, "--cwd", window.directory,
        "--",  "env"};
    for (const auto& [name, value] : window.variables)
        words.push_back(name + '=' + value);
    words.insert(words.end(), window.arguments.begin(), window.arguments.end());
    if (auto ran = m_program.run(words); !ran)
        return std::unexpected(ran.error());
    return {};
}

Result<void> ZellijMultiplexer::bringToFront(const MuxWindow& window) const {
    if (window.state == MuxWindow::State::InMode)
        return std::unexpected(Error{ErrorCode::Busy, "another pane has the focus in tab " + window.window +
                                                          " of zellij: go to the session's first"});
    return act({"go-to-tab", window.window});
}

Result<void> ZellijMultiplexer::retag(const MuxWindow& window, const std::string& sessionId) const {
    if (auto shown = bringToFront(window); !shown)
        return shown;
    return act({"rename-pane", "--", sessionId});
}

Result<void> ZellijMultiplexer::sendText(const MuxWindow& window, std::string_view text,
                                         Ending ending) const {
    if (window.front == MuxWindow::Front::Shell)
        return std::unexpected(Error{ErrorCode::Denied, "a shell is in front in zellij " + window.place +
                                                            ": the text would run as a command, so it was "
                                                            "not sent"});
    if (auto shown = bringToFront(window); !shown)
        return shown;
    while (true) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const bool isLast = end == text.size();
        if (end > 0) {
            if (auto typed = act({"write-chars", "--", std::string(text.substr(0, end))}); !typed)
                return typed;
        }
        if (isLast && ending == Ending::None)
            return {};
        std::this_thread::sleep_for(PauseBeforeEnter);
        if (auto entered = act({"write", std::string(Enter)}); !entered || isLast)
            return entered;
        text.remove_prefix(end + 1);
    }
}

Result<void> ZellijMultiplexer::interrupt(const MuxWindow& window) const {
    if (auto shown = bringToFront(window); !shown)
        return shown;
    return act({"write", std::string(CtrlC)});
}

Result<std::string> ZellijMultiplexer::tail(const MuxWindow& window, std::size_t linesAbove) const {
    if (auto shown = bringToFront(window); !shown)
        return std::unexpected(shown.error());
    const TemporaryFile file;
    if (file.path().empty())
        return std::unexpected(errorFromErrno(errno, "make a file for zellij's screen"));
    std::vector<std::string> words{"dump-screen", "--path", file.path()};
    if (linesAbove > 0)
        words.emplace_back("--full");
    if (auto dumped = act(std::move(words)); !dumped)
        return std::unexpected(dumped.error());
    auto text = readWholeFile(RealFileSystem(), file.path(), LargestScreen);
    constexpr std::size_t TallestScreen = 200; // rows; zellij does not tell where the screen begins
    return text ? lastLines(std::move(*text), TallestScreen + linesAbove) : text;
}

std::vector<std::string> ZellijMultiplexer::focusCommand(const MuxWindow& window) const {
    return m_program.command({"action", "go-to-tab", window.window});
}

Result<void> ZellijMultiplexer::close(const MuxWindow& window) const {
    if (auto shown = bringToFront(window); !shown)
        return shown;
    return act({"close-pane"});
}

Result<std::string> ZellijMultiplexer::move(std::span<const MuxWindow>, const std::string&) const {
    return std::unexpected(Error{ErrorCode::Unsupported, "zellij cannot move a tab into another session"});
}

} // namespace ax
