// SPDX-License-Identifier: MIT
/// Any bytes as the table of contents of the search index, once the checksum is passed.
#include "core/base/byte_stream.h"
#include "core/base/hash.h"
#include "core/search/text_catalog.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view content(reinterpret_cast<const char*>(data), size);
    (void)ax::TextCatalog::fromBytes(content);
    ax::ByteWriter sealed;
    sealed.number(ax::hashBytes(content, 0));
    const auto catalog = ax::TextCatalog::fromBytes(std::string(content) + sealed.bytes());
    if (catalog && !ax::TextCatalog::fromBytes(catalog->bytes()))
        std::abort(); // what it takes it also writes
    return 0;
}
