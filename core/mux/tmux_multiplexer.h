// SPDX-License-Identifier: MIT
#pragma once

#include "core/mux/multiplexer.h"
#include "core/mux/multiplexer_program.h"

namespace ax {

struct TmuxOptions {
    /// `-S SOCKET` or `-L NAME`; none: the server that $TMUX names, or the person's usual one.
    std::vector<std::string> server;
    std::string prefix = "ax:"; ///< of the names of windows and sessions; `off`: none
    /// Whether the person who is shown something sits inside of that tmux.
    enum class Person { Inside, Outside } person = Person::Outside;
};

/// tmux 3.0 or later. Windows carry the window option `@ax_session`, by which ours and upstream's `ax` find
/// them again.
class TmuxMultiplexer final : public Multiplexer {
public:
    /// `runner` must outlive it.
    TmuxMultiplexer(const ProcessRunner& runner, TmuxOptions options);

    std::string_view name() const override { return "tmux"; }
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
    Result<std::string> run(std::vector<std::string> arguments) const;
    Result<void> perform(std::vector<std::string> arguments) const;
    Result<void> tag(const std::string& window, const std::string& sessionId) const;
    Result<void> leaveMode(const MuxWindow& window) const;
    Result<void> typeLine(const MuxWindow& window, std::string_view text) const;
    Result<void> paste(const MuxWindow& window, std::string_view text) const;
    std::string withPrefix(const std::string& name) const;

    MultiplexerProgram m_program;
    TmuxOptions m_options;
};

} // namespace ax
