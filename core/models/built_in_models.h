// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace ax {

/// resources/models/models.tsv, put into the library by the build.
extern const std::string_view BuiltInModels;

} // namespace ax
