// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace ax {

/// A stretch of a file, read piece by piece, as it stands there and, where that is needed, folded: most
/// searches need little of it.
/// One thread; the buffers stay for the next stretch.
class FoldedStretch {
public:
    static constexpr std::size_t Padding = 64; ///< readable behind bytes()

    enum class Folding : bool { Unneeded, Needed };
    /// `file` outlives the reading.
    void begin(const ReadableFile& file, std::uint64_t from, std::uint64_t to, Folding folding);
    /// Reads on, twice as much as before; false at the end. An error is an end.
    bool more();

    std::string_view bytes() const { return {m_bytes.data(), m_filled}; }
    /// As far as it is folded: before the end of the stretch that may be less than there are bytes. The bytes
    /// themselves where folding is unneeded.
    std::string_view folded() const {
        return m_folding == Folding::Needed ? std::string_view(m_folded.data(), m_foldedSize) : bytes();
    }

private:
    bool foldMore();

    const ReadableFile* m_file = nullptr;
    std::uint64_t m_from = 0;
    std::uint64_t m_size = 0;
    std::vector<char> m_bytes;
    std::vector<char> m_folded;
    std::size_t m_filled = 0;
    std::size_t m_foldedSize = 0;
    std::size_t m_step = 0;
    Folding m_folding = Folding::Needed;
    bool m_atEnd = false;
};

} // namespace ax
