// SPDX-License-Identifier: MIT
#include "tests/unit/core_mux/tmux_server.h"

#include <QStandardPaths>

#include <algorithm>
#include <chrono>
#include <sys/stat.h>
#include <unistd.h>

namespace ax::testing {

TmuxServer::TmuxServer() {
    qunsetenv("TMUX"); // of whoever runs the tests
    qunsetenv("TMUX_PANE");
    ::mkdir(socketFolder().c_str(), S_IRWXU);
}

TmuxServer::~TmuxServer() {
    tmux({"kill-server"});
}

std::string TmuxServer::socketFolder() const {
    return folder() + "/tmux-" + std::to_string(::getuid());
}

bool TmuxServer::isInstalled() {
    return !QStandardPaths::findExecutable(QStringLiteral("tmux")).isEmpty();
}

void TmuxServer::start() const {
    tmux({"-f", "/dev/null", "new-session", "-d", "-s", "home", "-n", "idle", "-x", "80", "-y", "24",
          "exec cat"});
    tmux({"set-option", "-g", "default-shell", "/bin/sh"}); // no matter whose shell the machine has
}

std::string TmuxServer::tmux(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"tmux", "-u", "-S", socket()});
    auto output = m_runner.run(arguments, std::chrono::seconds(20));
    std::string text = output ? output->standardOutput : std::string();
    text.erase(text.find_last_not_of('\n') + 1);
    return text;
}

TmuxMultiplexer TmuxServer::multiplexer(TmuxOptions::Person person) const {
    return {m_runner, {.server = {"-S", socket()}, .prefix = "ax:", .person = person}};
}

MuxWindow TmuxServer::windowOf(const std::string& sessionId) const {
    const auto windows = multiplexer().list();
    if (!windows)
        return {};
    const auto found = std::ranges::find(*windows, sessionId, &MuxWindow::tag);
    return found != windows->end() ? *found : MuxWindow();
}

} // namespace ax::testing
