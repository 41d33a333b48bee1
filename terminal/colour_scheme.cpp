// SPDX-License-Identifier: MIT
#include "terminal/colour_scheme.h"

#include <QColor>
#include <QSettings>

using namespace Qt::StringLiterals;

namespace ax::terminal {

QString schemeFile(TerminalAppearance::Scheme scheme) {
    return scheme == TerminalAppearance::Scheme::Dark ? u":/terminal/schemes/ax-dark.colorscheme"_s
                                                      : u":/terminal/schemes/ax-light.colorscheme"_s;
}

TerminalColours readScheme(TerminalAppearance::Scheme scheme) {
    const QSettings file(schemeFile(scheme), QSettings::IniFormat);
    const auto colour = [&file](const QString& name) {
        return QColor::fromString(file.value(name + "/Color"_L1).toString()).rgb() & 0xFFFFFF;
    };
    TerminalColours colours;
    colours.foreground = colour(u"Foreground"_s);
    colours.background = colour(u"Background"_s);
    for (std::size_t i = 0; i < 8; ++i) {
        const QString name = u"Color%1"_s.arg(i);
        colours.palette[i] = colour(name);
        colours.palette[i + 8] = colour(name + "Intense"_L1);
    }
    return colours;
}

} // namespace ax::terminal
