// SPDX-License-Identifier: MIT
/// A transcript in pieces, with a rest in the cache in between: the facts are those of the whole in one.
#include "core/transcripts/transcript_reader.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

ax::TranscriptFacts read(std::string_view bytes, ax::TranscriptRole role, ax::TranscriptScratch& scratch) {
    ax::TranscriptReader reader(AX_FORMAT, role);
    reader.feed(bytes, scratch);
    return reader.facts();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static ax::TranscriptScratch scratch;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    for (const auto role : {ax::TranscriptRole::Session, ax::TranscriptRole::SubAgent}) {
        const ax::TranscriptFacts whole = read(bytes, role, scratch);
        ax::TranscriptReader first(AX_FORMAT, role);
        const std::size_t cut = size == 0 ? 0 : data[0] * size / 256;
        first.feed(bytes.substr(0, cut), scratch);
        ax::ByteWriter writer;
        first.save(writer);
        ax::TranscriptReader second(AX_FORMAT, role);
        ax::ByteReader saved(writer.bytes());
        if (!second.restore(saved))
            std::abort(); // what was saved has to be readable
        first.feed(bytes.substr(cut), scratch);
        const ax::TranscriptFacts pieces = first.facts();
        if (pieces.prompts != whole.prompts || !(pieces.tokens == whole.tokens) ||
            pieces.title != whole.title || pieces.damagedRecords != whole.damagedRecords)
            std::abort(); // where a piece ends must not matter
    }
    // The same bytes as a damaged cache entry.
    ax::TranscriptReader reader(AX_FORMAT, ax::TranscriptRole::Session);
    ax::ByteReader garbage(bytes);
    (void)reader.restore(garbage);
    (void)reader.facts();
    return 0;
}
