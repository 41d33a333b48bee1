// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ax {

/// Where the parts of a compressed copy lie. A copy is a row of independent zstd frames with this table
/// behind them in a skippable frame: the public "zstd seekable format" 0.1.0 (contrib/seekable_format in the
/// zstd repository), so that `zstd -d` reads it too. Written without the table's own checksums: each frame
/// carries one.
///
/// A copy grows by new frames and a new table behind the old one, which stays as an empty part. After a crash
/// in between, the newest whole table counts and what stands behind it is worth nothing.
class SeekTable {
public:
    struct Frame {
        std::uint64_t offset = 0;   ///< in the stored file
        std::uint64_t position = 0; ///< in the logical bytes
        std::uint32_t storedSize = 0;
        std::uint32_t logicalSize = 0; ///< 0: holds no bytes of the original
    };

    /// Larger frames are not ours, and would let a small file ask for gigabytes.
    static constexpr std::uint32_t LargestFrame = 8U << 20;

    /// Finds the newest whole table. Invalid when there is none.
    static Result<SeekTable> read(const ReadableFile& file, const std::string& path);

    void add(std::uint32_t storedSize, std::uint32_t logicalSize);
    /// Notes that the table that was read stays where it is, now as an empty part.
    void keepOldTable();
    /// The table as it stands in a file.
    std::string bytes() const;

    const std::vector<Frame>& frames() const { return m_frames; }
    /// Of the original.
    std::uint64_t logicalSize() const { return m_logicalSize; }
    /// Up to the end of the table as it was read; what lies behind it is the rest of an unfinished append.
    std::uint64_t storedSize() const { return m_storedSize; }
    /// The frame that holds this position, which is below logicalSize(). Its index in frames().
    std::size_t frameAt(std::uint64_t position) const;

private:
    static Result<SeekTable> readEndingAt(const ReadableFile& file, std::uint64_t end,
                                          const std::string& path);

    std::vector<Frame> m_frames;
    std::uint64_t m_framesEnd = 0;
    std::uint64_t m_logicalSize = 0;
    std::uint64_t m_storedSize = 0;
};

/// Reads `size` bytes at `offset`; Invalid when the file ends before them.
Result<std::string> readExactly(const ReadableFile& file, std::uint64_t offset, std::size_t size,
                                const std::string& path);

} // namespace ax
