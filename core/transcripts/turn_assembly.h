// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/record_source.h"
#include "core/transcripts/tool_reader.h"
#include "core/transcripts/turn.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace ax {

/// What the turn builders of all formats do alike: turns with unique anchors, calls that find their results,
/// notices that are not repeated.
class TurnAssembly {
public:
    /// Whatever is added next comes from this record.
    void begin(const RecordSource::Record& record) { m_position = record.position; }
    /// A record that could not be read; when it is still being written, that is no damage.
    void addDamaged(const RecordSource::Record& record);
    void addUnknown() { ++m_excerpt.unknownRecords; }

    Turn& addTurn(TurnRole role, std::string_view recordId, const std::optional<Timestamp>& time);
    /// One more after the same words is dropped: agents report a failure at several levels.
    void addNotice(std::string_view recordId, const std::optional<Timestamp>& time, std::string text);

    /// Describes the call and puts it into the turn that is at this place; one with a known id only once.
    void addCall(std::size_t turn, ToolCall call);
    /// The call with this id, or, when it lies before the excerpt, one that stands in for it.
    ToolCall& callOf(std::string_view callId, const std::optional<Timestamp>& time);
    /// The turn of a call that callOf() knows.
    Turn& turnOfCall(std::string_view callId);

    std::vector<Turn>& turns() { return m_excerpt.turns; }
    Turn& turn(std::size_t place) { return m_excerpt.turns[place]; }
    std::size_t size() const { return m_excerpt.turns.size(); }
    TranscriptExcerpt take();

private:
    struct Place {
        std::size_t turn = 0;
        std::size_t block = 0;
    };

    TranscriptExcerpt m_excerpt;
    std::uint64_t m_position = 0;
    ToolReader m_tools;
    std::map<std::string, Place, std::less<>> m_calls; ///< call id -> where it stands
};

/// An image out of a `data:` URL; without data when the URL is of another kind, or too long (MaximumImage).
ImageBlock imageOfUrl(std::string_view url);
/// An image out of base64.
ImageBlock imageOfBase64(std::string_view mediaType, std::string_view data);

bool isBlank(std::string_view text);

} // namespace ax
