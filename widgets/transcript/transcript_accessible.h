// SPDX-License-Identifier: MIT
#pragma once

namespace ax::widgets {

/// Makes every TranscriptView readable for screen readers: a document whose text is plainText(). May be
/// called for each view; the first call counts.
void installTranscriptAccessibility();

} // namespace ax::widgets
