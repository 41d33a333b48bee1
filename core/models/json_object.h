// SPDX-License-Identifier: MIT
#pragma once

#include <simdjson.h>

#include <string_view>

namespace ax {

/// Calls `visit(key, value)` for each member, keys without their escapes, up to where the object is broken.
/// A key lives only until the next text is read. Private to this room: simdjson's header is heavy.
template <class Visitor>
void forEachIn(simdjson::ondemand::object members, Visitor visit) {
    for (auto member : members) {
        std::string_view key;
        simdjson::ondemand::value content;
        if (member.unescaped_key().get(key) != simdjson::SUCCESS ||
            member.value().get(content) != simdjson::SUCCESS)
            return;
        visit(key, content);
    }
}

/// The same; a value that is no object has no members.
template <class Visitor>
void forEachIn(simdjson::ondemand::value from, Visitor visit) {
    if (simdjson::ondemand::object members; from.get_object().get(members) == simdjson::SUCCESS)
        forEachIn(members, visit);
}

} // namespace ax
