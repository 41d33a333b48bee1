// SPDX-License-Identifier: MIT
#include "core/mux/multiplexer_program.h"

#include <algorithm>
#include <chrono>
#include <format>

namespace ax {

namespace {

using namespace std::chrono_literals;

constexpr auto Limit = 5s;
constexpr std::size_t LongestSentence = 300; // bytes

/// The first line, without what would move a terminal's cursor.
std::string firstLine(std::string_view text) {
    std::string line(text.substr(0, std::min(text.find('\n'), LongestSentence)));
    std::erase_if(line, [](unsigned char byte) { return byte < ' ' || byte == 0x7f; });
    return line;
}

} // namespace

std::vector<std::string> MultiplexerProgram::command(const std::vector<std::string>& arguments) const {
    std::vector<std::string> words = m_words;
    words.insert(words.end(), arguments.begin(), arguments.end());
    return words;
}

Result<std::string> MultiplexerProgram::run(const std::vector<std::string>& arguments) const {
    auto output = m_runner.run(command(arguments), Limit);
    const std::string& name = m_words[0];
    if (!output && output.error().code == ErrorCode::NotFound)
        return std::unexpected(Error{ErrorCode::NotFound,
                                     name + " is not installed, or not on PATH: install it, or set `mux` in "
                                            "the configuration to what you use"});
    if (!output)
        return std::unexpected(output.error());
    if (output->exitCode != 0) {
        const std::string said = firstLine(output->standardError);
        return std::unexpected(Error{
            ErrorCode::Io,
            std::format("{} {}: {}", name, arguments.empty() ? "" : arguments[0],
                        said.empty() ? std::format("it failed with code {}", output->exitCode) : said)});
    }
    return std::move(output->standardOutput);
}

} // namespace ax
