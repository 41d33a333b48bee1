// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/json_value.h"
#include "core/transcripts/turn_assembly.h"
#include "core/transcripts/turn_builder.h"

#include <optional>
#include <string>

namespace ax {

/// The turns of Codex rollouts (facts: harnesses §3; source of the older shapes: openai/codex, protocol).
/// What was said stands in them twice: as `response_item`, what the model saw, and as `event_msg`, what the
/// person saw. Answers, calls and results are taken from the first, for they have all; prompts from either,
/// for the first also holds what the program tells the model in the person's name. Rollouts of 2025's first
/// months hold bare items without an envelope.
class CodexTurnBuilder final : public TurnBuilder {
public:
    void addRecord(const RecordSource::Record& record) override;
    TranscriptExcerpt take() override;

private:
    struct Item {
        const JsonValue& payload;
        std::optional<Timestamp> time;
    };
    /// Of the last prompt, which may come a second time from the other source.
    enum class PromptSource : std::uint8_t { None, Item, Event };

    void addItem(const Item& item);
    void addMessage(const Item& item);
    void addPrompt(const Item& item, const JsonValue& content, PromptSource source);
    void addReasoning(const Item& item);
    void addCall(const Item& item, std::string name, std::string input);
    void addOutput(const Item& item);
    void addEvent(const Item& item);
    void addItemCompleted(const Item& item);
    void addUsage(const JsonValue& usage);
    void addCompaction(const Item& item);
    void addBeginning(const Item& item);
    std::size_t answer(const Item& item);
    void addNotice(const Item& item, std::string text);

    JsonReader m_reader;
    JsonReader m_outputReader; ///< for JSON inside of texts, while a record is at hand
    TurnAssembly m_turns;
    std::string m_model;
    std::optional<std::size_t> m_answer; ///< the turn of the response that is under way
    std::optional<std::size_t> m_unpaid; ///< the last one whose tokens are not known yet
    std::string m_prompt;                ///< text of the last one
    PromptSource m_promptSource = PromptSource::None;
};

} // namespace ax
