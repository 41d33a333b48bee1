// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/theme/tokens.h"

#include <QPalette>

namespace ax::widgets {

/// QPalette's roles out of the tokens, for every widget that knows nothing of tokens. QPalette::Accent stays
/// unset: so the application's palette keeps answering with the platform's own.
QPalette paletteFrom(const Tokens& tokens);

/// The same for text being edited: a deeper ground under selected text than under a selected row.
QPalette editorPaletteFrom(const Tokens& tokens);

/// What the desktop asks for.
struct PlatformLook {
    Scheme scheme = Scheme::Light;
    QColor accent; ///< invalid when it has none
};

/// Reads the desktop's wishes out of the palette that it gave. `standard` is what the style would have had
/// by itself: a colour that is the same there was chosen by nobody. Some platforms name their accent only as
/// the highlight, and some tell their scheme only by their colours.
PlatformLook platformLook(const QPalette& given, const QPalette& standard, Qt::ColorScheme hint);

} // namespace ax::widgets
