// SPDX-License-Identifier: MIT
#pragma once

#include "core/index/session.h"
#include "widgets/table/session_table_model.h"

#include <QWidget>

namespace ax::widgets {

class Theme;

/// The column at the left: scopes with counts (Needs you, Live, All) and the project folders by last
/// activity. Choosing an entry asks for a filter; the text of the quick filter is not its business. Object
/// name `navigator`, its list `navigatorList`.
class Navigator final : public QWidget {
    Q_OBJECT

public:
    Navigator(QString home, const Theme& theme, QWidget* parent = nullptr);

    void setSnapshot(const SnapshotPointer& snapshot);
    void select(SessionFilter::Scope scope);

Q_SIGNALS:
    void scopeChosen(ax::widgets::SessionFilter::Scope scope);
    void folderChosen(const QString& folder);

private:
    class Private;
    std::unique_ptr<Private> d;

public:
    ~Navigator() override;
};

} // namespace ax::widgets
