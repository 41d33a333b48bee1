// SPDX-License-Identifier: MIT
#pragma once

#include "core/archive/seek_table.h"
#include "core/base/file_system.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace ax {

/// How much of the original one frame holds: what a random read decompresses at least.
constexpr std::size_t FrameSize = 1U << 20;

/// Hears a sentence for each damaged part that was met. From the thread that read; may come more than once
/// for a part.
using DamageListener = std::function<void(const std::string& sentence)>;

/// Opens a compressed copy as the file it was made of: size and bytes are the original's, at any position,
/// and only the frames that are asked for are decompressed; the last few are kept. A damaged frame reads as
/// line breaks and is told to `listener`, so that a reader of lines loses the records in it and no others.
/// Thread-safe like any ReadableFile.
Result<std::unique_ptr<ReadableFile>> openCompressed(std::unique_ptr<ReadableFile> stored, std::string path,
                                                     DamageListener listener);

/// Makes frames: level 3, each with a checksum. One thread.
class FrameCompressor {
public:
    FrameCompressor();
    ~FrameCompressor();
    /// `bytes`: at most FrameSize.
    Result<std::string> compress(std::string_view bytes);

private:
    struct Context;
    std::unique_ptr<Context> m_context;
};

} // namespace ax
