// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace ax {

/// How a copy was made, and so what it shares with its original.
enum class CopyMethod : std::uint8_t {
    Clone,      ///< shares blocks until one of the two changes
    HardLink,   ///< is the original's own file under a second name
    Compressed, ///< shares nothing
};

/// One copy in the archive.
struct KeptFile {
    std::string path;       ///< below the archive's folder, without the suffix of compressed ones
    std::string source;     ///< absolute
    std::string session;    ///< the session's key for its transcript; empty for what lies in its side folder
    FileIdentity identity;  ///< of the source when it was copied, as are the next two
    std::uint64_t size = 0; ///< bytes
    std::int64_t modifiedNanoseconds = 0; ///< since the epoch
    CopyMethod method = CopyMethod::Compressed;
    std::uint64_t storedSize = 0; ///< what the copy takes, or will take alone when its original is gone
    friend bool operator==(const KeptFile&, const KeptFile&) = default;
};

/// What is known of the copies: `index` in the archive's folder, one line for each change, the last line of a
/// path counts. A line is written at once and never changed, so a crash costs at most the last one; a damaged
/// line costs itself. Lost altogether it costs a new look at every original: copies are found by their
/// places, not by this file.
///
/// Format: fields separated by tabs, in the order of KeptFile, behind the word `kept`, or `gone` and a path;
/// numbers in decimal, device and inode apart; tab, line break and backslash in texts as `\t`, `\n`, `\\`.
class KeptIndex {
public:
    using Files = std::map<std::string, KeptFile, std::less<>>; ///< by path

    KeptIndex(const FileSystem& files, std::string path);

    /// Reads the file again when another program changed it.
    Result<void> refresh();
    Result<void> add(const KeptFile& file);
    Result<void> forget(const std::string& path);

    const KeptFile* find(std::string_view path) const;
    const Files& files() const { return m_entries; }
    std::uint64_t storedSize() const { return m_storedSize; } ///< of all copies, bytes

private:
    void apply(std::string_view line);
    void set(KeptFile file);
    void erase(std::string_view path);
    Result<void> write(const std::string& line);

    const FileSystem& m_files;
    std::string m_path;
    Files m_entries;
    std::uint64_t m_storedSize = 0;
    std::size_t m_lines = 0; ///< in the file
    std::optional<FileStatus> m_seen;
};

/// The file of a KeptIndex in the archive's folder.
std::string keptIndexFile(const std::string& archiveFolder);

} // namespace ax
