// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/json_value.h"
#include "core/transcripts/turn_assembly.h"
#include "core/transcripts/turn_builder.h"

#include <map>
#include <string>
#include <vector>

namespace ax {

/// The turns of Gemini CLI's chats (facts: harnesses §3). A message is written anew whenever it changes: of
/// records with the same id the last one counts, in the place of the first. `{"$set":{"messages":[…]}}`
/// replaces all messages. Results of tools stand in the answer that called them.
class GeminiTurnBuilder final : public TurnBuilder {
public:
    void addRecord(const RecordSource::Record& record) override;
    TranscriptExcerpt take() override;

private:
    struct Call {
        std::string input;  ///< as stored
        std::string output; ///< ditto, where there is no text in it
    };
    struct Message {
        JsonValue value; ///< its raw texts are gone
        RecordSource::Record record;
        std::vector<Call> calls;
    };

    void addMessage(JsonValue value, const RecordSource::Record& record);
    void show(const Message& message);
    void showAnswer(const Message& message);

    JsonReader m_reader;
    TurnAssembly m_turns;
    std::vector<Message> m_messages;
    std::map<std::string, std::size_t, std::less<>> m_places; ///< id -> message
};

} // namespace ax
