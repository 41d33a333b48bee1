// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/deadline.h"
#include "core/base/file_system.h"
#include "core/base/paths.h"
#include "core/state/ask_request.h"

#include <cstdint>
#include <string_view>

namespace ax {

/// What became of an answer: the asker has printed it and removed the file; or has not, in the time given.
enum class AskReceipt : std::uint8_t { Taken, NotYet };

/// For so long an asker that lives may take: upstream's looks twice a second.
inline constexpr auto AskReceiptLimit = std::chrono::seconds(2);

/// Waits until the file holds something else than `answered`, which answerAskRequest() returned. Blocks; not
/// for a thread that paints.
AskReceipt awaitAskReceipt(const FileSystem& files, const Paths& paths, std::string_view fileId,
                           const AskRequest& answered, Deadline deadline);

} // namespace ax
