// SPDX-License-Identifier: MIT
/// Any bytes as what models.dev answers, and as the copy of it in the state folder.
#include "core/models/model_copy.h"
#include "core/models/models_dev.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    (void)ax::modelTableOfCopy(bytes, "fuzzer");
    const auto copy = ax::copyOfModelsDev(bytes);
    if (copy && copy->models == 0)
        std::abort(); // that is an error with a sentence
    if (copy)
        (void)ax::modelTableOfCopy(copy->json, "fuzzer");
    return 0;
}
