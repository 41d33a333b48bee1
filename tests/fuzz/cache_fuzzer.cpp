// SPDX-License-Identifier: MIT
/// Any bytes as the index's cache file, and as one of the records in it.
#include "core/index/index_cache.h"
#include "core/index/transcript_record.h"
#include "tests/fuzz/fuzz_file.h"

namespace {

void restore(std::string_view bytes) {
    if (const auto record = ax::TranscriptRecord::restore(bytes))
        (void)record->unpack();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    restore({reinterpret_cast<const char*>(data), size});
    static const ax::fuzz::FuzzFile file("index.db");
    static const ax::RealFileSystem files;
    for (const char* suffix : {"-wal", "-shm", "-journal"})
        std::filesystem::remove(file.path() + suffix);
    file.write(data, size);
    ax::IndexCache cache(files, file.path(), 1);
    const ax::IndexCache::Records records = cache.load();
    records.forEachPath([&](std::string_view path) {
        restore(*records.find(path));
        (void)cache.checkpoint(path);
    });
    ax::IndexCache::Changes changes;
    changes.checkpoints.emplace_back("/a", "b");
    (void)cache.save(changes); // it is used, or replaced
    return 0;
}
