// SPDX-License-Identifier: MIT
#include "core/search/segment_folder.h"

#include <chrono>
#include <format>
#include <random>

namespace ax {

namespace {

constexpr std::uint64_t LargestCatalog = 1 << 30;
constexpr std::string_view Suffix = ".segment";
constexpr std::string_view WordsSuffix = ".words";
constexpr std::string_view ExtractSuffix = ".said";
/// A build of any size is over by then, and whoever read the old catalog has opened its segments.
constexpr std::int64_t Patience = std::chrono::nanoseconds(std::chrono::minutes(30)).count();

} // namespace

std::uint64_t SegmentFolder::newId() {
    std::random_device random;
    return (std::uint64_t{random()} << 32 | random()) | 1;
}

std::string SegmentFolder::pathOf(std::uint64_t id, std::string_view suffix) const {
    return std::format("{}/{:016x}{}", m_folder, id, suffix);
}

Result<void> SegmentFolder::save(const std::string& path, std::string_view bytes) const {
    if (auto made = m_files.makeDirectories(m_folder); !made)
        return made;
    return m_files.writeCache(path, bytes);
}

std::optional<TextCatalog> SegmentFolder::loadCatalog() const {
    const auto bytes = readWholeFile(m_files, catalogPath(), LargestCatalog);
    return bytes ? TextCatalog::fromBytes(*bytes) : std::nullopt;
}

Result<void> SegmentFolder::saveCatalog(const TextCatalog& catalog) const {
    return save(catalogPath(), catalog.bytes());
}

Result<void> SegmentFolder::saveSegment(std::uint64_t id, std::string_view bytes) const {
    return save(pathOf(id, Suffix), bytes);
}

std::optional<Segment> SegmentFolder::openSegment(std::uint64_t id) const {
    return Segment::open(m_files, pathOf(id, Suffix), id);
}

Result<void> SegmentFolder::saveSaidWords(std::uint64_t id, std::string_view bytes) const {
    return save(pathOf(id, WordsSuffix), bytes);
}

std::optional<SaidWordsFile> SegmentFolder::openSaidWords(std::uint64_t id) const {
    return id == 0 ? std::nullopt : SaidWordsFile::open(m_files, pathOf(id, WordsSuffix), id);
}

std::string SegmentFolder::extractPath(const DocumentKey& key) const {
    return std::format("{}/{:016x}{:016x}{}", m_folder, key.bits[0], key.bits[1], ExtractSuffix);
}

Result<void> SegmentFolder::saveExtract(const DocumentKey& key, std::string_view bytes) const {
    return save(extractPath(key), bytes);
}

void SegmentFolder::removeExcept(const TextCatalog& catalog, std::int64_t nowNanoseconds) const {
    std::set<std::string> wanted;
    for (const std::uint64_t id : catalog.segments)
        wanted.insert(pathOf(id, Suffix));
    wanted.insert(pathOf(catalog.saidWords, WordsSuffix));
    for (const auto& [key, document] : catalog.documents) {
        if (document.isExtract())
            wanted.insert(extractPath(key));
    }
    const auto entries = m_files.list(m_folder);
    if (!entries)
        return;
    for (const DirectoryEntry& entry : *entries) {
        const std::string path = m_folder + '/' + entry.name;
        const bool ours = entry.name.ends_with(Suffix) || entry.name.ends_with(ExtractSuffix) ||
                          entry.name.ends_with(WordsSuffix) || entry.name.starts_with(".ax-");
        if (!ours || wanted.contains(path))
            continue;
        const auto status = m_files.status(path);
        if (status && status->modifiedNanoseconds + Patience < nowNanoseconds)
            (void)m_files.remove(path); // the next one may have more luck
    }
}

} // namespace ax
