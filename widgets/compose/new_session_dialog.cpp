// SPDX-License-Identifier: MIT
#include "widgets/compose/new_session_dialog.h"

#include "core/base/paths.h"
#include "widgets/basics/tinted_label.h"
#include "widgets/compose/permission_text.h"
#include "widgets/session/session_text.h"
#include "widgets/transcript/display_text.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QCompleter>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSet>

namespace ax::widgets {

namespace {

constexpr int MostFolders = 40;
constexpr int MostModels = 12;

QComboBox* makeEditableCombo(const QString& objectName, const QString& accessibleName) {
    auto* combo = new QComboBox;
    combo->setObjectName(objectName);
    combo->setAccessibleName(accessibleName);
    combo->setEditable(true);
    combo->setInsertPolicy(QComboBox::NoInsert);
    combo->completer()->setCompletionMode(QCompleter::PopupCompletion);
    combo->completer()->setFilterMode(Qt::MatchContains);
    return combo;
}

} // namespace

NewSessionDialog::NewSessionDialog(NewSessionChoices choices, const Theme& theme, QWidget* parent)
    : QDialog(parent), m_choices(std::move(choices)), m_task(new QPlainTextEdit), m_harness(new QComboBox),
      m_model(makeEditableCombo(QStringLiteral("newSessionModel"), tr("Model"))),
      m_folder(makeEditableCombo(QStringLiteral("newSessionFolder"), tr("Folder"))),
      m_permissionLayout(new QHBoxLayout), m_permissions(new QButtonGroup(this)),
      m_note(new TintedLabel(theme, &Tokens::muted, TintedLabel::Size::Secondary)),
      m_openRunning(new QPushButton(tr("Open it"))) {
    setObjectName(QStringLiteral("newSessionDialog"));
    setWindowTitle(tr("New session"));
    setMinimumWidth(560);

    m_task->setObjectName(QStringLiteral("newSessionTask"));
    m_task->setAccessibleName(tr("Task"));
    m_task->setPlaceholderText(tr("What should be done? Leave it empty to begin with an empty prompt."));
    m_task->setTabChangesFocus(true);
    m_task->setFixedHeight(76);
    m_harness->setObjectName(QStringLiteral("newSessionHarness"));
    m_harness->setAccessibleName(tr("Agent"));
    m_openRunning->setObjectName(QStringLiteral("newSessionOpenRunning"));
    m_permissions->setExclusive(true);
    m_permissionLayout->setSpacing(8);

    for (const Harness& harness : m_choices.config.harnesses) {
        if (!harness.launch.empty()) {
            m_harness->addItem(displayLine(harness.name), QByteArray::fromStdString(harness.name));
        }
    }
    const int preferred = m_harness->findText(displayLine(m_choices.config.defaultHarness));
    m_harness->setCurrentIndex(preferred < 0 ? 0 : preferred);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_start = buttons->addButton(tr("Start"), QDialogButtonBox::AcceptRole);
    m_start->setObjectName(QStringLiteral("newSessionStart"));
    m_start->setProperty("primary", true);
    m_start->setDefault(true);

    auto* agentRow = new QHBoxLayout;
    agentRow->setSpacing(8);
    agentRow->addWidget(m_harness);
    agentRow->addWidget(m_model, 1);
    auto* permissionRow = new QHBoxLayout;
    permissionRow->addLayout(m_permissionLayout);
    permissionRow->addStretch();

    auto* form = new QFormLayout;
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(12);
    form->setLabelAlignment(Qt::AlignRight);
    form->addRow(tr("&Task"), m_task);
    form->addRow(tr("Agent"), agentRow);
    form->addRow(tr("&Folder"), makeFolderRow());
    form->addRow(tr("Permissions"), permissionRow);

    auto* foot = new QHBoxLayout;
    foot->setSpacing(8);
    foot->addWidget(m_note, 1);
    foot->addWidget(m_openRunning);
    foot->addWidget(buttons);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 20, 20, 16);
    layout->setSpacing(16);
    layout->addLayout(form);
    layout->addLayout(foot);

    connect(m_harness, &QComboBox::currentIndexChanged, this, [this] {
        fillModels();
        fillPermissions();
    });
    connect(m_folder, &QComboBox::editTextChanged, this, &NewSessionDialog::refreshFolderState);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_openRunning, &QPushButton::clicked, this, [this] {
        if (const SessionPointer session = liveSessionIn(selectedFolder().toStdString())) {
            m_chosenRunningSession = QString::fromStdString(session->key());
        }
        reject();
    });
    fillModels();
    fillPermissions();
    refreshFolderState();
    m_task->setFocus();
}

