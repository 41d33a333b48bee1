// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/turn.h"

#include <memory>
#include <string>
#include <string_view>

namespace ax {

/// Fills in what a person wants to see of a tool call from its input: the summary (a command, a path, a
/// pattern), and before and after for the tools that change files. Input of another shape gives neither.
class ClaudeToolReader {
public:
    ClaudeToolReader();
    ~ClaudeToolReader();

    void describe(ToolCall& call);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace ax
