// SPDX-License-Identifier: MIT
#pragma once

#include "terminal/pty_channel.h"

#include <QProcessEnvironment>

#include <memory>
#include <string>

namespace ax::terminal {

/// A shell script on a terminal of 80 by 24, for tests.
inline std::unique_ptr<PtyChannel> startScript(const std::string& script) {
    ProcessSpec spec{.arguments = {"sh", "-c", script}, .workingDirectory = "/", .variables = {}};
    spec.variables["PATH"] = qEnvironmentVariable("PATH").toStdString();
    spec.variables["TERM"] = "xterm-256color";
    spec.variables["LC_ALL"] = "C.UTF-8";
    auto channel = PtyChannel::start(spec, {.columns = 80, .rows = 24});
    return channel ? std::move(*channel) : nullptr;
}

} // namespace ax::terminal
