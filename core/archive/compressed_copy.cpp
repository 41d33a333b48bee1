// SPDX-License-Identifier: MIT
#include "core/archive/compressed_copy.h"

#include "core/archive/compressed_file.h"
#include "core/archive/seek_table.h"
#include "core/base/identifier.h"
#include "core/base/paths.h"

#include <algorithm>
#include <utility>

namespace ax {

namespace {

constexpr std::size_t BatchSize = 4U << 20; ///< written at once
constexpr std::size_t FewFrames = 32;
constexpr std::uint64_t SmallAverage = FrameSize / 8;

/// Appends frames of a source to a file.
class FrameWriter {
public:
    FrameWriter(const FileSystem& files, std::string path, SeekTable table, std::uint64_t mostBytes)
        : m_files(files), m_path(std::move(path)), m_table(std::move(table)), m_mostBytes(mostBytes) {}

    Result<void> addRest(const CopySource& source) {
        while (m_table.logicalSize() < source.size) {
            if (source.cancelled != nullptr && source.cancelled->load())
                return std::unexpected(Error{ErrorCode::Busy, "copying " + source.path + " was stopped"});
            const auto size = static_cast<std::size_t>(
                std::min<std::uint64_t>(FrameSize, source.size - m_table.logicalSize()));
            auto bytes = readExactly(source.file, m_table.logicalSize(), size, source.path);
            if (!bytes) {
                if (bytes.error().code == ErrorCode::Invalid)
                    return std::unexpected(
                        Error{ErrorCode::Busy, source.path + " got shorter while it was copied"});
                return std::unexpected(bytes.error());
            }
            const auto frame = m_compressor.compress(*bytes);
            if (!frame)
                return std::unexpected(frame.error());
            m_table.add(static_cast<std::uint32_t>(frame->size()), static_cast<std::uint32_t>(size));
            if (auto written = write(*frame); !written)
                return written;
        }
        return {};
    }

    /// The table, and everything on disk.
    Result<void> finish() {
        if (auto written = write(m_table.bytes()); !written)
            return written;
        if (auto written = flush(); !written)
            return written;
        return m_files.sync(m_path);
    }

private:
    Result<void> write(std::string_view bytes) {
        m_written += bytes.size();
        if (m_table.storedSize() + m_written > m_mostBytes)
            return std::unexpected(Error{ErrorCode::NoSpace, "the limit for kept conversations is reached"});
        m_batch += bytes;
        return m_batch.size() < BatchSize ? Result<void>() : flush();
    }

    Result<void> flush() { return m_files.append(m_path, std::exchange(m_batch, {})); }

    const FileSystem& m_files;
    std::string m_path;
    SeekTable m_table;
    std::uint64_t m_mostBytes;
    std::uint64_t m_written = 0;
    std::string m_batch;
    FrameCompressor m_compressor;
};

Result<SeekTable> tableOf(const FileSystem& files, const std::string& path) {
    const auto file = files.open(path);
    if (!file)
        return std::unexpected(file.error());
    return SeekTable::read(**file, path);
}

Result<std::uint64_t> sizeOf(const FileSystem& files, const std::string& path) {
    const auto status = files.status(path);
    if (!status)
        return std::unexpected(status.error());
    return status->size;
}

} // namespace

std::string temporaryBeside(const std::string& target) {
    return joinPath(parentFolder(target), ".ax-" + newSessionId());
}

Result<std::uint64_t> createCompressed(const FileSystem& files, const CopySource& source,
                                       const std::string& target, std::uint64_t mostBytes) {
    const std::string temporary = temporaryBeside(target);
    FrameWriter writer(files, temporary, {}, mostBytes);
    Result<void> made = writer.addRest(source);
    if (made)
        made = writer.finish();
    const auto size = made ? sizeOf(files, temporary) : Result<std::uint64_t>(0);
    if (made)
        made = files.moveReplacing(temporary, target);
    if (!made) {
        (void)files.remove(temporary);
        return std::unexpected(made.error());
    }
    return size;
}

Result<std::uint64_t> growCompressed(const FileSystem& files, const CopySource& source,
                                     const std::string& target, std::uint64_t mostBytes) {
    auto table = tableOf(files, target);
    if (!table)
        return std::unexpected(table.error());
    const auto size = sizeOf(files, target);
    if (!size)
        return size;
    const std::uint64_t whole = table->storedSize();
    if (*size > whole) { // what an append left behind that did not come to its end
        if (auto cut = files.truncate(target, whole); !cut)
            return std::unexpected(cut.error());
    }
    if (table->logicalSize() >= source.size)
        return whole;
    table->keepOldTable();
    FrameWriter writer(files, target, std::move(*table), mostBytes);
    Result<void> added = writer.addRest(source);
    if (added)
        added = writer.finish();
    if (!added) {
        (void)files.truncate(target, whole); // where that fails, the table before is found all the same
        return std::unexpected(added.error());
    }
    return sizeOf(files, target);
}

Result<bool> isFragmented(const FileSystem& files, const std::string& target) {
    const auto table = tableOf(files, target);
    if (!table)
        return std::unexpected(table.error());
    const std::size_t frames = table->frames().size();
    return frames > FewFrames && table->logicalSize() / frames < SmallAverage;
}

} // namespace ax
