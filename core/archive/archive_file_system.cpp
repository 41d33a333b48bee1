// SPDX-License-Identifier: MIT
#include "core/archive/archive_file_system.h"

#include "core/base/paths.h"

#include <algorithm>
#include <set>
#include <utility>

namespace ax {

namespace {

constexpr std::size_t MostProblems = 100;

std::string compressedName(const std::string& path) {
    return path + std::string(CompressedSuffix);
}

} // namespace

ArchiveFileSystem::ArchiveFileSystem(const FileSystem& inner, std::string archiveFolder)
    : m_inner(inner), m_folder(std::move(archiveFolder)), m_index(inner, keptIndexFile(m_folder)) {
}

bool ArchiveFileSystem::isKept(std::string_view path) const {
    return path.size() > m_folder.size() && path.starts_with(m_folder) && path[m_folder.size()] == '/';
}

std::string ArchiveFileSystem::logicalPath(const std::string& path) const {
    if (!isKept(path) || !path.ends_with(CompressedSuffix))
        return path;
    return path.substr(0, path.size() - CompressedSuffix.size());
}

std::vector<std::string> ArchiveFileSystem::takeProblems() const {
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_problems, {});
}

void ArchiveFileSystem::noteProblem(const std::string& sentence) const {
    const std::lock_guard lock(m_mutex);
    if (m_problems.size() < MostProblems && !std::ranges::contains(m_problems, sentence))
        m_problems.push_back(sentence);
}

/// Where both a compressed and a plain copy stand, the compressed one is newer: it replaces plain ones, never
/// the other way round.
Result<std::unique_ptr<ReadableFile>> ArchiveFileSystem::open(const std::string& path) const {
    if (!isKept(path))
        return m_inner.open(path);
    auto stored = m_inner.open(compressedName(path));
    if (!stored)
        return m_inner.open(path);
    auto file = openCompressed(std::move(*stored), compressedName(path),
                               [this](const std::string& sentence) { noteProblem(sentence); });
    if (file)
        return file;
    if (auto plain = m_inner.open(path))
        return plain;
    return file;
}

Result<FileStatus> ArchiveFileSystem::status(const std::string& path) const {
    auto status = m_inner.status(path);
    if (!isKept(path) || (status && status->kind == FileKind::Directory))
        return status;
    const auto file = open(path);
    if (!file) // the plain name's error is the one to tell, unless a compressed copy is damaged
        return file.error().code == ErrorCode::NotFound ? status : std::unexpected(file.error());
    return (*file)->status();
}

Result<std::vector<DirectoryEntry>> ArchiveFileSystem::list(const std::string& folder) const {
    auto entries = m_inner.list(folder);
    if (!entries || (folder != m_folder && !isKept(folder)))
        return entries;
    for (DirectoryEntry& entry : *entries) {
        if (entry.kind == FileKind::Regular && entry.name.ends_with(CompressedSuffix))
            entry.name.resize(entry.name.size() - CompressedSuffix.size());
    }
    std::ranges::sort(*entries, {}, &DirectoryEntry::name);
    const auto doubles = std::ranges::unique(*entries, {}, &DirectoryEntry::name);
    entries->erase(doubles.begin(), doubles.end());
    return entries;
}

/// Replaces the size of a compressed copy by its original's. False when there is no such copy after all.
bool ArchiveFileSystem::findSize(const std::string& path, FileStatus& stored) const {
    {
        const std::lock_guard lock(m_mutex);
        const KeptFile* known = m_index.find(std::string_view(path).substr(m_folder.size() + 1));
        if (known != nullptr && known->method == CopyMethod::Compressed && known->storedSize == stored.size) {
            stored.size = known->size;
            return true;
        }
    }
    const auto looked = status(path);
    if (looked)
        stored.size = looked->size;
    return looked || looked.error().code != ErrorCode::NotFound;
}

Result<std::vector<ListedEntry>> ArchiveFileSystem::listWithStatus(const std::string& folder) const {
    auto entries = m_inner.listWithStatus(folder);
    if (!entries || (folder != m_folder && !isKept(folder)))
        return entries;
    {
        const std::lock_guard lock(m_mutex);
        (void)m_index.refresh(); // without it each copy is opened
    }
    std::vector<ListedEntry> listed;
    std::set<std::string> names; // a plain copy of the same name is an older one
    for (ListedEntry& entry : *entries) {
        if (entry.status.kind != FileKind::Regular || !entry.name.ends_with(CompressedSuffix))
            continue;
        const std::string name = entry.name.substr(0, entry.name.size() - CompressedSuffix.size());
        if (findSize(joinPath(folder, name), entry.status) && names.insert(name).second)
            listed.push_back({name, entry.status});
        entry.name.clear();
    }
    for (ListedEntry& entry : *entries) {
        if (!entry.name.empty() && !names.contains(entry.name))
            listed.push_back(std::move(entry));
    }
    return listed;
}

Result<void> ArchiveFileSystem::makeDirectories(const std::string& folder) const {
    return m_inner.makeDirectories(folder);
}
Result<void> ArchiveFileSystem::writeAtomically(const std::string& path, std::string_view bytes) const {
    return m_inner.writeAtomically(path, bytes);
}
Result<void> ArchiveFileSystem::writeCache(const std::string& path, std::string_view bytes) const {
    return m_inner.writeCache(path, bytes);
}

Result<void> ArchiveFileSystem::append(const std::string& path, std::string_view bytes) const {
    return m_inner.append(path, bytes);
}
Result<void> ArchiveFileSystem::moveWithoutReplacing(const std::string& from, const std::string& to) const {
    return m_inner.moveWithoutReplacing(from, to);
}
Result<void> ArchiveFileSystem::remove(const std::string& path) const {
    return m_inner.remove(path);
}
Result<void> ArchiveFileSystem::clone(const std::string& from, const std::string& to) const {
    return m_inner.clone(from, to);
}
Result<void> ArchiveFileSystem::hardLink(const std::string& from, const std::string& to) const {
    return m_inner.hardLink(from, to);
}
Result<void> ArchiveFileSystem::sync(const std::string& path) const {
    return m_inner.sync(path);
}
Result<void> ArchiveFileSystem::moveReplacing(const std::string& from, const std::string& to) const {
    return m_inner.moveReplacing(from, to);
}
Result<void> ArchiveFileSystem::truncate(const std::string& path, std::uint64_t size) const {
    return m_inner.truncate(path, size);
}

} // namespace ax
