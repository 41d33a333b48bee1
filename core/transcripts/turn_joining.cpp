// SPDX-License-Identifier: MIT
#include "core/transcripts/turn_joining.h"

#include <iterator>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace ax {

namespace {

struct Place {
    std::size_t turn = 0;
    std::size_t block = 0;
};

std::unordered_map<std::string_view, Place> callsIn(const std::vector<Turn>& turns) {
    std::unordered_map<std::string_view, Place> calls;
    for (std::size_t turn = 0; turn < turns.size(); ++turn) {
        for (std::size_t block = 0; block < turns[turn].blocks.size(); ++block) {
            const auto* call = std::get_if<ToolCall>(&turns[turn].blocks[block]);
            if (call != nullptr && !call->id.empty())
                calls.emplace(call->id, Place{turn, block});
        }
    }
    return calls;
}

/// A result without its call stands first in a turn that holds nothing else but pictures.
ToolCall* lonelyResult(Turn& turn) {
    if (turn.blocks.empty())
        return nullptr;
    auto* result = std::get_if<ToolCall>(&turn.blocks.front());
    if (result == nullptr || result->outcome == ToolOutcome::Pending || !result->input.empty())
        return nullptr;
    for (std::size_t block = 1; block < turn.blocks.size(); ++block) {
        if (!std::holds_alternative<ImageBlock>(turn.blocks[block]))
            return nullptr;
    }
    return result;
}

} // namespace

std::size_t turnsThatStay(std::span<const Turn> turns) {
    constexpr std::size_t Notices = 8; // more of them behind an answer say that it is over
    std::size_t last = turns.size();
    for (std::size_t i = turns.size(); i > 0 && turns.size() - i < Notices; --i) {
        last = i - 1;
        if (turns[last].role == TurnRole::Assistant)
            break;
    }
    // Several turns can come out of one record.
    while (last > 0 && last < turns.size() && turns[last - 1].position == turns[last].position)
        --last;
    return last;
}

void joinTurns(std::vector<Turn>& turns, std::vector<Turn> later) {
    const auto calls = callsIn(turns); // refers to the calls' own ids, which stay where they are
    std::vector<std::pair<Place, std::vector<TurnBlock>>> pictures;
    std::vector<Turn> fresh;
    for (Turn& turn : later) {
        ToolCall* result = lonelyResult(turn);
        const auto call = result == nullptr ? calls.end() : calls.find(result->id);
        if (call == calls.end()) {
            fresh.push_back(std::move(turn));
            continue;
        }
        auto& known = std::get<ToolCall>(turns[call->second.turn].blocks[call->second.block]);
        known.output = std::move(result->output);
        known.outcome = result->outcome;
        if (turn.blocks.size() > 1)
            pictures.emplace_back(call->second,
                                  std::vector<TurnBlock>(std::make_move_iterator(turn.blocks.begin() + 1),
                                                         std::make_move_iterator(turn.blocks.end())));
    }
    for (auto& [place, blocks] : pictures) {
        auto& into = turns[place.turn].blocks;
        into.insert(into.end(), std::make_move_iterator(blocks.begin()),
                    std::make_move_iterator(blocks.end()));
    }
    turns.insert(turns.end(), std::make_move_iterator(fresh.begin()), std::make_move_iterator(fresh.end()));
}

} // namespace ax
