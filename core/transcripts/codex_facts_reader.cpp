// SPDX-License-Identifier: MIT
#include "core/transcripts/codex_facts_reader.h"

namespace ax {

void CodexFactsReader::addRecord(std::string_view, TranscriptScratch&) {
    ++m_running.facts.records;
}

} // namespace ax
