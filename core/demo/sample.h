// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ax {

/// One step of a sample conversation.
struct SampleStep {
    enum class Kind : std::uint8_t {
        Prompt,
        Thinking,
        Say,
        Bash,
        Read,
        Write,
        Edit,
        Grep,
        Agent,  ///< starts a sub-agent; the steps up to Report are its own
        Report, ///< what the sub-agent hands back
        Interrupted,
        Error, ///< of the model service
    };

    Kind kind = Kind::Say;
    bool failed = false;
    std::string subject;     ///< command, path, pattern, or kind of sub-agent
    std::string detail;      ///< folder of a search, description of a sub-agent
    std::string body;        ///< what was said, put out, written, replaced
    std::string replacement; ///< of an edit
};

/// A sample session as written in samples/sessions. The notation: `key: value` lines, a blank line, then
/// steps. A step begins with a line `%% kind`, `%% kind subject` or `%% kind subject | detail`; `!` after the
/// kind marks a failure; `%% to` begins an edit's replacement. What follows up to the next such line is the
/// body; in what people and agents say, a paragraph is one line.
struct SampleSession {
    std::string project; ///< folder below the home folder
    std::string model;
    std::string title; ///< as the agent would find one; empty: the first prompt has to do
    std::string name;  ///< given by a person
    std::string branch;
    std::chrono::seconds age{};    ///< of the last record
    std::chrono::seconds length{}; ///< from the first record to the last
    double contextShare = 0;       ///< at the end, of the model's window
    bool projectGone = false;
    std::vector<SampleStep> steps;
};

/// Invalid, naming the line, for anything that is not in the notation.
Result<SampleSession> parseSample(std::string_view text);

/// A text that was compiled in, by its path below core/demo/samples.
struct EmbeddedSample {
    std::string_view path;
    std::string_view text;
};
std::span<const EmbeddedSample> embeddedSamples();

} // namespace ax
