// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

namespace ax::bench {

/// Writes transcripts with the record types, member order and proportions of Claude Code's: a prelude of
/// attachments and request shapes, then turns with tools whose results make up most bytes. The same seed
/// gives the same bytes on every machine.
class ClaudeTranscriptGenerator {
public:
    ClaudeTranscriptGenerator(std::uint64_t seed, std::string sessionId)
        : m_state(seed), m_sessionId(std::move(sessionId)) {}

    /// At least `bytes` bytes of whole records.
    std::string transcript(std::size_t bytes);

    /// One more prompt with the work it causes.
    std::string turn();

private:
    std::uint64_t random(std::uint64_t below);
    std::string identifier();
    std::string timestamp();
    std::string prose(std::size_t bytes);
    std::string code(std::size_t bytes);
    std::string envelope(const std::string& type);

    std::string prelude();
    std::string prompt(const std::string& text);
    std::string request();
    std::string assistant(const std::string& messageId, const std::string& block, std::uint64_t outputTokens);
    std::string toolUse();
    std::string attachment(const std::string& kind, std::size_t bytes);

    std::uint64_t m_state;
    std::string m_sessionId;
    std::string m_parent = "null";
    std::uint64_t m_milliseconds = 0;
    std::uint64_t m_counter = 0;
};

} // namespace ax::bench
