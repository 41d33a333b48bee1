// SPDX-License-Identifier: MIT
#pragma once

#include "app/desktop/main_window.h"
#include "tests/gui/test_world.h"
#include "widgets/session/session_view.h"
#include "widgets/table/session_table_view.h"
#include "widgets/theme/theme.h"

#include <QApplication>

#include <memory>

namespace ax::test {

/// A window on a world, with the handles that tests need.
struct Desk {
    explicit Desk(const TestWorld& world)
        : context(world.context()), feed(*context), theme(*qApp, widgets::SchemeChoice::Light),
          window(*context, feed, theme) {
        window.show();
    }

    template <class T>
    T* find(const char* name) const {
        return window.findChild<T*>(QString::fromLatin1(name));
    }
    widgets::SessionTableView* table() const { return find<widgets::SessionTableView>("sessionTable"); }
    QAbstractItemModel* rows() const { return table()->model(); }
    widgets::SessionView* view() const { return find<widgets::SessionView>("sessionView"); }
    QString cell(int row, widgets::SessionTableModel::Column column) const {
        return rows()->index(row, column).data().toString();
    }

    std::unique_ptr<desktop::DesktopContext> context;
    desktop::SessionFeed feed;
    widgets::Theme theme;
    desktop::MainWindow window;
};

} // namespace ax::test
