// SPDX-License-Identifier: MIT
#pragma once

#include <QFont>

namespace ax::widgets {

/// Fonts and line pitches of the transcript, all derived from one content font. Lengths in pixels.
struct Typography {
    explicit Typography(const QFont& content);

    QFont text;
    QFont secondary; ///< times, counts, notices
    QFont mono;
    int linePitch = 20;
    int secondaryPitch = 16;
    int monoPitch = 18;

    /// Headings stay near the content size; the first two levels are one step larger.
    QFont heading(int level) const;
    int headingPitch(int level) const;
};

} // namespace ax::widgets
