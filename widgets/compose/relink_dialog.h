// SPDX-License-Identifier: MIT
#pragma once

#include <QDialog>

#include <vector>

class QComboBox;
class QPushButton;

namespace ax::widgets {

class Theme;
class TintedLabel;

/// Asks where a session's folder went after it was moved or renamed. Object name `relinkDialog`.
class RelinkDialog final : public QDialog {
    Q_OBJECT

public:
    /// `candidates`: existing folders that may be it, most likely first.
    RelinkDialog(const QString& missingFolder, const std::vector<std::string>& candidates,
                 const QString& home, const Theme& theme, QWidget* parent = nullptr);

    /// An existing folder once the dialog was accepted.
    QString chosenFolder() const;

private:
    void refresh();

    QString m_home;
    QComboBox* m_folder;
    TintedLabel* m_note;
    QPushButton* m_accept = nullptr;
};

/// Of `folders`, those whose last component is that of the missing one, then those beside it.
std::vector<std::string> relinkCandidates(const std::string& missingFolder,
                                          const std::vector<std::string>& folders);

} // namespace ax::widgets
