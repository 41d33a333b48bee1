// SPDX-License-Identifier: MIT
#pragma once

#include "core/index/session.h"

#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ax {

/// The rows in the order of a Snapshot. Rows that stay as they are keep their objects. Pure.
class SessionList {
public:
    /// By key, each once; null means that the session is no more.
    using Changes = std::vector<std::pair<std::string, SessionPointer>>;

    /// Takes over new and different rows and drops others. False when nothing came of it. Linear in the
    /// number of rows, whatever the number of changes.
    bool apply(Changes changes);

    const std::vector<SessionPointer>& sessions() const { return m_sorted; }

private:
    std::vector<SessionPointer> m_sorted;
    std::unordered_map<std::string, SessionPointer> m_byKey; ///< empty until a second set of changes comes
};

} // namespace ax
