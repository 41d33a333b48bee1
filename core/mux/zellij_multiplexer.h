// SPDX-License-Identifier: MIT
#pragma once

#include "core/mux/multiplexer.h"
#include "core/mux/multiplexer_program.h"

namespace ax {

struct ZellijOptions {
    std::string program = "zellij";
    std::string sessionName;    ///< in which this process runs: the only one that zellij tells of
    std::string prefix = "ax:"; ///< of the names of tabs; `off`: none
};

/// zellij, as far as its program can be asked: a session is the one pane of a tab of its own, and the pane's
/// name is the session's id. What is typed goes to the tab in front, so that one is brought there first, and
/// a new tab always is. A text of several lines is entered line by line. Windows do not move.
class ZellijMultiplexer final : public Multiplexer {
public:
    /// `runner` must outlive it.
    ZellijMultiplexer(const ProcessRunner& runner, ZellijOptions options);

    std::string_view name() const override { return "zellij"; }
    Result<std::vector<MuxWindow>> list() const override;
    Result<void> open(const NewMuxWindow& window) const override;
    Result<void> retag(const MuxWindow& window, const std::string& sessionId) const override;
    Result<void> sendText(const MuxWindow& window, std::string_view text, Ending ending) const override;
    Result<void> interrupt(const MuxWindow& window) const override;
    Result<std::string> tail(const MuxWindow& window, std::size_t linesAbove) const override;
    std::vector<std::string> focusCommand(const MuxWindow& window) const override;
    Result<void> close(const MuxWindow& window) const override;
    Result<std::string> move(std::span<const MuxWindow> windows, const std::string& target) const override;

private:
    Result<void> act(std::vector<std::string> words) const;
    Result<void> bringToFront(const MuxWindow& window) const;

    MultiplexerProgram m_program;
    ZellijOptions m_options;
};

} // namespace ax
