// SPDX-License-Identifier: MIT
#include "core/archive/history_archive.h"

#include "core/archive/archived_stores.h"

#include <algorithm>
#include <format>
#include <utility>

namespace ax {

namespace {

constexpr std::string_view TranscriptSuffix = ".jsonl";
constexpr std::string_view EarlierSuffix = ".earlier";
constexpr std::size_t ComparedBytes = 4096; ///< at either end of what is kept
constexpr int DeepestSideFolder = 6;
constexpr std::size_t MostSideFiles = 20'000;
constexpr auto QuietForLink = std::chrono::hours(24);

std::unexpected<Error> limitReached(const std::string& folder) {
    return std::unexpected(Error{ErrorCode::NoSpace,
                                 std::format("The limit for kept conversations is reached: nothing more is "
                                             "kept until it is raised, or copies in {} are removed.",
                                             folder)});
}

bool isSameState(const KeptFile& kept, const FileStatus& status) {
    return kept.identity == status.identity && kept.size == status.size &&
           kept.modifiedNanoseconds == status.modifiedNanoseconds;
}

/// Missing is as good as removed.
Result<void> removeIfThere(const FileSystem& files, const std::string& path) {
    auto removed = files.remove(path);
    if (!removed && removed.error().code == ErrorCode::NotFound)
        return {};
    return removed;
}

std::string compressedName(const std::string& plain) {
    return plain + std::string(CompressedSuffix);
}

} // namespace

HistoryArchive::HistoryArchive(const FileSystem& files, const Clock& clock, Paths paths, Config config)
    : m_files(files), m_clock(clock), m_paths(std::move(paths)), m_config(std::move(config)),
      m_folder(historyFolder(m_paths)), m_view(files, m_folder),
      m_index(files, joinPath(m_folder, "index")) {
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
        const std::string place =
            file.method == CopyMethod::Compressed ? compressedName(placeOf(path)) : placeOf(path);
        if (const auto status = m_files.status(place);
            !status && status.error().code == ErrorCode::NotFound)
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
    return kept != nullptr && kept->source == session.file && session.fileModified &&
           kept->modifiedNanoseconds == session.fileModified->time_since_epoch().count();
}

Result<HistoryArchive::Outcome> HistoryArchive::keep(const Session& session, std::uint64_t limit,
                                                     const std::atomic<bool>& cancelled) {
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

Result<HistoryArchive::Outcome> HistoryArchive::keepFile(const FileToKeep& file, std::uint64_t limit,
                                                         const std::atomic<bool>& cancelled) {
    const auto opened = m_files.open(file.source);
    if (!opened)
        return std::unexpected(opened.error());
    const auto status = (*opened)->status();
    if (!status)
        return std::unexpected(status.error());
    const KeptFile* known = m_index.find(file.path);
    const auto kept = m_view.status(placeOf(file.path));
    if (known != nullptr && kept && isSameState(*known, *status) && kept->size == status->size)
        return Outcome::Unchanged;
    if (auto made = m_files.makeDirectories(std::string(parentFolder(placeOf(file.path)))); !made)
        return std::unexpected(made.error());

    const CopySource source{**opened, file.source, status->size, &cancelled};
    if (kept && kept->size > status->size) {
        if (auto aside = setAside(file); !aside)
            return std::unexpected(aside.error());
    }
    const std::uint64_t used = m_index.storedSize() - (known != nullptr ? known->storedSize : 0);
    if (used >= limit)
        return limitReached(m_folder);
    auto made = copy(file, source, *status, limit - used);
    if (!made)
        return std::unexpected(made.error());
    if (auto noted = m_index.add(*made); !noted)
        return std::unexpected(noted.error());
    return Outcome::Kept;
}

/// The first way that works. What replaces a copy of another kind is complete before that one goes.
Result<KeptFile> HistoryArchive::copy(const FileToKeep& file, const CopySource& source,
                                      const FileStatus& status, std::uint64_t available) {
    KeptFile made{.path = file.path,
                  .source = file.source,
                  .session = file.session,
                  .identity = status.identity,
                  .size = status.size,
                  .modifiedNanoseconds = status.modifiedNanoseconds,
                  .method = CopyMethod::Compressed,
                  .storedSize = status.size};
    const std::string plain = placeOf(file.path);
    const std::string compressed = compressedName(plain);
    const bool isCompressed = m_files.status(compressed).has_value();
    // A name that ends as compressed copies do would be taken for one.
    if (!isCompressed && status.size <= available && !file.source.ends_with(CompressedSuffix)) {
        auto cloned = clone(file);
        if (cloned || cloned.error().code != ErrorCode::Unsupported) {
            made.method = CopyMethod::Clone;
            return cloned ? Result<KeptFile>(made) : std::unexpected(cloned.error());
        }
        if (mayLink(file, status) && link(file, status)) {
            made.method = CopyMethod::HardLink;
            return made;
        }
    }
    Result<std::uint64_t> stored(0);
    const bool grows = isCompressed && continues(source, file.path) &&
                       !isFragmented(m_files, compressed).value_or(true);
    if (grows)
        stored = growCompressed(m_files, source, compressed, available);
    else
        stored = createCompressed(m_files, source, compressed, available);
    if (!stored && stored.error().code == ErrorCode::NoSpace &&
        !stored.error().message.starts_with("cannot")) // ours, not the disk's
        return limitReached(m_folder);
    if (!stored)
        return std::unexpected(stored.error());
    if (auto removed = removeIfThere(m_files, plain); !removed)
        return std::unexpected(removed.error());
    made.storedSize = *stored;
    return made;
}

Result<void> HistoryArchive::clone(const FileToKeep& file) {
    const std::string target = placeOf(file.path);
    const std::string temporary = temporaryBeside(target);
    auto made = m_files.clone(file.source, temporary);
    if (made)
        made = m_files.moveReplacing(temporary, target);
    if (!made)
        (void)m_files.remove(temporary);
    return made;
}

/// Only where no plain copy stands yet: one that does is of an earlier state, and stays until its successor is
/// complete.
Result<void> HistoryArchive::link(const FileToKeep& file, const FileStatus& status) {
    const std::string target = placeOf(file.path);
    if (auto made = m_files.hardLink(file.source, target); !made)
        return made;
    const auto linked = m_files.status(target);
    if (linked && linked->identity == status.identity && linked->size == status.size)
        return {};
    (void)m_files.remove(target); // the source was replaced between the look and the link
    return std::unexpected(Error{ErrorCode::Busy, file.source + " changed while it was copied"});
}

/// A second name shares what becomes of the file. That is safe for an agent that only ever appends, which
/// Claude Code and Codex do (Claude Code takes back its own last lines at times, as a person asked it to), and
/// unsafe for those that write a session anew in place, such as pi and Gemini. And only for files that rest:
/// most of those are never written again. Should one be, the copy is made anew in another way.
bool HistoryArchive::mayLink(const FileToKeep& file, const FileStatus& status) const {
    const Timestamp modified{std::chrono::nanoseconds(status.modifiedNanoseconds)};
    return (file.format == "claude" || file.format == "codex") && m_clock.now() - modified > QuietForLink;
}

/// Whether the source begins with what is kept of it, judged by both ends of that.
bool HistoryArchive::continues(const CopySource& source, const std::string& path) const {
    const auto kept = m_view.open(placeOf(path));
    const auto status = kept ? (*kept)->status() : std::unexpected(kept.error());
    if (!status || status->size > source.size)
        return false;
    const std::size_t size = std::min<std::uint64_t>(ComparedBytes, status->size);
    for (const std::uint64_t offset : {std::uint64_t{0}, status->size - size}) {
        const auto before = readExactly(**kept, offset, size, path);
        const auto now = readExactly(source.file, offset, size, source.path);
        if (!before || !now || *before != *now)
            return false;
    }
    return true;
}

/// Of an original that lost something, what was kept stays under another name.
Result<void> HistoryArchive::setAside(const FileToKeep& file) {
    const KeptFile* known = m_index.find(file.path);
    const bool isLink = known != nullptr && known->method == CopyMethod::HardLink;
    const std::string plain = placeOf(file.path);
    const bool isCompressed = m_files.status(compressedName(plain)).has_value();
    const std::string current = isCompressed ? compressedName(plain) : plain;
    const std::string earlierPath = file.path + std::string(EarlierSuffix);
    const std::string earlier = isCompressed ? compressedName(placeOf(earlierPath)) : placeOf(earlierPath);
    const auto earlierStatus = m_view.status(placeOf(earlierPath));
    const auto currentStatus = m_view.status(plain);
    if (!currentStatus || (earlierStatus && earlierStatus->size >= currentStatus->size))
        return {};
    if (auto moved = m_files.moveReplacing(current, earlier); !moved)
        return moved;
    if (auto removed = removeIfThere(m_files, isCompressed ? placeOf(earlierPath)
                                                           : compressedName(placeOf(earlierPath)));
        !removed)
        return removed;
    const auto stored = m_files.status(earlier);
    KeptFile entry{.path = earlierPath,
                   .source = file.source,
                   .session = {},
                   .identity = {},
                   .size = currentStatus->size,
                   .modifiedNanoseconds = currentStatus->modifiedNanoseconds,
                   .method = isCompressed ? CopyMethod::Compressed
                             : isLink     ? CopyMethod::HardLink
                                          : CopyMethod::Clone,
                   .storedSize = stored ? stored->size : currentStatus->size};
    if (auto noted = m_index.add(entry); !noted)
        return noted;
    return m_index.find(file.path) != nullptr ? m_index.forget(file.path) : Result<void>();
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
        std::string(path.substr(0, path.ends_with(TranscriptSuffix) ? path.size() - TranscriptSuffix.size() : 0)) +
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
