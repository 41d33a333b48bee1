// SPDX-License-Identifier: MIT
#pragma once

#include "terminal/terminal_view.h"
#include "tests/unit/terminal/recording_channel.h"

#include <memory>

namespace ax::terminal {

/// A shown terminal on a RecordingChannel.
struct ViewRig {
    ViewRig() {
        auto owned = std::make_unique<RecordingChannel>();
        channel = owned.get();
        view = TerminalView::create(std::move(owned), {});
        view->resize(800, 480);
        view->show();
    }
    QWidget& display() const { return *view->focusProxy()->focusProxy(); }

    RecordingChannel* channel;
    std::unique_ptr<TerminalView> view;
};

} // namespace ax::terminal
