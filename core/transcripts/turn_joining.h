// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/turn.h"

#include <cstddef>
#include <span>
#include <vector>

namespace ax {

/// Putting two parts of a conversation together that were read apart.

/// How many of the turns records to come cannot change, results of their tools apart: those before the last
/// answer, which may go on. Less than all unless there are none.
std::size_t turnsThatStay(std::span<const Turn> turns);

/// Appends `later` to `turns`. A result whose call stands in `turns` goes there, with the pictures that came
/// with it, instead of standing in a turn of its own.
void joinTurns(std::vector<Turn>& turns, std::vector<Turn> later);

} // namespace ax
