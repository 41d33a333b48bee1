// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/record_source.h"
#include "core/transcripts/turn.h"

#include <memory>
#include <string_view>

namespace ax {

/// Puts the records of one format together to turns as people read them: the pieces of one answer become one
/// turn, a tool's result goes to its call, and what the program says to the model behind the person's back
/// stays out. Records come in order; one that is known and unreadable is counted, one of an unknown type is
/// counted too. Safe on any bytes.
class TurnBuilder {
public:
    virtual ~TurnBuilder() = default;
    virtual void addRecord(const RecordSource::Record& record) = 0;
    virtual TranscriptExcerpt take() = 0;
};

/// Null for an unknown format. `isSubAgent`-files hold nothing but somebody's sub-conversation.
std::unique_ptr<TurnBuilder> makeTurnBuilder(const TranscriptLocation& location);

} // namespace ax
