// SPDX-License-Identifier: MIT
/// What search finds in records: views into the record, whose text unescapes.
#include "core/transcripts/searchable_text.h"
#include "tests/fuzz/fuzz_records.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    ax::fuzz::forEachRecord(
        {reinterpret_cast<const char*>(data), size}, [](std::string_view record, std::size_t) {
            ax::forEachSpokenText(AX_FORMAT, record, [&](const ax::SpokenText& spoken) {
                if (spoken.escaped.data() < record.data() ||
                    spoken.escaped.data() + spoken.escaped.size() > record.data() + record.size())
                    std::abort(); // a text of some other memory
                (void)ax::unescapeJson(spoken.escaped);
            });
        });
    return 0;
}
