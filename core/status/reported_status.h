// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"
#include "core/base/paths.h"
#include "core/base/time.h"
#include "core/status/program_status.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace ax {

/// What a held program said of itself through its terminal, each with the moment it said it:
/// `status/<session id>.json` in the state directory, ours alone. Its holder writes it, since it sits
/// directly above the program; the index reads it.
struct ReportedStatus {
    struct Report {
        ProgramStatus status;
        Timestamp at{};
    };
    struct Text {
        std::string text;
        Timestamp at{};
    };
    std::optional<Report> program;    ///< OSC 7501; nothing once it was cleared
    std::optional<Text> title;        ///< of its window
    std::optional<Text> notification; ///< OSC 9, 99 or 777
    std::optional<Timestamp> bell;
};

/// Nothing when it is no such text.
std::optional<ReportedStatus> parseReportedStatus(std::string_view json);
std::string reportedStatusText(const ReportedStatus& status);

std::string reportedStatusFolder(const Paths& paths);
std::optional<ReportedStatus> readReportedStatus(const FileSystem& files, const Paths& paths,
                                                 std::string_view sessionId);
Result<void> writeReportedStatus(const FileSystem& files, const Paths& paths, std::string_view sessionId,
                                 const ReportedStatus& status);
void removeReportedStatus(const FileSystem& files, const Paths& paths, std::string_view sessionId);

} // namespace ax
