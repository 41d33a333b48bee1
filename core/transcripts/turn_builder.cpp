// SPDX-License-Identifier: MIT
#include "core/transcripts/turn_builder.h"

#include "core/base/paths.h"
#include "core/transcripts/claude_turn_builder.h"

namespace ax {

std::unique_ptr<TurnBuilder> makeTurnBuilder(const TranscriptLocation& location) {
    if (location.format == "claude") {
        using Sidechains = ClaudeTurnBuilder::Sidechains;
        const bool isSubAgent = fileName(location.file).starts_with("agent-");
        return std::make_unique<ClaudeTurnBuilder>(isSubAgent ? Sidechains::Show : Sidechains::Hide);
    }
    return nullptr;
}

} // namespace ax
