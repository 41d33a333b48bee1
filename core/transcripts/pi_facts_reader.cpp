// SPDX-License-Identifier: MIT
#include "core/transcripts/pi_facts_reader.h"

namespace ax {

void PiFactsReader::addRecord(std::string_view, TranscriptScratch&) {
    ++m_running.facts.records;
}

} // namespace ax
