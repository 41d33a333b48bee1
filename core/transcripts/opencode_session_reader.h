// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/opencode_message.h"
#include "core/transcripts/opencode_schema.h"
#include "core/transcripts/transcript_facts.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ax {

/// Makes the facts of one session out of its row and its messages, in a look that goes on. How tokens and
/// forks are counted: opencode_database.h.
class OpencodeSessionReader {
public:
    OpencodeSessionReader(SqliteLook& look, const OpencodeSchema& schema) : m_look(look), m_schema(schema) {}

    /// Fails when the session's row cannot be read. Messages that cannot be read are a problem.
    Result<TranscriptFacts> read(const std::string& id);
    std::vector<std::string> takeProblems() { return std::exchange(m_problems, {}); }

private:
    /// What the session's own row says, for when its messages do not.
    struct Row {
        TranscriptFacts facts;
        std::int64_t created = 0; ///< milliseconds since the epoch; 0: not known
        TokenCounts tokens;
        std::optional<double> cost;
    };
    /// A message that an earlier session may have said.
    struct Copy {
        std::int64_t created = 0;
        OpencodeMessage message;
    };

    Result<Row> readRow(const std::string& id);
    Result<void> readMessages(const std::string& id, Row& row);
    void addMessage(Row& row, std::int64_t created, std::string_view data, std::string_view firstPart,
                    std::vector<Copy>& copies);
    Result<void> addCopies(const std::string& id, Row& row, const std::vector<Copy>& copies);
    Result<std::set<std::int64_t>> timesBefore(const std::string& session, std::int64_t limit);

    SqliteLook& m_look;
    const OpencodeSchema& m_schema;
    OpencodeMessageParser m_parser;
    std::string m_firstPrompt;
    std::vector<std::string> m_problems;
};

} // namespace ax
