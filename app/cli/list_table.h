// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/time.h"
#include "core/index/session.h"

#include <cstddef>
#include <map>
#include <span>
#include <string>

namespace ax::cli {

struct TableStyle {
    enum class Header { None, Shown };
    Header header = Header::None;
    std::size_t width = 0; ///< longer lines are clipped; 0: never
};

/// Where in a multiplexer sessions are seen, by their ids: `work:1`.
using WindowCells = std::map<std::string, std::string>;

/// One line a session: STATUS HARNESS MODEL AGE CTX COST DIR WIN TITLE, padded as a terminal shows the
/// characters. Without any window there is no column of them. Nothing of what agents wrote but plain text
/// gets in.
std::string formatTable(std::span<const SessionPointer> sessions, const WindowCells& windows, Timestamp now,
                        const std::string& home, const TableStyle& style);

} // namespace ax::cli
