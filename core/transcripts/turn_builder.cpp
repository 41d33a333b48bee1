// SPDX-License-Identifier: MIT
#include "core/transcripts/turn_builder.h"

#include "core/base/paths.h"
#include "core/transcripts/claude_turn_builder.h"
#include "core/transcripts/codex_turn_builder.h"
#include "core/transcripts/gemini_turn_builder.h"
#include "core/transcripts/opencode_turn_builder.h"
#include "core/transcripts/pi_turn_builder.h"

namespace ax {

std::unique_ptr<TurnBuilder> makeTurnBuilder(const TranscriptLocation& location) {
    if (location.format == "claude") {
        using Sidechains = ClaudeTurnBuilder::Sidechains;
        const bool isSubAgent = fileName(location.file).starts_with("agent-");
        return std::make_unique<ClaudeTurnBuilder>(isSubAgent ? Sidechains::Show : Sidechains::Hide);
    }
    if (location.format == "codex")
        return std::make_unique<CodexTurnBuilder>();
    if (location.format == "pi")
        return std::make_unique<PiTurnBuilder>();
    if (location.format == "gemini")
        return std::make_unique<GeminiTurnBuilder>();
    if (location.format == "opencode")
        return std::make_unique<OpencodeTurnBuilder>();
    return nullptr;
}

} // namespace ax