QWidget* NewSessionDialog::makeFolderRow() {
    for (const std::string& folder : m_choices.folders) {
        if (m_folder->count() >= MostFolders) {
            break;
        }
        m_folder->addItem(QString::fromStdString(abbreviateHome(folder, m_choices.home.toStdString())));
    }
    if (!m_choices.preferredFolder.isEmpty()) {
        m_folder->setEditText(QString::fromStdString(
            abbreviateHome(m_choices.preferredFolder.toStdString(), m_choices.home.toStdString())));
    }
    auto* browse = new QPushButton(tr("Browse…"));
    browse->setObjectName(QStringLiteral("newSessionBrowse"));
    connect(browse, &QPushButton::clicked, this, [this] {
        const QString folder =
            QFileDialog::getExistingDirectory(this, tr("Folder of the new session"), selectedFolder());
        if (!folder.isEmpty()) {
            m_folder->setEditText(folder);
        }
    });
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_folder, 1);
    layout->addWidget(browse);
    row->setFocusProxy(m_folder);
    return row;
}

void NewSessionDialog::fillModels() {
    const std::string harness = m_harness->currentData().toByteArray().toStdString();
    QSet<QString> seen;
    m_model->clear();
    m_model->addItem(QString()); // the agent's own choice
    m_model->lineEdit()->setPlaceholderText(tr("the agent's own choice of model"));
    if (!m_choices.snapshot) {
        return;
    }
    for (const SessionPointer& session : m_choices.snapshot->sessions) {
        const QString model = displayLine(session->model);
        if (session->harness == harness && !model.isEmpty() && !seen.contains(model) &&
            m_model->count() <= MostModels) {
            seen.insert(model);
            m_model->addItem(model);
        }
    }
}

std::string NewSessionDialog::format() const {
    const Harness* harness =
        m_choices.config.findHarness(m_harness->currentData().toByteArray().toStdString());
    return harness == nullptr ? std::string() : harness->format;
}

void NewSessionDialog::fillPermissions() {
    for (QAbstractButton* button : m_permissions->buttons()) {
        m_permissions->removeButton(button);
        button->deleteLater();
    }
    for (const PermissionMode mode : permissionModes(format())) {
        auto* button = new QPushButton(permissionName(mode), this);
        button->setObjectName(QStringLiteral("newSessionPermission%1").arg(static_cast<int>(mode)));
        button->setCheckable(true);
        button->setToolTip(permissionExplanation(mode));
        button->setChecked(mode == PermissionMode::HarnessDefault);
        m_permissions->addButton(button, static_cast<int>(mode));
        m_permissionLayout->addWidget(button);
    }
}

QString NewSessionDialog::selectedFolder() const {
    return QString::fromStdString(
        expandHome(m_folder->currentText().trimmed().toStdString(), m_choices.home.toStdString()));
}

SessionPointer NewSessionDialog::liveSessionIn(const std::string& folder) const {
    if (m_choices.snapshot) {
        for (const SessionPointer& session : m_choices.snapshot->sessions) {
            if (session->isLive() && session->directory == folder) {
                return session;
            }
        }
    }
    return nullptr;
}

void NewSessionDialog::refreshFolderState() {
    const QString folder = selectedFolder();
    const bool exists = !folder.isEmpty() && QFileInfo(folder).isDir();
    const bool occupied = exists && liveSessionIn(folder.toStdString()) != nullptr;
    if (folder.isEmpty()) {
        m_note->setFullText(tr("Choose a folder to work in."));
    } else if (!exists) {
        m_note->setFullText(tr("There is no folder of this name."));
    } else {
        m_note->setFullText(occupied ? tr("A session already runs in this folder.") : QString());
    }
    m_openRunning->setVisible(occupied);
    m_start->setEnabled(exists && m_harness->count() > 0);
}

NewSessionRequest NewSessionDialog::request() const {
    NewSessionRequest request;
    request.harness = m_harness->currentData().toByteArray().toStdString();
    request.directory = selectedFolder().toStdString();
    request.model = m_model->currentText().trimmed().toStdString();
    request.task = m_task->toPlainText().trimmed().toStdString();
    request.permissions = static_cast<PermissionMode>(qMax(0, m_permissions->checkedId()));
    return request;
}

} // namespace ax::widgets
