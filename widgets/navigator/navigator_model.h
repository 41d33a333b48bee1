// SPDX-License-Identifier: MIT
#pragma once

#include "core/index/session.h"
#include "widgets/navigator/session_census.h"
#include "widgets/table/session_filter.h"

#include <QAbstractListModel>

#include <vector>

namespace ax::widgets {

/// The navigator's lines: scopes, the costs page, a heading, folders, and the switch between a dozen folders
/// and all. Keeps its rows' identities from snapshot to snapshot, so that a selection stays where it is.
class NavigatorModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum class Kind { Scope, Costs, Heading, Folder, More };
    enum Role {
        KindRole = Qt::UserRole + 1, ///< int(Kind)
        ScopeRole,                   ///< int(SessionFilter::Scope)
        FolderRole,                  ///< QString, as SessionFilter::folder
        CountRole,                   ///< qulonglong
    };

    explicit NavigatorModel(const QString& home, QObject* parent = nullptr);

    void setSnapshot(const SnapshotPointer& snapshot);
    /// A line that stays although it has nothing to count: what the person has chosen. Invalid: none.
    void pin(const QModelIndex& index);
    QModelIndex pinned() const;
    enum class FolderList { Recent, All };
    void setFolderList(FolderList list);
    FolderList folderList() const { return m_folderList; }

    QModelIndex indexOf(SessionFilter::Scope scope) const; ///< invalid when there is no such line
    QModelIndex indexOfCosts() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

    static constexpr std::size_t RecentFolders = 12;

private:
    struct Line {
        Kind kind = Kind::Scope;
        SessionFilter::Scope scope = SessionFilter::Scope::All;
        std::string folder;
        QString label;
        std::size_t count = 0;

        bool isSameLine(const Line& other) const {
            return kind == other.kind && scope == other.scope && folder == other.folder;
        }
        friend bool operator==(const Line&, const Line&) = default;
    };

    std::vector<Line> wantedLines() const;
    void addFolders(std::vector<Line>& lines) const;
    void show(std::vector<Line> wanted);
    QString toolTip(const Line& line) const;
    QString accessibleText(const Line& line) const;

    std::string m_home;
    SessionCensus m_census;
    FolderList m_folderList = FolderList::Recent;
    Line m_pinned;
    std::vector<Line> m_lines;
};

} // namespace ax::widgets
