// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/theme/theme.h"

#include <QSize>
#include <QString>
#include <QStringList>

#include <optional>

namespace ax::desktop {

/// The window's command line, parsed.
struct Options {
    enum class Start { Window, Help, Version, Mistake } start = Start::Window;
    QString text; ///< what to print for Help, Version and Mistake

    enum class World { Users, Demo } world = World::Users;
    QString screenshotFile; ///< empty: stay open
    QSize size;             ///< invalid: as remembered
    std::optional<widgets::SchemeChoice> scheme;
};

Options parseOptions(const QStringList& arguments);

} // namespace ax::desktop
