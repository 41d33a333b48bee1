// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/config.h"
#include "core/index/session.h"
#include "core/launch/launch.h"

#include <QDialog>

#include <vector>

class QButtonGroup;
class QComboBox;
class QHBoxLayout;
class QPlainTextEdit;
class QPushButton;

namespace ax::widgets {

class Theme;
class TintedLabel;

/// What the dialog offers; made once by its owner, off the GUI thread where it needs programs or disks.
struct NewSessionChoices {
    Config config;
    QString home;
    std::vector<std::string> folders; ///< most likely first
    SnapshotPointer snapshot;         ///< for recent models, and to say who already works in a folder
    QString preferredFolder;
};

/// Asks what a new session needs: task, agent, model, folder, permissions. Start is possible once the folder
/// exists. Says when a session already runs there and offers it instead. Object name `newSessionDialog`.
class NewSessionDialog final : public QDialog {
    Q_OBJECT

public:
    NewSessionDialog(NewSessionChoices choices, const Theme& theme, QWidget* parent = nullptr);

    NewSessionRequest request() const;
    /// Set when the person chose the running session instead (the dialog is then rejected).
    QString chosenRunningSession() const { return m_chosenRunningSession; }

private:
    QWidget* makeFolderRow();
    void fillModels();
    void fillPermissions();
    void refreshFolderState();
    QString selectedFolder() const;
    std::string format() const;
    SessionPointer liveSessionIn(const std::string& folder) const;

    NewSessionChoices m_choices;
    QPlainTextEdit* m_task;
    QComboBox* m_harness;
    QComboBox* m_model;
    QComboBox* m_folder;
    QHBoxLayout* m_permissionLayout;
    QButtonGroup* m_permissions;
    TintedLabel* m_note;
    QPushButton* m_openRunning;
    QPushButton* m_start = nullptr;
    QString m_chosenRunningSession;
};

} // namespace ax::widgets
