// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/time.h"
#include "core/index/session.h"

#include <cstddef>
#include <span>
#include <string>

namespace ax::cli {

struct TableStyle {
    enum class Header { None, Shown };
    Header header = Header::None;
    std::size_t width = 0; ///< longer lines are clipped; 0: never
};

/// One line a session: STATUS HARNESS MODEL AGE CTX COST DIR TITLE, padded as a terminal shows the
/// characters. Nothing of what agents wrote but plain text gets in.
std::string formatTable(std::span<const SessionPointer> sessions, Timestamp now, const std::string& home,
                        const TableStyle& style);

} // namespace ax::cli
