// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/base/process.h"

#include <string>
#include <vector>

namespace ax {

/// The one place through which a multiplexer's program is run: never by a shell, never for long, and what it
/// says of a failure goes on to the person.
class MultiplexerProgram {
public:
    /// `words`: the program and what stands before each command (`tmux -S SOCKET`). `runner` must outlive it.
    MultiplexerProgram(const ProcessRunner& runner, std::vector<std::string> words)
        : m_runner(runner), m_words(std::move(words)) {}

    /// What it printed. NotFound when the program is not there, Io with its own words when it fails.
    Result<std::string> run(const std::vector<std::string>& arguments) const;
    /// The same words, for somebody else to run.
    std::vector<std::string> command(const std::vector<std::string>& arguments) const;

private:
    const ProcessRunner& m_runner;
    std::vector<std::string> m_words;
};

} // namespace ax
