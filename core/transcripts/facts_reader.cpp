// SPDX-License-Identifier: MIT
#include "core/transcripts/facts_reader.h"

#include "core/transcripts/claude_facts_reader.h"
#include "core/transcripts/codex_facts_reader.h"
#include "core/transcripts/gemini_facts_reader.h"
#include "core/transcripts/pi_facts_reader.h"

namespace ax {

std::unique_ptr<FactsReader> makeFactsReader(std::string_view format, TranscriptRole role,
                                             InheritedAnswers inherited) {
    if (format == "claude")
        return std::make_unique<ClaudeFactsReader>(role, std::move(inherited));
    if (format == "codex")
        return std::make_unique<CodexFactsReader>(std::move(inherited));
    if (format == "gemini")
        return std::make_unique<GeminiFactsReader>(std::move(inherited));
    if (format == "pi")
        return std::make_unique<PiFactsReader>(std::move(inherited));
    return nullptr;
}

} // namespace ax
