// SPDX-License-Identifier: MIT
#include "core/transcripts/turn_assembly.h"

#include "core/base/base64.h"
#include "core/transcripts/claude_content.h"

#include <format>
#include <utility>

namespace ax {

void TurnAssembly::addDamaged(const RecordSource::Record& record) {
    if (!record.mayBeUnfinished)
        ++m_excerpt.damagedRecords;
}

Turn& TurnAssembly::addTurn(TurnRole role, std::string_view recordId, const std::optional<Timestamp>& time) {
    std::vector<Turn>& turns = m_excerpt.turns;
    Turn turn;
    turn.role = role;
    turn.position = m_position;
    turn.time = time;
    turn.recordId = recordId.empty() ? std::format("@{}", m_position) : std::string(recordId);
    if (!turns.empty() && turns.back().recordId.starts_with(turn.recordId))
        turn.recordId = turns.back().recordId + '+'; // several turns out of one record
    turns.push_back(std::move(turn));
    return turns.back();
}

void TurnAssembly::addNotice(std::string_view recordId, const std::optional<Timestamp>& time,
                             std::string text) {
    if (!m_excerpt.turns.empty() && m_excerpt.turns.back().role == TurnRole::Notice) {
        const auto* last = std::get_if<TextBlock>(&m_excerpt.turns.back().blocks.front());
        if (last && last->markdown == text)
            return;
    }
    addTurn(TurnRole::Notice, recordId, time).blocks.emplace_back(TextBlock{std::move(text)});
}

void TurnAssembly::addCall(std::size_t turn, ToolCall call) {
    if (m_calls.contains(call.id))
        return;
    m_tools.describe(call);
    std::vector<TurnBlock>& blocks = m_excerpt.turns[turn].blocks;
    if (!call.id.empty())
        m_calls[call.id] = {.turn = turn, .block = blocks.size()};
    blocks.emplace_back(std::move(call));
}

ToolCall& TurnAssembly::callOf(std::string_view callId, const std::optional<Timestamp>& time) {
    auto found = m_calls.find(callId);
    if (found == m_calls.end()) {
        ToolCall call;
        call.id = callId;
        call.name = "tool";
        addTurn(TurnRole::Assistant, {}, time).blocks.emplace_back(std::move(call));
        found = m_calls.insert_or_assign(std::string(callId), Place{.turn = size() - 1, .block = 0}).first;
    }
    return std::get<ToolCall>(m_excerpt.turns[found->second.turn].blocks[found->second.block]);
}

Turn& TurnAssembly::turnOfCall(std::string_view callId) {
    return m_excerpt.turns[m_calls.find(callId)->second.turn];
}

TranscriptExcerpt TurnAssembly::take() {
    m_calls.clear();
    return std::exchange(m_excerpt, {});
}

ImageBlock imageOfBase64(std::string_view mediaType, std::string_view data) {
    constexpr std::size_t MaximumText = MaximumImage / 3 * 4 + 4;
    ImageBlock image{.mediaType = std::string(mediaType), .data = {}};
    if (data.size() <= MaximumText)
        image.data = decodeBase64(data).value_or(std::string());
    return image;
}

ImageBlock imageOfUrl(std::string_view url) {
    constexpr std::string_view Scheme = "data:";
    constexpr std::string_view Encoding = ";base64,";
    const std::size_t encoding = url.find(Encoding);
    if (!url.starts_with(Scheme) || encoding == std::string_view::npos)
        return {};
    return imageOfBase64(url.substr(Scheme.size(), encoding - Scheme.size()),
                         url.substr(encoding + Encoding.size()));
}

bool isBlank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

} // namespace ax
