// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace ax {

/// The lines of a stretch of a file, for whoever reads gigabytes of them: no copy of a line, no line kept.
/// One thread; the buffer stays for the next stretch.
class RecordStream {
public:
    static constexpr std::size_t Padding = 64;             ///< readable behind each record
    static constexpr std::size_t MaximumRecord = 64 << 20; ///< longer ones are passed over, as readers do

    /// `visit(record, position, end)` for each line that begins at or behind `from` and ends with a newline
    /// before `to`; `end` is behind the newline. Returns what is behind the last such line. A visitor that
    /// returns false ends the reading behind its line.
    using Visitor = std::function<bool(std::string_view record, std::uint64_t position, std::uint64_t end)>;
    Result<std::uint64_t> read(const ReadableFile& file, std::uint64_t from, std::uint64_t to,
                               const Visitor& visit);

    /// After read(): what it came upon behind the last such line; Padding bytes readable behind it.
    std::string_view rest() const { return {m_bytes.data(), m_filled}; }

private:
    std::size_t visitLines(std::size_t start, std::uint64_t position, const Visitor& visit);
    void makeRoom();

    std::vector<char> m_bytes; ///< with Padding at the end
    std::size_t m_filled = 0;
    bool m_stopped = false;
};

} // namespace ax
