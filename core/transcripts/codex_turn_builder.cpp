// SPDX-License-Identifier: MIT
#include "core/transcripts/codex_turn_builder.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <utility>

namespace ax {

namespace {

constexpr std::array<std::string_view, 8> QuietTypes = {
    "session_meta",
    "turn_context",
    "world_state",
    "token_usage_record",
    "inter_agent_communication",
    "inter_agent_communication_metadata",
    "session_state",
    "ghost_snapshot",
};

/// Items that show nothing: what the model was given, and what only it can read.
constexpr std::array<std::string_view, 7> QuietItems = {
    "additional_tools",   "ghost_snapshot", "compaction_summary", "compaction", "context_compaction",
    "compaction_trigger", "other",
};

/// What the program says in the person's name begins with a tag, or is the project's instructions.
bool isWrapper(std::string_view text) {
    const std::size_t start = text.find_first_not_of(" \t\r\n");
    if (start == std::string_view::npos)
        return true;
    text.remove_prefix(start);
    if (text.starts_with("# AGENTS.md instructions") || text.starts_with("[redacted"))
        return true;
    // A tag: `<environment_context>`, `<permissions instructions>`. Not `<3` or `< 5`.
    return text.starts_with('<') && text.size() > 1 &&
           (std::isalpha(static_cast<unsigned char>(text[1])) != 0);
}

std::string textsIn(const JsonValue& content, std::string_view separator) {
    if (content.isText())
        return content.text();
    std::string texts;
    for (const JsonValue& piece : content.elements()) {
        const std::string& text = piece.isText() ? piece.text() : piece["text"].text();
        if (!text.empty())
            texts.append(texts.empty() ? "" : separator).append(text);
    }
    return texts;
}

/// What a tool printed, without the lines about how it ran, and whether it failed.
struct Printed {
    std::string text;
    bool failed = false;
};

std::optional<int> exitCodeIn(std::string_view head) {
    for (const std::string_view mark : {"Process exited with code ", "Exit code: "}) {
        if (const std::size_t at = head.find(mark); at != std::string_view::npos)
            return std::atoi(std::string(head.substr(at + mark.size(), 12)).c_str());
    }
    return std::nullopt;
}

Printed printedOf(std::string text) {
    constexpr std::string_view Mark = "Output:\n";
    constexpr std::array<std::string_view, 5> Heads = {"Chunk ID: ", "Exit code: ", "Wall time",
                                                       "Script completed", "Script failed"};
    const bool hasHead = std::ranges::any_of(Heads, [&text](auto head) { return text.starts_with(head); });
    const std::size_t mark = text.find(Mark);
    if (!hasHead || mark == std::string::npos)
        return {.text = std::move(text), .failed = false};
    const std::string_view head = std::string_view(text).substr(0, mark);
    const bool failed = exitCodeIn(head).value_or(0) != 0 || head.starts_with("Script failed");
    return {.text = text.substr(mark + Mark.size()), .failed = failed};
}

TokenCounts tokensOf(const JsonValue& usage) {
    const std::uint64_t prompt = usage["input_tokens"].count();
    TokenCounts tokens;
    tokens.cacheRead = std::min(prompt, usage["cached_input_tokens"].count());
    tokens.cacheWrite = std::min(prompt - tokens.cacheRead, usage["cache_write_input_tokens"].count());
    tokens.input = prompt - tokens.cacheRead - tokens.cacheWrite;
    tokens.output = usage["output_tokens"].count();
    return tokens;
}

} // namespace

void CodexTurnBuilder::addRecord(const RecordSource::Record& record) {
    m_turns.begin(record);
    const auto line = record.text.empty() ? std::nullopt : m_reader.read(record.text);
    if (!line)
        return m_turns.addDamaged(record);
    const JsonValue& root = *line;
    const std::string& type = root["type"].text();
    const bool isBare = !root["payload"].isObject();
    const Item item{.payload = isBare ? root : root["payload"],
                    .time = parseTimestamp(root["timestamp"].text())};
    if (type == "response_item" || (isBare && !type.empty()))
        addItem(item);
    else if (type == "event_msg")
        addEvent(item);
    else if (type == "compacted")
        addCompaction(item);
    else if (type == "turn_context" && !item.payload["model"].text().empty())
        m_model = item.payload["model"].text();
    else if (type == "token_usage_record")
        addUsage(item.payload["usage"]);
    else if (type == "session_meta" && record.position == 0)
        addBeginning(item);
    else if (!std::ranges::contains(QuietTypes, type) && !(isBare && root["record_type"].isText()) &&
             !(isBare && root["id"].isText()))
        m_turns.addUnknown();
}

TranscriptExcerpt CodexTurnBuilder::take() {
    m_answer.reset();
    m_unpaid.reset();
    return m_turns.take();
}

void CodexTurnBuilder::addItem(const Item& item) {
    const JsonValue& payload = item.payload;
    const std::string& type = payload["type"].text();
    if (type == "message") {
        addMessage(item);
    } else if (type == "reasoning") {
        addReasoning(item);
    } else if (type == "function_call") {
        addCall(item, payload["name"].text(), payload["arguments"].text());
    } else if (type == "custom_tool_call") {
        addCall(item, payload["name"].text(), payload["input"].text());
    } else if (type == "local_shell_call") {
        addCall(item, "shell", std::string(payload["action"].raw()));
    } else if (type == "web_search_call") {
        addCall(item, "web_search", std::string(payload["action"].raw()));
    } else if (type.ends_with("_output")) {
        addOutput(item);
    } else if (type.ends_with("_call")) {
        addCall(item, type.substr(0, type.size() - 5), std::string(payload["action"].raw()));
    } else if (!std::ranges::contains(QuietItems, type)) {
        m_turns.addUnknown();
    }
}

/// The turn that all items of one response share.
std::size_t CodexTurnBuilder::answer(const Item& item) {
    if (!m_answer) {
        m_answer = m_turns.size();
        m_unpaid = m_answer;
        m_turns.addTurn(TurnRole::Assistant, item.payload["id"].text(), item.time).model = m_model;
    }
    return *m_answer;
}

void CodexTurnBuilder::addMessage(const Item& item) {
    const std::string& role = item.payload["role"].text();
    const JsonValue& content = item.payload["content"];
    if (role == "user")
        return addPrompt(item, content, PromptSource::Item);
    if (role != "assistant")
        return; // developer, system: the program to the model
    if (const std::string text = textsIn(content, "\n\n"); !isBlank(text))
        m_turns.turn(answer(item)).blocks.emplace_back(TextBlock{text});
}

void CodexTurnBuilder::addPrompt(const Item& item, const JsonValue& content, PromptSource source) {
    std::vector<TurnBlock> blocks;
    std::string texts;
    const auto addText = [&](const std::string& text) {
        // What comes as an event is the person's, whatever it looks like.
        if (isBlank(text) || (source == PromptSource::Item && isWrapper(text)))
            return;
        texts += text;
        blocks.emplace_back(TextBlock{text});
    };
    if (content.isText())
        addText(content.text());
    for (const JsonValue& piece : content.elements()) {
        addText(piece["text"].text());
        const JsonValue& image = piece["image_url"].isText() ? piece["image_url"] : piece["url"];
        if (image.isText() && piece["type"].text().contains("image"))
            blocks.emplace_back(imageOfUrl(image.text()));
    }
    if (blocks.empty())
        return;
    const bool isRepeated =
        m_promptSource != PromptSource::None && m_promptSource != source && m_prompt == texts;
    m_promptSource = isRepeated ? PromptSource::None : source;
    m_prompt = std::move(texts);
    if (isRepeated)
        return;
    m_answer.reset();
    m_turns.addTurn(TurnRole::User, item.payload["id"].text(), item.time).blocks = std::move(blocks);
}

void CodexTurnBuilder::addReasoning(const Item& item) {
    std::string text = textsIn(item.payload["summary"], "\n\n");
    if (const std::string whole = textsIn(item.payload["content"], "\n\n"); !whole.empty())
        text = whole;
    m_turns.turn(answer(item)).blocks.emplace_back(ThinkingBlock{std::move(text)});
}

void CodexTurnBuilder::addCall(const Item& item, std::string name, std::string input) {
    ToolCall call;
    call.id = item.payload["call_id"].text();
    if (call.id.empty())
        call.id = item.payload["id"].text();
    call.name = std::move(name);
    call.input = std::move(input);
    // Searches run at the model's side and have no result of their own.
    if (item.payload["type"].text() == "web_search_call")
        call.outcome = ToolOutcome::Succeeded;
    m_turns.addCall(answer(item), std::move(call));
}

void CodexTurnBuilder::addOutput(const Item& item) {
    m_answer.reset();
    const JsonValue* output = &item.payload["output"];
    bool failed = false;
    if (output->isObject()) {
        failed = (*output)["success"].type() == JsonValue::Type::Flag && !(*output)["success"].flag();
        output = &(*output)["content"];
    }
    Printed printed = printedOf(textsIn(*output, "\n"));
    std::optional<JsonValue> wrapped; // the older form: JSON in a text
    if (printed.text.starts_with('{'))
        wrapped = m_outputReader.readCopy(printed.text);
    if (wrapped && (*wrapped)["output"].isText() && (*wrapped)["metadata"].isObject()) {
        failed |= (*wrapped)["metadata"]["exit_code"].number() != 0;
        printed.text = (*wrapped)["output"].text();
    }
    const std::string& id = item.payload["call_id"].text();
    ToolCall& call = m_turns.callOf(id, item.time);
    call.output = std::move(printed.text);
    call.outcome = failed || printed.failed ? ToolOutcome::Failed : ToolOutcome::Succeeded;
    for (const JsonValue& piece : output->elements()) {
        if (piece["type"].text() == "input_image")
            m_turns.turnOfCall(id).blocks.emplace_back(imageOfUrl(piece["image_url"].text()));
    }
}

void CodexTurnBuilder::addNotice(const Item& item, std::string text) {
    m_answer.reset();
    m_turns.addNotice({}, item.time, std::move(text));
}

void CodexTurnBuilder::addEvent(const Item& item) {
    const JsonValue& payload = item.payload;
    const std::string& type = payload["type"].text();
    if (type == "item_completed") {
        addItemCompleted(item);
    } else if (type == "user_message") {
        addPrompt(item, payload["message"], PromptSource::Event);
    } else if (type == "token_count") {
        addUsage(payload["info"]["last_token_usage"]);
    } else if (type == "turn_aborted") {
        const std::string& reason = payload["reason"].text();
        addNotice(item, reason == "interrupted" || reason.empty() ? "Interrupted by the user."
                                                                  : "The turn was ended: " + reason + '.');
    } else if (type == "error" || type == "stream_error") {
        addNotice(item, "Error: " + payload["message"].text());
    } else if (type == "task_complete" || type == "turn_complete") {
        m_answer.reset();
        if (const std::string& error = payload["error"]["message"].text(); !error.empty())
            addNotice(item, "Error: " + error);
    }
}

/// Of these only prompts are read: all else stands in response items too.
void CodexTurnBuilder::addItemCompleted(const Item& item) {
    const JsonValue& completed = item.payload["item"];
    if (completed["type"].text() == "UserMessage")
        addPrompt({.payload = completed, .time = item.time}, completed["content"], PromptSource::Event);
}

/// Of the last response; two records tell of it, and the first one counts.
void CodexTurnBuilder::addUsage(const JsonValue& usage) {
    if (!usage.isObject())
        return;
    if (m_unpaid)
        m_turns.turn(*m_unpaid).tokens = tokensOf(usage);
    m_unpaid.reset();
    m_answer.reset();
}

/// A fork's history comes before its own records (codex_records.h), unless it is gone.
void CodexTurnBuilder::addBeginning(const Item& item) {
    const std::string& parent = item.payload["history_base"]["thread_id"].text();
    if (!parent.empty())
        addNotice(item, "The history before this is in the session " + parent + ", which is gone.");
}

void CodexTurnBuilder::addCompaction(const Item& item) {
    addNotice(item, "The conversation was compacted.");
    if (const std::string& summary = item.payload["message"].text(); !isBlank(summary))
        m_turns.turns().back().blocks.emplace_back(TextBlock{summary});
}

} // namespace ax
