// SPDX-License-Identifier: MIT
#pragma once

#include "core/mux/tmux_multiplexer.h"

#include <QTemporaryDir>

#include <string>
#include <vector>

namespace ax::testing {

/// A tmux server of the test's own, without anybody's configuration, in a folder of its own: ends with it.
class TmuxServer {
public:
    TmuxServer();
    ~TmuxServer();

    static bool isInstalled();
    /// Starts it with one session `home` that shows `cat`.
    void start() const;
    /// What `tmux` prints, without the last line end.
    std::string tmux(std::vector<std::string> arguments) const;
    TmuxMultiplexer multiplexer(TmuxOptions::Person person = TmuxOptions::Person::Outside) const;
    /// The window that was opened for this session.
    MuxWindow windowOf(const std::string& sessionId) const;
    std::string folder() const { return m_folder.path().toStdString(); }
    std::string socket() const {
        return socketFolder() + "/default";
    } ///< as tmux itself names it below TMUX_TMPDIR

private:
    std::string socketFolder() const;

    QTemporaryDir m_folder;
    RealProcessRunner m_runner;
};

} // namespace ax::testing
