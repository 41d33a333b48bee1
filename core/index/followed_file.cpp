// SPDX-License-Identifier: MIT
#include "core/index/followed_file.h"

namespace ax {

namespace {

bool looksTheSame(const FileStatus& one, const FileStatus& other) {
    return one.identity == other.identity && one.size == other.size &&
           one.modifiedNanoseconds == other.modifiedNanoseconds;
}

} // namespace

FileChange FollowedFile::refresh(const FileSystem& files, TranscriptScratch& scratch) {
    if (m_seen && m_problem.empty()) { // else opening tells all at once
        const auto status = files.status(m_path);
        if (status && looksTheSame(*status, *m_seen))
            return FileChange::None;
    }
    const auto file = files.open(m_path);
    if (!file)
        return fail(file.error());
    const auto status = (*file)->status();
    if (!status)
        return fail(status.error());
    const auto read = m_reader.readAppended(**file, scratch);
    if (!read)
        return fail(read.error());
    m_seen = *status;
    m_problem.clear();
    return FileChange::Changed;
}

FileChange FollowedFile::fail(const Error& error) {
    if (error.code == ErrorCode::NotFound)
        return FileChange::Gone;
    m_problem = error.message;
    return FileChange::Changed;
}

} // namespace ax
