// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace ax::demo {

using Output = std::function<void(std::string_view)>;

/// Tells the terminal what the agent is doing: OSC 7501, as Claude Code does it (facts: harnesses §4.1), and
/// the window title. Silent until the terminal has answered the query; then the present state goes out at
/// once.
class ProgramReporter {
public:
    enum class State : std::uint8_t { Idle, Working, BlockedOnPermission, Done };

    explicit ProgramReporter(Output output) : m_output(std::move(output)) {}

    void ask();
    void answered();
    /// `message` says what is done or asked; it may be empty.
    void report(State state, std::string_view message = {});
    void clear();
    void setTitle(std::string_view title);

private:
    void send();

    Output m_output;
    bool m_isUnderstood = false;
    State m_state = State::Idle;
    std::string m_message;
};

std::string encodeBase64(std::string_view bytes);

} // namespace ax::demo
