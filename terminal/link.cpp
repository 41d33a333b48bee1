// SPDX-License-Identifier: MIT
#include "terminal/link.h"

#include "core/escape/clean_text.h"

#include <string>

using namespace Qt::StringLiterals;

namespace ax::terminal {

bool isOfferable(const QUrl& url) {
    constexpr std::size_t LongestLink = 8192;
    if (!url.isValid())
        return false;
    const bool web = (url.scheme() == "https"_L1 || url.scheme() == "http"_L1) && !url.host().isEmpty();
    const bool mail = url.scheme() == "mailto"_L1 && !url.path().isEmpty();
    const std::string shown = url.toDisplayString().toStdString();
    return (web || mail) && shown == cleanLine(shown, LongestLink);
}

} // namespace ax::terminal
