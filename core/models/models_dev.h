// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace ax {

/// models.json as text, and of how many models.
struct ModelCopy {
    std::string json;
    std::size_t models = 0;
};

/// The answer of https://models.dev/api.json as the copy that both programs keep (model_copy.h; facts:
/// ax-compat §4): for each id what the most trusted provider says that has a price for it, the ids in the
/// order of their bytes. Invalid, with a sentence, when the answer is something else (a portal's login page,
/// say). Safe on any bytes.
Result<ModelCopy> copyOfModelsDev(std::string_view answer);

} // namespace ax
