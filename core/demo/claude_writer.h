// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/time.h"
#include "core/demo/demo_random.h"
#include "core/models/model_catalog.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace ax {

struct WrittenText {
    std::string text;
};

struct WrittenThinking {
    std::string text;
};

struct WrittenToolUse {
    std::string id;
    std::string name;
    std::vector<std::pair<std::string, std::string>> input;
};

using WrittenBlock = std::variant<WrittenText, WrittenThinking, WrittenToolUse>;

/// What the records of one model answer share. Each block of it becomes a record of its own that repeats all
/// of this (facts: harnesses §3).
struct WrittenMessage {
    std::string id;
    std::string model;
    TokenCounts usage;
};

enum class WrittenOutcome : std::uint8_t { Succeeded, Failed };

/// Puts a conversation into the words of a Claude Code transcript: each method returns one line, newline
/// included, chained to the line before. For the demo, whose sessions have to look like real ones to
/// everything that reads them; it writes nothing itself.
class ClaudeWriter {
public:
    struct Session {
        std::string id;
        std::string directory;
        std::string branch;
        std::string agentId; ///< of a sub-agent; empty for the session itself
    };

    ClaudeWriter(Session session, DemoRandom& random) : m_session(std::move(session)), m_random(random) {}

    /// The next record follows that one, as after a resume.
    void continueAfter(std::string recordId) { m_lastRecord = std::move(recordId); }

    std::string messageId() { return "msg_" + m_random.letters(24); }
    std::string toolUseId() { return "toolu_" + m_random.letters(24); }

    std::string prompt(std::string_view text, Timestamp at);
    std::string answer(const WrittenMessage& message, const WrittenBlock& block, Timestamp at);
    std::string toolResult(std::string_view toolUseId, std::string_view output, WrittenOutcome outcome,
                           Timestamp at);
    std::string interruption(Timestamp at);
    std::string apiError(std::string_view text, Timestamp at);
    /// A title that the agent found.
    std::string title(std::string_view text) const;
    /// A title that a person gave.
    std::string name(std::string_view text) const;

private:
    class Line;

    Session m_session;
    DemoRandom& m_random;
    std::string m_lastRecord;
};

/// The file that lies beside a sub-agent's transcript.
std::string subAgentMeta(std::string_view kind, std::string_view description, std::string_view toolUseId,
                         std::string_view model);

/// Where Claude Code keeps the sessions of a folder: every byte that is no letter or digit turns into a dash.
std::string claudeProjectFolder(std::string_view home, std::string_view directory);

} // namespace ax
