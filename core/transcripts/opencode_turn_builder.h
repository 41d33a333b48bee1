// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/json_value.h"
#include "core/transcripts/turn_assembly.h"
#include "core/transcripts/turn_builder.h"

#include <optional>
#include <string>

namespace ax {

/// The turns of opencode's sessions, from records as opencode_records.h describes them: one turn for each
/// message, one block for each part that shows something. What is wrong with an answer stands behind it.
class OpencodeTurnBuilder final : public TurnBuilder {
public:
    void addRecord(const RecordSource::Record& record) override;
    TranscriptExcerpt take() override;

private:
    void beginMessage(const JsonValue& record);
    void endMessage();
    void addPart(const JsonValue& record);
    void addText(const JsonValue& part);
    void addTool(const JsonValue& part);
    void addFile(const JsonValue& part);
    std::size_t turn();
    void addNotice(std::string text);

    JsonReader m_reader;
    TurnAssembly m_turns;
    std::string m_messageId;
    std::string m_role;
    std::string m_model;
    TokenCounts m_tokens;
    std::optional<Timestamp> m_time;   ///< of the record at hand
    std::string m_error;               ///< of the message at hand; empty: none
    bool m_isSummary = false;          ///< the message tells what a compaction left
    std::optional<std::size_t> m_turn; ///< of the message at hand, once it shows something
};

} // namespace ax
