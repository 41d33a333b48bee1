// SPDX-License-Identifier: MIT
#pragma once

#include "app/desktop/desktop_context.h"
#include "app/desktop/session_feed.h"
#include "core/archive/history_keeper.h"

#include <QObject>
#include <QPointer>

namespace ax::widgets {
class InsuranceBar;
class InsuranceDialog;
class SessionView;
class Theme;
} // namespace ax::widgets

namespace ax::desktop {

/// History insurance in the window: hands snapshots to the keeper, asks once when the first conversation is
/// about to be deleted, and shows the dialog.
class HistoryInsurance final : public QObject {
    Q_OBJECT

public:
    /// All outlive this object; `window` is the dialog's parent.
    HistoryInsurance(const DesktopContext& context, SessionFeed& feed, widgets::InsuranceBar& bar,
                     widgets::SessionView& view, const widgets::Theme& theme, QWidget* window);
    ~HistoryInsurance() override;

    void showDialog();
    /// Puts a kept copy back to where its agent looks for it.
    void restore(const QString& sessionKey);

Q_SIGNALS:
    /// Transcripts come to be deleted, or are kept.
    void stateChanged(const ax::HistoryStatePointer& state);
    /// Something could not be kept; a sentence, once for each.
    void failed(const QString& sentence);

private:
    void takeState(const HistoryStatePointer& state);
    void answer(HistorySettings::Insurance insurance);

    const DesktopContext& m_context;
    widgets::InsuranceBar& m_bar;
    widgets::SessionView& m_view;
    const widgets::Theme& m_theme;
    QWidget* m_window;
    QPointer<widgets::InsuranceDialog> m_dialog;
    HistoryStatePointer m_state;
    HistoryKeeper m_keeper; ///< last: its thread ends before the rest goes
};

} // namespace ax::desktop
