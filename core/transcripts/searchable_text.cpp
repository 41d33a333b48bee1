// SPDX-License-Identifier: MIT
#include "core/transcripts/searchable_text.h"

#include "core/transcripts/turn_builder.h"

namespace ax {

namespace {

/// As it would stand between quotes, as far as that matters to who unescapes it.
std::string escaped(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (const char character : text) {
        if (character == '\\')
            result += '\\';
        result += character;
    }
    return result;
}

} // namespace

void forEachSpokenText(std::string_view format, std::string_view record,
                       const std::function<void(const SpokenText&)>& visit) {
    const auto builder = makeTurnBuilder({.format = std::string(format), .file = {}, .sessionId = {}});
    if (!builder)
        return;
    builder->addRecord({.text = record});
    const TranscriptExcerpt excerpt = builder->take();
    for (const Turn& turn : excerpt.turns) {
        const Speaker speaker = turn.role == TurnRole::User ? Speaker::User : Speaker::Assistant;
        for (const TurnBlock& block : turn.blocks) {
            const auto* text = std::get_if<TextBlock>(&block);
            if (text != nullptr && turn.role != TurnRole::Notice)
                visit({.speaker = speaker, .escaped = escaped(text->markdown)});
            if (const auto* call = std::get_if<ToolCall>(&block); call != nullptr && !call->output.empty())
                visit({.speaker = Speaker::Tool, .escaped = escaped(call->output)});
        }
    }
}

std::string unescapeJson(std::string_view escaped) {
    std::string text;
    text.reserve(escaped.size());
    for (std::size_t i = 0; i < escaped.size(); ++i) {
        if (escaped[i] == '\\' && i + 1 < escaped.size())
            ++i;
        text += escaped[i];
    }
    return text;
}

} // namespace ax
