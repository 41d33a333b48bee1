// SPDX-License-Identifier: MIT
/// Any bytes as a kept copy of a transcript: read from its start and from its end.
#include "core/archive/compressed_file.h"
#include "tests/fuzz/fuzz_file.h"

#include <algorithm>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto copy =
        ax::openCompressed(std::make_unique<ax::fuzz::MemoryFile>(bytes), "copy", [](const std::string&) {});
    if (!copy)
        return 0;
    const auto status = (*copy)->status();
    if (!status)
        return 0;
    static std::vector<char> room(std::size_t{1} << 16);
    // A small file may say that it stands for gigabytes.
    const std::uint64_t end = status->size - std::min<std::uint64_t>(status->size, room.size() / 2);
    for (const std::uint64_t offset : {std::uint64_t{0}, std::uint64_t{room.size()}, status->size / 2, end}) {
        const auto count = (*copy)->readAt(offset, room);
        if (count && (*count > room.size() || (*count != 0 && offset >= status->size)))
            std::abort(); // bytes behind the end
    }
    return 0;
}
