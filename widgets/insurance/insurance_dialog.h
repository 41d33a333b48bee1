// SPDX-License-Identifier: MIT
#pragma once

#include "core/archive/history_keeper.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QSpinBox;
class QTreeWidget;
class QVBoxLayout;

namespace ax::widgets {

class Theme;
class TintedLabel;

/// History insurance at a glance: whether copies are kept, what they take and may take, where they are, and
/// which conversations are about to be deleted. What a person changes takes effect at once. Object name
/// `insuranceDialog`.
class InsuranceDialog final : public QDialog {
    Q_OBJECT

public:
    /// `folder`: of the copies. `home`: for short paths. `clock` and `theme` outlive the dialog.
    InsuranceDialog(const QString& folder, const QString& home, const Clock& clock, const Theme& theme,
                    QWidget* parent = nullptr);

    void setState(const HistoryStatePointer& state);

Q_SIGNALS:
    void settingsChanged(const ax::HistorySettings& settings);
    void folderRequested();

private:
    QWidget* makeFacts();
    void makeList(QVBoxLayout* layout);
    void changeSettings();
    void fillList();

    QString m_folder;
    QString m_home;
    const Clock& m_clock;
    const Theme& m_theme;
    HistoryStatePointer m_state;
    QCheckBox* m_isOn;
    QLabel* m_policies;
    QLabel* m_used;
    QSpinBox* m_limit;
    QLabel* m_expiringTitle;
    QTreeWidget* m_expiring;
    QLabel* m_problem;
};

} // namespace ax::widgets
