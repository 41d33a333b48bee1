// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"
#include "core/base/paths.h"
#include "core/base/time.h"

#include <cstdint>
#include <optional>

namespace ax {

/// What a person decided about history insurance: `history.json` in the state directory, ours alone, read by
/// the window and the command line. A missing or damaged file is no decision.
struct HistorySettings {
    enum class Insurance : std::uint8_t { Off, On };
    static constexpr std::uint64_t DefaultLimit = 10ULL << 30;

    Insurance insurance = Insurance::Off;
    std::uint64_t limit = DefaultLimit; ///< bytes that all copies together may take
    std::optional<Timestamp> askedAt;   ///< when the person was asked, and answered

    bool isOn() const { return insurance == Insurance::On; }
    friend bool operator==(const HistorySettings&, const HistorySettings&) = default;
};

HistorySettings loadHistorySettings(const FileSystem& files, const Paths& paths);
Result<void> saveHistorySettings(const FileSystem& files, const Paths& paths,
                                 const HistorySettings& settings);

} // namespace ax
