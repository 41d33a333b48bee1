// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/transcript_padding.h"

#include <memory>
#include <span>

namespace ax {

/// The big buffer of transcript reading, shared by all readers of one thread: a reader itself stays small
/// enough to rest beside each of ten thousand files.
class TranscriptScratch {
public:
    static constexpr std::size_t ChunkSize = 128
                                             << 10; ///< bytes read at once: they stay in a core's own cache

    /// Followed by TranscriptPadding readable bytes.
    std::span<char> chunk() {
        if (!m_bytes)
            m_bytes = std::make_unique<char[]>(ChunkSize + TranscriptPadding);
        return {m_bytes.get(), ChunkSize};
    }

private:
    std::unique_ptr<char[]> m_bytes; ///< zeroed, so that the padding is never uninitialised
};

} // namespace ax
