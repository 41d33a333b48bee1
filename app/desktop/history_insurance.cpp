// SPDX-License-Identifier: MIT
#include "app/desktop/history_insurance.h"

#include "core/archive/archived_stores.h"
#include "widgets/insurance/insurance_bar.h"
#include "widgets/insurance/insurance_dialog.h"
#include "widgets/insurance/insurance_text.h"
#include "widgets/session/session_view.h"
#include "widgets/transcript/display_text.h"

#include <QDesktopServices>
#include <QUrl>

namespace ax::desktop {

HistoryInsurance::HistoryInsurance(const DesktopContext& context, SessionFeed& feed,
                                   widgets::InsuranceBar& bar, widgets::SessionView& view,
                                   const widgets::Theme& theme, QWidget* window)
    : QObject(window), m_context(context), m_bar(bar), m_view(view), m_theme(theme), m_window(window),
      m_keeper({context.files, context.clock, context.paths, context.config},
               [this](const HistoryStatePointer& state) {
                   QMetaObject::invokeMethod(
                       this, [this, state] { takeState(state); }, Qt::QueuedConnection);
               }) {
    connect(&feed, &SessionFeed::snapshotChanged, this, [this](const SnapshotPointer& snapshot) {
        if (!snapshot->progress) // what is told of a part would be corrected a moment later
            m_keeper.setSnapshot(snapshot);
    });
    connect(&bar, &widgets::InsuranceBar::accepted, this, [this] { answer(HistorySettings::Insurance::On); });
    connect(&bar, &widgets::InsuranceBar::declined, this,
            [this] { answer(HistorySettings::Insurance::Off); });
    connect(&bar, &widgets::InsuranceBar::detailsRequested, this, &HistoryInsurance::showDialog);
}

HistoryInsurance::~HistoryInsurance() = default;

void HistoryInsurance::takeState(const HistoryStatePointer& state) {
    const bool isNewProblem =
        !state->problem.empty() && (m_state == nullptr || m_state->problem != state->problem);
    m_state = state;
    m_view.setHistory(state);
    Q_EMIT stateChanged(state);
    if (m_dialog)
        m_dialog->setState(state);
    if (!state->settings.askedAt && !state->settings.isOn() && !state->expiring.empty())
        m_bar.ask(widgets::insuranceQuestion(*state));
    else
        m_bar.hide();
    if (isNewProblem)
        Q_EMIT failed(widgets::displayLine(state->problem));
}

void HistoryInsurance::answer(HistorySettings::Insurance insurance) {
    m_bar.hide();
    HistorySettings settings = m_state ? m_state->settings : HistorySettings();
    settings.insurance = insurance;
    settings.askedAt = m_context.clock.now();
    m_keeper.setSettings(settings);
}

void HistoryInsurance::restore(const QString& sessionKey) {
    m_keeper.restore(sessionKey.toStdString());
}

void HistoryInsurance::showDialog() {
    if (!m_dialog) {
        const QString folder = QString::fromStdString(historyFolder(m_context.paths));
        m_dialog = new widgets::InsuranceDialog(folder, QString::fromStdString(m_context.paths.home),
                                                m_context.clock, m_theme, m_window);
        m_dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_dialog, &widgets::InsuranceDialog::settingsChanged, this,
                [this](const HistorySettings& settings) { m_keeper.setSettings(settings); });
        connect(m_dialog, &widgets::InsuranceDialog::folderRequested, this, [this, folder] {
            if (const auto made = m_context.files.makeDirectories(folder.toStdString()); !made)
                Q_EMIT failed(widgets::displayLine(made.error().message));
            else
                QDesktopServices::openUrl(QUrl::fromLocalFile(folder));
        });
    }
    if (m_state)
        m_dialog->setState(m_state);
    m_dialog->open();
}

} // namespace ax::desktop
