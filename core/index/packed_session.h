// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_stream.h"
#include "core/index/session.h"

namespace ax {

/// A row as bytes for a cache of this program's, and back. Without its status, and without where its folder
/// is today: these are no matter of transcripts. False when the bytes are no such row.
void saveSession(const Session& session, ByteWriter& to);
bool restoreSession(Session& session, ByteReader& from);

void saveReport(const StoreReport& report, ByteWriter& to);
StoreReport restoreReport(ByteReader& from);

} // namespace ax
