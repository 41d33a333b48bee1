// SPDX-License-Identifier: MIT
#pragma once

#include "core/search/said_words.h"
#include "core/search/segment.h"
#include "core/search/text_catalog.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace ax {

/// The files of the content index: `catalog`, which names the segments, the segments and said words, each
/// under a name that never comes again, and text extracts, under the key of their document. Several processes
/// may work in it at once: each writes segments of its own and then puts its catalog in place of the last
/// one; whoever's comes last stays. What no catalog names is removed once it is too old to belong to somebody
/// who is about to write one. Any thread.
class SegmentFolder {
public:
    /// `files` outlives it. The folder need not exist.
    SegmentFolder(const FileSystem& files, std::string folder)
        : m_files(files), m_folder(std::move(folder)) {}

    /// Nothing when there is none, or none of this version, or it is damaged.
    std::optional<TextCatalog> loadCatalog() const;
    Result<void> saveCatalog(const TextCatalog& catalog) const;

    static std::uint64_t newId(); ///< never 0
    Result<void> saveSegment(std::uint64_t id, std::string_view bytes) const;
    std::optional<Segment> openSegment(std::uint64_t id) const;
    Result<void> saveSaidWords(std::uint64_t id, std::string_view bytes) const;
    std::optional<SaidWordsFile> openSaidWords(std::uint64_t id) const;
    std::string extractPath(const DocumentKey& key) const;
    Result<void> saveExtract(const DocumentKey& key, std::string_view bytes) const;
    void removeExcept(const TextCatalog& catalog, std::int64_t nowNanoseconds) const;

    const FileSystem& files() const { return m_files; }

private:
    std::string pathOf(std::uint64_t id, std::string_view suffix) const;
    Result<void> save(const std::string& path, std::string_view bytes) const;
    std::string catalogPath() const { return m_folder + "/catalog"; }

    const FileSystem& m_files;
    std::string m_folder;
};

} // namespace ax
