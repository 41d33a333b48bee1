// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/utf8.h"

#include <simdjson.h>

#include <algorithm>
#include <string>
#include <string_view>

namespace ax {

/// One line of JSON as an On-Demand object. Bytes that JSON forbids and that still turn up in transcripts
/// (broken UTF-8 from cut tool output, NULs from a crash, raw control characters) are mended in a copy, so
/// that they cost themselves and not the line.
class JsonLine {
public:
    /// Calls `visit(object)` at most twice, the second time after mending; it says whether the object was
    /// sound. True when the line was one sound object and nothing else.
    template <class Visitor>
    bool visit(std::string_view line, Visitor visitor) {
        forgetHugeLine(line.size());
        const Outcome outcome = tryVisit(line, line.size() + simdjson::SIMDJSON_PADDING, visitor);
        if (outcome != Outcome::Mendable)
            return outcome == Outcome::Sound;
        mend(line);
        return tryVisit(m_mended, m_mended.capacity(), visitor) == Outcome::Sound;
    }

private:
    enum class Outcome : std::uint8_t { Sound, Damaged, Mendable };

    template <class Visitor>
    Outcome tryVisit(std::string_view line, std::size_t capacity, Visitor& visitor) {
        simdjson::ondemand::document document;
        const auto error = m_parser.iterate(line, capacity).get(document);
        if (error == simdjson::UTF8_ERROR || error == simdjson::UNESCAPED_CHARS)
            return Outcome::Mendable;
        simdjson::ondemand::object members;
        if (error != simdjson::SUCCESS || document.get_object().get(members) != simdjson::SUCCESS)
            return Outcome::Damaged;
        // An error deep inside ends the walk without a word, and leaves a dead document behind.
        const bool sound = visitor(members) && document.is_alive() && document.at_end();
        return sound ? Outcome::Sound : Outcome::Damaged;
    }

    /// The parser keeps several bytes for each byte of the longest line it met.
    void forgetHugeLine(std::size_t nextSize) {
        constexpr std::size_t Usual = 4 << 20;
        if (nextSize > Usual)
            return;
        if (m_parser.capacity() > Usual)
            m_parser = simdjson::ondemand::parser();
        if (m_mended.capacity() > Usual)
            m_mended = {};
    }

    void mend(std::string_view line) {
        m_mended = repairUtf8(line);
        std::ranges::replace_if(m_mended, [](unsigned char byte) { return byte < 0x20; }, ' ');
        m_mended.reserve(m_mended.size() + simdjson::SIMDJSON_PADDING);
    }

    simdjson::ondemand::parser m_parser;
    std::string m_mended;
};

} // namespace ax
