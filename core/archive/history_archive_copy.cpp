// SPDX-License-Identifier: MIT
// One file's way into the archive. Part of HistoryArchive (history_archive.h).
#include "core/archive/history_archive.h"

#include <algorithm>
#include <format>

namespace ax {

namespace {

constexpr std::string_view EarlierSuffix = ".earlier";
constexpr std::size_t ComparedBytes = 4096; ///< at either end of what is kept
constexpr auto QuietForLink = std::chrono::hours(24);

std::unexpected<Error> limitReached(const std::string& folder) {
    return std::unexpected(
        Error{ErrorCode::NoSpace, std::format("The limit for kept conversations is reached: nothing more is "
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
    const bool grows =
        isCompressed && continues(source, file.path) && !isFragmented(m_files, compressed).value_or(true);
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

/// Only where no plain copy stands yet: one that does is of an earlier state, and stays until its successor
/// is complete.
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
/// Claude Code and Codex do (Claude Code takes back its own last lines at times, as a person asked it to),
/// and unsafe for those that write a session anew in place, such as pi and Gemini. And only for files that
/// rest: most of those are never written again. Should one be, the copy is made anew in another way.
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

} // namespace ax
