// SPDX-License-Identifier: MIT
/// A transcript that grows, with a rest in the cache in between: the facts are those of the whole in one.
#include "core/transcripts/transcript_reader.h"
#include "tests/fuzz/fuzz_file.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

void compare(std::string_view bytes, std::size_t cut, ax::TranscriptRole role) {
    static ax::TranscriptScratch scratch;
    ax::TranscriptReader inOne(AX_FORMAT, role);
    inOne.feed(bytes, scratch);
    const ax::TranscriptFacts whole = inOne.facts();

    ax::TranscriptReader inPieces(AX_FORMAT, role);
    inPieces.feed(bytes.substr(0, cut), scratch);
    ax::ByteWriter checkpoint;
    inPieces.save(checkpoint);
    inPieces.feed(bytes.substr(cut), scratch);
    if (!(inPieces.facts() == whole))
        std::abort(); // where a piece ends must not matter

    ax::TranscriptReader resumed(AX_FORMAT, role);
    ax::ByteReader saved(checkpoint.bytes());
    if (!resumed.restore(saved))
        std::abort(); // what was saved has to be readable
    if (!resumed.readAppended(ax::fuzz::MemoryFile(bytes), scratch) || !(resumed.facts() == whole))
        std::abort(); // and nor must another run in between
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const std::size_t cut = size == 0 ? 0 : data[size / 2] * size / 256;
    for (const auto role : {ax::TranscriptRole::Session, ax::TranscriptRole::SubAgent}) {
        compare(bytes, cut, role);
        // The same bytes as a damaged cache entry, once its checksum is passed.
        const auto facts = ax::makeFactsReader(AX_FORMAT, role);
        ax::ByteReader garbage(bytes);
        (void)facts->restore(garbage);
        (void)facts->facts();
    }
    return 0;
}
