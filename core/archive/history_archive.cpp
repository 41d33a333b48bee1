// SPDX-License-Identifier: MIT
#include "core/archive/history_archive.h"

#include "core/archive/archived_stores.h"

#include <algorithm>
#include <format>
#include <utility>

namespace ax {

namespace {

constexpr std::string_view TranscriptSuffix = ".jsonl";
constexpr int DeepestSideFolder = 6;
constexpr std::size_t MostSideFiles = 20'000;

} // namespace

HistoryArchive::HistoryArchive(const FileSystem& files, const Clock& clock, Paths paths, Config config)
    : m_files(files), m_clock(clock), m_paths(std::move(paths)), m_config(std::move(config)),
      m_folder(historyFolder(m_paths)), m_view(files, m_folder), m_index(files, keptIndexFile(m_folder)) {
}

std::string HistoryArchive::placeOf(const std::string& path) const {
    return joinPath(m_folder, path);
}

Result<FileLock> HistoryArchive::lock() {
    if (auto made = m_files.makeDirectories(m_folder); !made)
        return std::unexpected(made.error());
    auto lock = FileLock::take(joinPath(m_folder, ".lock"), FileLock::Wait::Yes);
    if (lock) {
        if (auto reloaded = reload(); !reloaded)
            return std::unexpected(reloaded.error());
    }
    return lock;
}

Result<void> HistoryArchive::reload() {
    auto refreshed = m_index.refresh();
    mapSessions();
    return refreshed;
}

void HistoryArchive::mapSessions() {
    m_transcripts.clear();
    for (const auto& [path, file] : m_index.files()) {
        if (!file.session.empty())
            m_transcripts.insert_or_assign(file.session, path);
    }
}

Result<void> HistoryArchive::refresh() {
    if (const auto status = m_files.status(m_folder); !status) // nothing was ever kept
        return status.error().code == ErrorCode::NotFound ? reload() : std::unexpected(status.error());
    const auto held = lock();
    if (!held)
        return std::unexpected(held.error());
    std::vector<std::string> missing;
    for (const auto& [path, file] : m_index.files()) {
        std::string place = placeOf(path);
        if (file.method == CopyMethod::Compressed)
            place += CompressedSuffix;
        if (const auto status = m_files.status(place); !status && status.error().code == ErrorCode::NotFound)
            missing.push_back(path);
    }
    for (const std::string& path : missing) {
        if (auto forgotten = m_index.forget(path); !forgotten)
            return forgotten;
    }
    mapSessions();
    return {};
}

const KeptFile* HistoryArchive::findTranscript(const std::string& sessionKey) const {
    const auto path = m_transcripts.find(sessionKey);
    return path == m_transcripts.end() ? nullptr : m_index.find(path->second);
}

bool HistoryArchive::isCurrent(const Session& session) const {
    const KeptFile* kept = findTranscript(session.key());
    return kept != nullptr && kept->source == session.file && session.fileModified() &&
           kept->modifiedNanoseconds == session.fileModified()->time_since_epoch().count();
}

Result<HistoryArchive::Outcome> HistoryArchive::keep(const Session& session, std::uint64_t limit,
                                                     const std::atomic<bool>& cancelled) {
    if (session.isKeptCopy)
        return Outcome::Unchanged;
    const Harness* harness = m_config.findHarness(session.harness);
    const auto path = harness != nullptr ? keptPath(*harness, m_paths, session.file) : std::nullopt;
    if (!path)
        return std::unexpected(Error{ErrorCode::Unsupported,
                                     std::format("{} cannot be kept: {} stores its sessions in another way",
                                                 session.key(), session.harness)});
    const auto held = lock();
    if (!held)
        return std::unexpected(held.error());
    const FileToKeep transcript{session.file, *path, session.key(), harness->format};
    // The transcript goes last: its entry says that all of the session is kept.
    std::vector<FileToKeep> all = sideFiles(transcript);
    all.push_back(transcript);
    Outcome outcome = Outcome::Unchanged;
    std::optional<Error> failure;
    for (const FileToKeep& file : all) {
        const auto kept = keepFile(file, limit, cancelled);
        if (kept && *kept == Outcome::Kept)
            outcome = Outcome::Kept;
        if (!kept && kept.error().code == ErrorCode::NotFound && &file != &all.back())
            continue; // a side file that went meanwhile
        if (!kept && !failure)
            failure = kept.error();
        if (!kept && (kept.error().code == ErrorCode::NoSpace || kept.error().code == ErrorCode::Busy))
            break;
    }
    mapSessions();
    if (failure)
        return std::unexpected(*failure);
    return outcome;
}

/// What lies in the folder beside `<id>.jsonl` that is named `<id>`: sub-agents and long tool results.
std::vector<HistoryArchive::FileToKeep> HistoryArchive::sideFiles(const FileToKeep& transcript) const {
    std::vector<FileToKeep> files;
    if (transcript.format != "claude" || !transcript.source.ends_with(TranscriptSuffix))
        return files;
    FileToKeep folder = transcript;
    folder.session.clear();
    folder.source.resize(folder.source.size() - TranscriptSuffix.size());
    folder.path.resize(folder.path.size() - TranscriptSuffix.size());
    collectFiles(folder, 0, files);
    return files;
}

void HistoryArchive::collectFiles(const FileToKeep& folder, int depth, std::vector<FileToKeep>& into) const {
    const auto entries = m_files.list(folder.source);
    if (!entries)
        return;
    for (const DirectoryEntry& entry : *entries) {
        FileToKeep inside = folder;
        inside.source = joinPath(folder.source, entry.name);
        inside.path = joinPath(folder.path, entry.name);
        if (entry.kind == FileKind::Regular && into.size() < MostSideFiles)
            into.push_back(std::move(inside));
        else if (entry.kind == FileKind::Directory && depth < DeepestSideFolder)
            collectFiles(inside, depth + 1, into);
    }
}

std::vector<std::string> HistoryArchive::findProblems() const {
    std::vector<std::string> problems;
    for (const auto& [path, file] : m_index.files()) {
        const auto status = m_view.status(placeOf(path));
        if (!status)
            problems.push_back(status.error().message);
        else if (status->size < file.size)
            problems.push_back(std::format("{} lost {} of its {} bytes: its original was cut short", path,
                                           file.size - status->size, file.size));
    }
    return problems;
}

Result<HistoryArchive::Restored> HistoryArchive::restore(const std::string& sessionKey) {
    const auto held = lock();
    if (!held)
        return std::unexpected(held.error());
    const KeptFile* transcript = findTranscript(sessionKey);
    if (transcript == nullptr)
        return std::unexpected(Error{ErrorCode::NotFound, "there is no kept copy of " + sessionKey});
    if (m_files.status(transcript->source))
        return std::unexpected(Error{ErrorCode::Busy, transcript->source + " is there already"});
    (void)m_view.takeProblems();
    // The side folder first: an agent may find the session as soon as its transcript is there.
    const std::string_view path = transcript->path;
    const std::string side =
        std::string(
            path.substr(0, path.ends_with(TranscriptSuffix) ? path.size() - TranscriptSuffix.size() : 0)) +
        '/';
    for (auto entry = m_index.files().lower_bound(side);
         entry != m_index.files().end() && side.size() > 1 && entry->first.starts_with(side); ++entry) {
        const auto restored = restoreFile(entry->second);
        if (!restored && restored.error().code != ErrorCode::Busy) // what is there stays
            return std::unexpected(restored.error());
    }
    if (auto restored = restoreFile(*transcript); !restored)
        return std::unexpected(restored.error());
    return Restored{transcript->source, m_view.takeProblems()};
}

Result<void> HistoryArchive::restoreFile(const KeptFile& kept) const {
    if (m_files.status(kept.source))
        return std::unexpected(Error{ErrorCode::Busy, kept.source + " is there already"});
    const auto copy = m_view.open(placeOf(kept.path));
    if (!copy)
        return std::unexpected(copy.error());
    if (auto made = m_files.makeDirectories(std::string(parentFolder(kept.source))); !made)
        return made;
    const std::string temporary = temporaryBeside(kept.source);
    std::string buffer(FrameSize, '\0');
    Result<void> written = m_files.append(temporary, {});
    for (std::uint64_t offset = 0; written;) {
        const auto count = (*copy)->readAt(offset, buffer);
        if (!count)
            written = std::unexpected(count.error());
        else if (*count == 0)
            break;
        else
            written = m_files.append(temporary, std::string_view(buffer).substr(0, *count));
        offset += count.value_or(0);
    }
    if (written)
        written = m_files.sync(temporary);
    if (written)
        written = m_files.moveWithoutReplacing(temporary, kept.source);
    if (!written)
        (void)m_files.remove(temporary);
    return written;
}

} // namespace ax
