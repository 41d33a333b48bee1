// SPDX-License-Identifier: MIT
#pragma once

#include "core/search/segment_folder.h"
#include "core/search/text_catalog.h"

#include <cstdint>
#include <unordered_map>

namespace ax {

/// Segments by id.
using SegmentMap = std::unordered_map<std::uint64_t, Segment>;

/// Each indexing leaves a segment that may be short, and columns behind that stand for nothing any more. Once
/// there are more than a few short ones, or a quarter of a segment's columns is dead, this writes their
/// living columns into new segments and tells the catalog. No transcript is read. Where that fails, all stays
/// as it is. Call dropLost() (indexing.h) afterwards.
void compact(TextCatalog& catalog, const SegmentMap& segments, const SegmentFolder& folder);

} // namespace ax
