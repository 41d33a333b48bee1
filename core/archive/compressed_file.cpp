// SPDX-License-Identifier: MIT
#include "core/archive/compressed_file.h"

#include <algorithm>
#include <array>
#include <format>
#include <mutex>
#include <zstd.h>

namespace ax {

namespace {

constexpr int Level = 3;
constexpr std::size_t CachedFrames = 4;

/// A frame in memory.
struct CachedFrame {
    std::size_t index = SIZE_MAX;
    std::uint64_t used = 0; ///< when, in reads
    std::string bytes;
};

class CompressedFile final : public ReadableFile {
public:
    CompressedFile(std::unique_ptr<ReadableFile> stored, std::string path, SeekTable table,
                   DamageListener listener)
        : m_stored(std::move(stored)), m_path(std::move(path)), m_table(std::move(table)),
          m_listener(std::move(listener)), m_context(ZSTD_createDCtx(), &ZSTD_freeDCtx) {}

    Result<FileStatus> status() const override {
        auto status = m_stored->status();
        if (status)
            status->size = m_table.logicalSize();
        return status;
    }

    Result<std::size_t> readAt(std::uint64_t offset, std::span<char> into) const override {
        const std::lock_guard lock(m_mutex);
        std::size_t done = 0;
        while (done < into.size() && offset + done < m_table.logicalSize()) {
            const std::size_t index = m_table.frameAt(offset + done);
            const auto bytes = frame(index);
            if (!bytes)
                return std::unexpected(bytes.error());
            const std::uint64_t begin = offset + done - m_table.frames()[index].position;
            const std::string_view rest = bytes->substr(static_cast<std::size_t>(begin));
            done += rest.copy(into.data() + done, into.size() - done);
        }
        return done;
    }

private:
    /// The decompressed bytes, as many as the table promises.
    Result<std::string_view> frame(std::size_t index) const {
        auto cached = std::ranges::find(m_cache, index, &CachedFrame::index);
        if (cached == m_cache.end()) {
            auto bytes = decompress(m_table.frames()[index]);
            if (!bytes)
                return std::unexpected(bytes.error());
            cached = std::ranges::min_element(m_cache, {}, &CachedFrame::used);
            cached->index = index;
            cached->bytes = std::move(*bytes);
        }
        cached->used = ++m_reads;
        return std::string_view(cached->bytes);
    }

    /// An error of the disk is an error; a frame that is not what it should be is lines that are lost.
    Result<std::string> decompress(const SeekTable::Frame& frame) const {
        const auto stored = readExactly(*m_stored, frame.offset, frame.storedSize, m_path);
        if (!stored && stored.error().code != ErrorCode::Invalid)
            return std::unexpected(stored.error());
        std::string bytes(frame.logicalSize, '\0');
        if (stored) {
            const std::size_t size = ZSTD_decompressDCtx(m_context.get(), bytes.data(), bytes.size(),
                                                         stored->data(), stored->size());
            if (ZSTD_isError(size) == 0 && size == frame.logicalSize)
                return bytes;
        }
        if (m_listener)
            m_listener(
                std::format("{} is damaged: of the kept conversation {} bytes from byte {} on are lost",
                            m_path, frame.logicalSize, frame.position));
        std::ranges::fill(bytes, '\n');
        return bytes;
    }

    std::unique_ptr<ReadableFile> m_stored;
    std::string m_path;
    SeekTable m_table;
    DamageListener m_listener;
    mutable std::mutex m_mutex; ///< guards all below
    std::unique_ptr<ZSTD_DCtx, std::size_t (*)(ZSTD_DCtx*)> m_context;
    mutable std::array<CachedFrame, CachedFrames> m_cache;
    mutable std::uint64_t m_reads = 0;
};

} // namespace

Result<std::unique_ptr<ReadableFile>> openCompressed(std::unique_ptr<ReadableFile> stored, std::string path,
                                                     DamageListener listener) {
    auto table = SeekTable::read(*stored, path);
    if (!table)
        return std::unexpected(table.error());
    return std::make_unique<CompressedFile>(std::move(stored), std::move(path), std::move(*table),
                                            std::move(listener));
}

struct FrameCompressor::Context {
    std::unique_ptr<ZSTD_CCtx, std::size_t (*)(ZSTD_CCtx*)> zstd{ZSTD_createCCtx(), &ZSTD_freeCCtx};
};

FrameCompressor::FrameCompressor() : m_context(std::make_unique<Context>()) {
    ZSTD_CCtx_setParameter(m_context->zstd.get(), ZSTD_c_compressionLevel, Level);
    ZSTD_CCtx_setParameter(m_context->zstd.get(), ZSTD_c_checksumFlag, 1);
}
FrameCompressor::~FrameCompressor() = default;

Result<std::string> FrameCompressor::compress(std::string_view bytes) {
    std::string frame(ZSTD_compressBound(bytes.size()), '\0');
    const std::size_t size =
        ZSTD_compress2(m_context->zstd.get(), frame.data(), frame.size(), bytes.data(), bytes.size());
    if (ZSTD_isError(size) != 0)
        return std::unexpected(
            Error{ErrorCode::Io, std::string("cannot compress: ") + ZSTD_getErrorName(size)});
    frame.resize(size);
    return frame;
}

} // namespace ax
