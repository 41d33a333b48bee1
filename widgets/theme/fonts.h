// SPDX-License-Identifier: MIT
#pragma once

#include <QFont>

namespace ax::widgets {

// The type sizes of the look, all relative to the size that the user chose: beside 13 px of content stand
// 15 px for the one title of a view and 12 px for secondary facts.

QFont titleFont(const QFont& content); ///< 15/13, semibold
QFont secondaryFont(const QFont& content);
QFont sectionFont(const QFont& content); ///< 11/13, semibold: headings inside a list
/// Digits of one width, so that numbers under each other compare at a glance.
QFont tabularFont(const QFont& content);

/// Height for a row or control of `minimum` px that the font still fits in, on the 4 px grid.
int heightFor(const QFont& content, int minimum);

} // namespace ax::widgets
