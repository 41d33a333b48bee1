// SPDX-License-Identifier: MIT
#include "core/index/places.h"

#include "core/base/hash.h"

#include <chrono>

namespace ax {

namespace {

constexpr std::int64_t CoarsestTick = std::chrono::nanoseconds(std::chrono::seconds(2)).count(); // FAT's

} // namespace

Places::Mark Places::markOf(const Result<FileStatus>& status) {
    if (!status)
        return status.error().code == ErrorCode::NotFound ? Missing : Changing;
    ByteWriter bytes;
    bytes.number(status->identity.device);
    bytes.number(status->identity.inode);
    bytes.number(status->kind);
    bytes.number(status->size);
    bytes.number(status->modifiedNanoseconds);
    return hashBytes(bytes.bytes()) | 2; // neither of the others
}

Places::Mark Places::markOfFolder(const Result<FileStatus>& status, std::int64_t nowNanoseconds) {
    if (status && status->modifiedNanoseconds > nowNanoseconds - CoarsestTick)
        return Changing;
    return markOf(status);
}

void savePlaces(const Places::Folder& folder, ByteWriter& to) {
    to.text(folder.path);
    to.number(folder.mark);
    to.number(static_cast<std::uint32_t>(folder.files.size()));
    for (const Places::File& file : folder.files) {
        to.text(file.name);
        to.number(file.mark);
    }
}

bool isUnchanged(ByteReader& from, const FileSystem& files) {
    std::string path(from.text());
    const auto isAsBefore = [&](Places::Mark mark) {
        return mark != Places::Changing && Places::markOf(files.status(path)) == mark;
    };
    const auto mark = from.number<Places::Mark>();
    const auto count = from.number<std::uint32_t>();
    if (!path.empty()) {
        if (!isAsBefore(mark))
            return false;
        path += '/';
    }
    const std::size_t folder = path.size();
    for (std::uint32_t i = 0; i < count && !from.failed(); ++i) {
        path.resize(folder);
        path += from.text();
        const auto fileMark = from.number<Places::Mark>();
        if (from.failed() || !isAsBefore(fileMark))
            return false;
    }
    return !from.failed();
}

} // namespace ax
