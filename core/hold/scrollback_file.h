// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"
#include "core/base/paths.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace ax {

/// The lines that left a session's screen, on disk: `scrollback/<session id>` in the state directory, ours
/// alone. Text with its colours, one line after the other. What it holds is bounded, by lines and by bytes,
/// and so is what waits to be written: of a flood only the end is kept. Lines that cannot be written (disk
/// full) are lost without a word; the session goes on. Not thread-safe.
class ScrollbackFile {
public:
    static constexpr std::size_t MostLines = 10'000;
    static constexpr std::size_t MostBytes = 2 * 1024 * 1024;

    /// `files` outlives this.
    ScrollbackFile(const FileSystem& files, const Paths& paths, std::string_view sessionId);

    void add(std::string_view lines);
    bool hasUnwritten() const { return !m_unwritten.empty(); }
    void write();
    /// The newest lines of at most `bytes` bytes, written or not.
    std::string tail(std::size_t bytes) const;

private:
    void shorten();

    const FileSystem* m_files;
    std::string m_folder;
    std::string m_path;
    std::string m_unwritten;
};

/// Where a session's lines are; empty for an id that is no file name.
std::string scrollbackPath(const Paths& paths, std::string_view sessionId);

} // namespace ax
