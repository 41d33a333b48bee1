// SPDX-License-Identifier: MIT
#include "widgets/transcript/link_target.h"

#include "widgets/transcript/display_text.h"

#include <algorithm>

namespace ax::widgets {

QUrl linkTarget(const QString& address) {
    constexpr qsizetype MaximumLength = 4096;
    if (address.size() > MaximumLength || displayText(QStringView(address)) != address)
        return {};
    if (std::ranges::any_of(address, [](QChar c) { return c.isSpace(); }))
        return {};
    const QUrl url(address, QUrl::TolerantMode);
    if (!url.isValid() || !url.userInfo().isEmpty())
        return {};
    const QString scheme = url.scheme();
    if (scheme == u"mailto")
        return url.path().contains(u'@') ? url : QUrl();
    const bool isWeb = scheme == u"http" || scheme == u"https";
    return isWeb && !url.host().isEmpty() ? url : QUrl();
}

QString shownTarget(const QUrl& target) {
    return QString::fromLatin1(target.toEncoded(QUrl::FullyEncoded));
}

} // namespace ax::widgets
