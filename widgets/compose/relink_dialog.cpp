// SPDX-License-Identifier: MIT
#include "widgets/compose/relink_dialog.h"

#include "core/base/paths.h"
#include "widgets/basics/tinted_label.h"
#include "widgets/session/session_text.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace ax::widgets {

RelinkDialog::RelinkDialog(const QString& missingFolder, const std::vector<std::string>& candidates,
                           const QString& home, const Theme& theme, QWidget* parent)
    : QDialog(parent), m_home(home), m_folder(new QComboBox(this)),
      m_note(new TintedLabel(theme, &Tokens::muted, TintedLabel::Size::Secondary, this)) {
    setObjectName(QStringLiteral("relinkDialog"));
    setWindowTitle(tr("Where did this folder go?"));
    setMinimumWidth(520);
    auto* text = new QLabel(this);
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    text->setText(
        tr("%1 is not there any more. Choose where it is now; the session goes on there, and other sessions "
           "of "
           "this folder follow.")
            .arg(QString::fromStdString(abbreviateHome(missingFolder.toStdString(), home.toStdString()))));

    m_folder->setObjectName(QStringLiteral("relinkFolder"));
    m_folder->setAccessibleName(tr("New folder"));
    m_folder->setEditable(true);
    m_folder->setInsertPolicy(QComboBox::NoInsert);
    for (const std::string& candidate : candidates) {
        m_folder->addItem(QString::fromStdString(abbreviateHome(candidate, home.toStdString())));
    }
    auto* browse = new QPushButton(tr("Browse…"), this);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_folder, 1);
    row->addWidget(browse);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_accept = buttons->addButton(tr("Use this folder"), QDialogButtonBox::AcceptRole);
    m_accept->setObjectName(QStringLiteral("relinkAccept"));
    m_accept->setProperty("primary", true);
    m_accept->setDefault(true);
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_note, 1);
    foot->addWidget(buttons);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 20, 20, 16);
    layout->setSpacing(12);
    layout->addWidget(text);
    layout->addLayout(row);
    layout->addSpacing(4);
    layout->addLayout(foot);

    connect(browse, &QPushButton::clicked, this, [this] {
        const QString folder = QFileDialog::getExistingDirectory(this, tr("Where is it now?"), m_home);
        if (!folder.isEmpty()) {
            m_folder->setEditText(folder);
        }
    });
    connect(m_folder, &QComboBox::editTextChanged, this, &RelinkDialog::refresh);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    refresh();
}

QString RelinkDialog::chosenFolder() const {
    return QString::fromStdString(
        expandHome(m_folder->currentText().trimmed().toStdString(), m_home.toStdString()));
}

void RelinkDialog::refresh() {
    const QString folder = chosenFolder();
    const bool exists = QFileInfo(folder).isDir() && QFileInfo(folder).isAbsolute();
    m_note->setFullText(exists || folder.isEmpty() ? QString() : tr("There is no folder of this name."));
    m_accept->setEnabled(exists);
}

std::vector<std::string> relinkCandidates(const std::string& missingFolder,
                                          const std::vector<std::string>& folders) {
    std::vector<std::string> sameName;
    std::vector<std::string> siblings;
    for (const std::string& folder : folders) {
        if (fileName(folder) == fileName(missingFolder)) {
            sameName.push_back(folder);
        } else if (parentFolder(folder) == parentFolder(missingFolder)) {
            siblings.push_back(folder);
        }
    }
    sameName.insert(sameName.end(), siblings.begin(), siblings.end());
    return sameName;
}

} // namespace ax::widgets
