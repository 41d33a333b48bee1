// SPDX-License-Identifier: MIT
/// Any bytes as the index's cache file, as a shard in it whose checksum is good, and as one of its records.
#include "core/index/index_cache.h"
#include "core/index/transcript_record.h"
#include "tests/fuzz/fuzz_file.h"

#include <cstdlib>

namespace {

const ax::RealFileSystem files;

void restore(const ax::SharedBytes& bytes) {
    if (const auto record = ax::TranscriptRecord::restore(bytes))
        (void)record->unpack();
}

void readAll(ax::IndexCache& cache) {
    const ax::IndexCache::Records records = cache.load();
    std::size_t paths = 0;
    records.forEachPath([&](std::string_view path) {
        ++paths;
        const auto record = records.find(path);
        if (!record)
            std::abort(); // it was named
        restore(*record);
        (void)cache.checkpoint(path);
    });
    if (paths != records.size())
        std::abort();
}

void readShard(std::string_view bytes) {
    static const ax::fuzz::FuzzFile file("shard.db");
    static ax::IndexCache cache(files, file.path(), 1); // opened once: that is what takes time
    ax::IndexCache::Changes changes;
    ax::ByteWriter& shard = changes.shards[0];
    for (const char byte : bytes)
        shard.number(byte);
    if (!cache.save(changes))
        std::abort();
    readAll(cache);
}

void readFile(const std::uint8_t* data, std::size_t size) {
    static const ax::fuzz::FuzzFile file("index.db");
    for (const char* suffix : {"-wal", "-shm", "-journal"})
        std::filesystem::remove(file.path() + suffix);
    file.write(data, size);
    ax::IndexCache cache(files, file.path(), 1);
    readAll(cache);
    ax::IndexCache::Changes changes;
    changes.checkpoints.emplace_back("/a", "b");
    (void)cache.save(changes); // it is used, or replaced
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    restore(ax::SharedBytes(bytes));
    if (bytes.starts_with("SQLite format 3"))
        readFile(data, size);
    else
        readShard(bytes);
    return 0;
}
