// SPDX-License-Identifier: MIT
#include "widgets/theme/palette.h"

namespace ax::widgets {

QPalette paletteFrom(const Tokens& tokens) {
    QPalette palette;
    palette.setResolveMask(0);
    const auto set = [&palette](QPalette::ColorRole role, const QColor& color) {
        palette.setColor(QPalette::All, role, color);
    };
    set(QPalette::Window, tokens.window);
    set(QPalette::WindowText, tokens.text);
    set(QPalette::Base, tokens.base);
    set(QPalette::AlternateBase, tokens.alternate);
    set(QPalette::Text, tokens.text);
    set(QPalette::PlaceholderText, tokens.muted);
    set(QPalette::Button, tokens.window);
    set(QPalette::ButtonText, tokens.text);
    set(QPalette::BrightText, tokens.red);
    set(QPalette::Highlight, tokens.selection);
    set(QPalette::HighlightedText, tokens.text);
    set(QPalette::Link, tokens.accent);
    set(QPalette::LinkVisited, tokens.violet);
    set(QPalette::ToolTipBase, tokens.base);
    set(QPalette::ToolTipText, tokens.text);
    set(QPalette::Light, tokens.base);
    set(QPalette::Midlight, tokens.alternate);
    set(QPalette::Mid, tokens.line);
    set(QPalette::Dark, tokens.edge);
    set(QPalette::Shadow, tokens.faint);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText,
                            QPalette::HighlightedText, QPalette::PlaceholderText, QPalette::Link}) {
        palette.setColor(QPalette::Disabled, role, tokens.faint);
    }
    return palette;
}

QPalette editorPaletteFrom(const Tokens& tokens) {
    QPalette palette = paletteFrom(tokens);
    palette.setColor(QPalette::All, QPalette::Highlight, mixed(tokens.base, tokens.accent, 0.32));
    return palette;
}

PlatformLook platformLook(const QPalette& given, const QPalette& standard, Qt::ColorScheme hint) {
    PlatformLook look;
    for (const auto role : {QPalette::Accent, QPalette::Highlight}) {
        const QColor color = given.color(QPalette::Active, role);
        if (!look.accent.isValid() && color != standard.color(QPalette::Active, role)) {
            look.accent = color;
        }
    }
    const bool darkColors =
        given.color(QPalette::Window).lightness() < given.color(QPalette::WindowText).lightness();
    const bool dark = hint == Qt::ColorScheme::Dark || (hint == Qt::ColorScheme::Unknown && darkColors);
    look.scheme = dark ? Scheme::Dark : Scheme::Light;
    return look;
}

} // namespace ax::widgets
