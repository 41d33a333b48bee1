// SPDX-License-Identifier: MIT
#include "app/demo-agent/program_reporter.h"

#include <utility>

namespace ax::demo {

namespace {

/// Longer messages are cut before they are encoded.
constexpr std::size_t LongestMessage = 2048;

std::string_view stateWord(ProgramReporter::State state) {
    switch (state) {
    case ProgramReporter::State::Idle:
        return "idle";
    case ProgramReporter::State::Working:
        return "working";
    case ProgramReporter::State::BlockedOnPermission:
        return "blocked";
    case ProgramReporter::State::Done:
        return "done";
    }
    std::unreachable();
}

} // namespace

void ProgramReporter::ask() {
    m_output("\x1b]7501;?\a");
}

void ProgramReporter::answered() {
    if (!std::exchange(m_isUnderstood, true))
        send();
}

void ProgramReporter::report(State state, std::string_view message) {
    std::string cut(message.substr(0, LongestMessage));
    const bool isNews = state != m_state || cut != m_message;
    m_state = state;
    m_message = std::move(cut);
    if (m_isUnderstood && isNews)
        send();
}

void ProgramReporter::send() {
    std::string text = "\x1b]7501;state=" + std::string(stateWord(m_state)) + ":app=claude-code";
    if (m_state == State::BlockedOnPermission)
        text += ":kind=permission";
    if (!m_message.empty())
        text += ":msg=" + encodeBase64(m_message);
    m_output(text + '\a');
}

void ProgramReporter::clear() {
    if (m_isUnderstood)
        m_output("\x1b]7501;state=clear\a");
}

void ProgramReporter::setTitle(std::string_view title) {
    m_output("\x1b]0;" + std::string(title) + '\a');
}

std::string encodeBase64(std::string_view bytes) {
    constexpr std::string_view Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 3; ++k)
            group = group << 8 | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U);
        for (std::size_t k = 0; k < 4; ++k)
            text += i + k > bytes.size() ? '=' : Letters[group >> (18 - 6 * k) & 0x3f];
    }
    return text;
}

} // namespace ax::demo
