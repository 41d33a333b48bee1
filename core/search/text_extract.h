// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/searchable_text.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ax {

/// A *text extract* is what was said in one session of a database, as a file beside the index: to look for a
/// word there takes a fraction of what it takes in the database, and its owner does not notice. Private
/// format, a line for each text, in order:
///
///     a17 escaped text
///
/// the speaker (u, a, t), the record's position in decimal digits, a blank, the text with JSON escapes.
namespace text_extract {

struct Line {
    std::uint64_t position = 0; ///< of the record
    SpokenText text;
};

void append(std::string& to, const Line& line);
/// Nothing when it is no such line.
std::optional<Line> parse(std::string_view line);

} // namespace text_extract

} // namespace ax
