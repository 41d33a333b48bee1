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

} // namespace ax::widgets
