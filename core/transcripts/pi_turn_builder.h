// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/json_value.h"
#include "core/transcripts/turn_assembly.h"
#include "core/transcripts/turn_builder.h"

#include <map>
#include <string>
#include <vector>

namespace ax {

/// The turns of pi's session files (facts: harnesses §3; source: pi's docs/session-format). Entries form a
/// tree: going back in a conversation and saying something else begins a branch in the same file. Shown is
/// the branch that ends at the last entry; so turns are put together when all entries are known.
class PiTurnBuilder final : public TurnBuilder {
public:
    void addRecord(const RecordSource::Record& record) override;
    TranscriptExcerpt take() override;

private:
    struct Entry {
        JsonValue value; ///< its raw texts are gone
        RecordSource::Record record;
        std::map<std::string, std::string, std::less<>> inputs; ///< call id -> arguments as stored
    };

    std::vector<const Entry*> branch() const;
    void addEntry(const Entry& entry);
    void addMessage(const Entry& entry);
    void addAnswer(const Entry& entry, const JsonValue& message);
    void addResult(const Entry& entry, const JsonValue& message);
    void addBash(const Entry& entry, const JsonValue& message);

    JsonReader m_reader;
    TurnAssembly m_turns;
    std::vector<Entry> m_entries;
    std::string m_model; ///< as the last change says
};

} // namespace ax
