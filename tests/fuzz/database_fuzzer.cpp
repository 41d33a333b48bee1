// SPDX-License-Identifier: MIT
/// Any bytes as opencode's database, and what is in it as sessions and records.
#include "core/transcripts/opencode_database.h"
#include "core/transcripts/record_source.h"
#include "tests/fuzz/fuzz_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const ax::fuzz::FuzzFile file("opencode.db");
    file.write(data, size);
    const auto sessions = ax::OpencodeDatabase(file.path()).sessions();
    if (!sessions)
        return 0;
    const ax::RealFileSystem files;
    for (const ax::TranscriptFacts& facts : sessions->changed) {
        const auto records =
            ax::openRecords(files, {.format = "opencode", .file = file.path(), .sessionId = facts.sessionId});
        if (records)
            (void)(*records)->read(0, 1000, [](const ax::RecordSource::Record&) {});
    }
    return 0;
}
