// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <string_view>

namespace ax::widgets {

/// The character behind `&amp;`, `&#8212;` or `&#x2014;`; an entity that is not known (there is no point in
/// the 2,000 rare ones) or that names no character is returned as it was written. Not yet harmless:
/// displayText.
QString decodedEntity(std::string_view entity);

} // namespace ax::widgets
