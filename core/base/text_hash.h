// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/hash.h"

#include <cstddef>
#include <string_view>

namespace ax {

/// For the standard library's hash tables: faster than their own for paths and ids, and looks up views among
/// strings.
struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return hashBytes(text); }
};

} // namespace ax
