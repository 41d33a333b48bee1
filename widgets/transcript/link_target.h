// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QUrl>

namespace ax::widgets {

/// The address behind a link, if it is one that may be opened at all: http, https or mailto, with a host (an
/// addressee), without user information before the host, without a character that displayText would touch.
/// Anything else is an empty URL, and its text is shown as plain text.
QUrl linkTarget(const QString& address);

/// How a target is shown to a person before it is opened: encoded throughout, so that no look-alike letter,
/// bidirectional mark or markup is left in it.
QString shownTarget(const QUrl& target);

} // namespace ax::widgets
