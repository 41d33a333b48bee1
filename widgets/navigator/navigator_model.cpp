// SPDX-License-Identifier: MIT
#include "widgets/navigator/navigator_model.h"

#include "core/base/paths.h"
#include "widgets/navigator/folder_names.h"
#include "widgets/table/cell_text.h"
#include "widgets/transcript/display_text.h"

#include <algorithm>
#include <limits>

namespace ax::widgets {

NavigatorModel::NavigatorModel(const QString& home, QObject* parent)
    : QAbstractListModel(parent), m_home(home.toStdString()), m_lines(wantedLines()) {
}

void NavigatorModel::setSnapshot(const SnapshotPointer& snapshot) {
    m_census.setSnapshot(snapshot);
    show(wantedLines());
}

void NavigatorModel::pin(const QModelIndex& index) {
    m_pinned = index.isValid() ? m_lines[static_cast<std::size_t>(index.row())] : Line();
    show(wantedLines());
}

void NavigatorModel::setFolderList(FolderList list) {
    m_folderList = list;
    show(wantedLines());
}

std::vector<NavigatorModel::Line> NavigatorModel::wantedLines() const {
    using Scope = SessionFilter::Scope;
    std::vector<Line> lines;
    const auto add = [&](Scope scope, const QString& label) {
        lines.push_back({Kind::Scope, scope, {}, label, m_census.count(scope)});
    };
    add(Scope::NeedsYou, tr("Needs you"));
    add(Scope::Live, tr("Live"));
    add(Scope::All, tr("All"));
    if (m_census.count(Scope::Review) > 0 ||
        (m_pinned.kind == Kind::Scope && m_pinned.scope == Scope::Review)) {
        add(Scope::Review, tr("Review"));
    }
    lines.push_back({Kind::Costs, {}, {}, tr("Costs"), 0});
    addFolders(lines);
    return lines;
}

void NavigatorModel::addFolders(std::vector<Line>& lines) const {
    const std::size_t limit =
        m_folderList == FolderList::All ? std::numeric_limits<std::size_t>::max() : RecentFolders;
    std::vector<SessionCensus::Folder> folders = m_census.recentFolders(limit);
    const auto isPinned = [this](const SessionCensus::Folder& folder) {
        return folder.path == m_pinned.folder;
    };
    if (m_pinned.kind == Kind::Folder && std::ranges::none_of(folders, isPinned)) {
        folders.push_back({m_pinned.folder, m_census.sessionsIn(m_pinned.folder)});
    }
    if (folders.empty()) {
        return;
    }
    lines.push_back({Kind::Heading, {}, {}, tr("Projects"), 0});
    std::vector<std::string> paths;
    std::ranges::transform(folders, std::back_inserter(paths), &SessionCensus::Folder::path);
    const std::vector<std::string> names = folderNames(paths, m_home);
    for (std::size_t i = 0; i < folders.size(); ++i) {
        lines.push_back({Kind::Folder, {}, paths[i], displayLine(names[i], 200), folders[i].sessions});
    }
    if (m_census.folderCount() > RecentFolders) {
        lines.push_back(
            {Kind::More, {}, {}, m_folderList == FolderList::All ? tr("Show fewer") : tr("Show all…"), 0});
    }
}

/// Leads the views from the lines they know to the wanted ones without losing a line that is in both.
void NavigatorModel::show(std::vector<Line> wanted) {
    const auto isWanted = [&](const Line& line) {
        return std::ranges::any_of(wanted, [&](const Line& other) { return other.isSameLine(line); });
    };
    for (int row = static_cast<int>(m_lines.size()) - 1; row >= 0; --row) {
        if (!isWanted(m_lines[static_cast<std::size_t>(row)])) {
            beginRemoveRows({}, row, row);
            m_lines.erase(m_lines.begin() + row);
            endRemoveRows();
        }
    }
    for (std::size_t at = 0; at < wanted.size(); ++at) {
        const auto here = m_lines.begin() + static_cast<std::ptrdiff_t>(at);
        const auto row = static_cast<int>(at);
        const auto found =
            std::find_if(here, m_lines.end(), [&](const Line& line) { return line.isSameLine(wanted[at]); });
        if (found == m_lines.end()) {
            beginInsertRows({}, row, row);
            m_lines.insert(here, wanted[at]);
            endInsertRows();
        } else if (found != here) {
            const auto from = static_cast<int>(found - m_lines.begin());
            beginMoveRows({}, from, from, {}, row);
            std::rotate(here, found, found + 1);
            endMoveRows();
        }
        if (m_lines[at] != wanted[at]) {
            m_lines[at] = wanted[at];
            Q_EMIT dataChanged(index(row), index(row));
        }
    }
}

QModelIndex NavigatorModel::pinned() const {
    const auto found =
        std::ranges::find_if(m_lines, [this](const Line& line) { return line.isSameLine(m_pinned); });
    return found == m_lines.end() ? QModelIndex() : index(static_cast<int>(found - m_lines.begin()));
}

QModelIndex NavigatorModel::indexOf(SessionFilter::Scope scope) const {
    const auto found = std::ranges::find_if(
        m_lines, [scope](const Line& line) { return line.kind == Kind::Scope && line.scope == scope; });
    return found == m_lines.end() ? QModelIndex() : index(static_cast<int>(found - m_lines.begin()));
}

QModelIndex NavigatorModel::indexOfCosts() const {
    const auto found = std::ranges::find(m_lines, Kind::Costs, &Line::kind);
    return index(static_cast<int>(found - m_lines.begin()));
}

int NavigatorModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

QString NavigatorModel::toolTip(const Line& line) const {
    switch (line.kind) {
    case Kind::Folder:
        return plainToolTip(displayLine(line.folder, 2000));
    case Kind::Scope:
        if (line.scope == SessionFilter::Scope::NeedsYou) {
            return plainToolTip(tr("Sessions that wait for an answer or a sign-in"));
        }
        break;
    case Kind::Costs:
        return plainToolTip(tr("What the sessions cost, by day, project, model and agent"));
    case Kind::Heading:
    case Kind::More:
        break;
    }
    return {};
}

QString NavigatorModel::accessibleText(const Line& line) const {
    if (line.kind != Kind::Scope && line.kind != Kind::Folder) {
        return line.label;
    }
    return tr("%1, %n session(s)", nullptr, static_cast<int>(line.count)).arg(line.label);
}

QVariant NavigatorModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const Line& line = m_lines[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return line.label;
    case Qt::ToolTipRole:
        return toolTip(line);
    case Qt::AccessibleTextRole:
        return accessibleText(line);
    case KindRole:
        return static_cast<int>(line.kind);
    case ScopeRole:
        return line.kind == Kind::Scope ? QVariant(static_cast<int>(line.scope)) : QVariant();
    case FolderRole:
        return QString::fromStdString(line.folder);
    case CountRole:
        return static_cast<qulonglong>(line.count);
    default:
        return {};
    }
}

Qt::ItemFlags NavigatorModel::flags(const QModelIndex& index) const {
    if (!index.isValid()) {
        return Qt::NoItemFlags;
    }
    const bool heading = index.data(KindRole).toInt() == static_cast<int>(Kind::Heading);
    return heading ? Qt::ItemNeverHasChildren
                   : Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

} // namespace ax::widgets
