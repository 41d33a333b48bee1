// SPDX-License-Identifier: MIT
#pragma once

// The library's header needs Qt's lower-case keywords, which our build has switched off.
#include <QObject>

#define signals Q_SIGNALS
#define slots Q_SLOTS
#include <qtermwidget.h>
#undef slots
#undef signals
