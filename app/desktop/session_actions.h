// SPDX-License-Identifier: MIT
#pragma once

#include "app/desktop/desktop_context.h"
#include "app/desktop/session_feed.h"
#include "app/desktop/session_sender.h"
#include "core/launch/launch.h"
#include "widgets/compose/new_session_dialog.h"
#include "widgets/session/session_view.h"

#include <QObject>
#include <QThreadPool>

#include <memory>
#include <optional>
#include <set>

namespace ax::desktop {

/// What a person does to sessions: open, start, find a moved folder again, answer, interrupt, end. Each ends
/// in files or in a terminal; what became of it arrives through the feed like everything else. Sessions run
/// under holders of their own (core/hold) and outlive the window, but where the configuration wants none.
class SessionActions final : public QObject {
    Q_OBJECT

public:
    /// `window` is the parent of dialogs and outlives this object, as do the others.
    SessionActions(const DesktopContext& context, SessionFeed& feed, widgets::SessionView& view,
                   const widgets::Theme& theme, QWidget* window);

    ~SessionActions() override;

    /// Brings the session's terminal to the front, resuming the session where none runs.
    void open(const QString& sessionKey);
    /// Gives a held session a terminal where it has none, without bringing it to the front.
    void provideTerminal(const QString& sessionKey);
    void createSession(const QString& preferredFolder);
    void interrupt(const QString& sessionKey);
    /// Ends a session that a holder has, wherever it is shown.
    void end(const QString& sessionKey);
    /// Types into the session, through its terminal here or else its holder.
    void answer(const QString& sessionKey, const QByteArray& keys);
    /// Types a message and Enter through the session's holder; sender() tells what became of it.
    void send(const QString& sessionKey, const QString& text) { m_sender.send(sessionKey, text); }
    const SessionSender& sender() const { return m_sender; }
    /// Asks the holder for the screen; screenRead() follows where it tells.
    void readScreen(const QString& sessionKey);
    /// The shell line that would resume the session; empty with failed() where that is not possible.
    QString resumeCommand(const QString& sessionKey);

Q_SIGNALS:
    void failed(const QString& sentence);
    /// A terminal of this session now runs here.
    void opened(const QString& sessionKey);
    /// The agent gave a session that was started here its true id.
    void renamed(const QString& before, const QString& now);
    void screenRead(const QString& sessionKey, const QString& text);
    void notified(const QString& sessionKey, const QString& title, const QString& body);
    void clipboardRequested(const QString& sessionKey, const QString& text);
    void linkActivated(const QUrl& url);

private:
    SessionPointer find(const QString& sessionKey) const;
    std::optional<Session> relink(const SessionPointer& session);
    void launch(const LaunchSpec& spec, const QString& sessionKey);
    void launchHeld(const LaunchSpec& spec, const QString& sessionKey);
    void launchHere(const LaunchSpec& spec, const QString& sessionKey);
    void attach(const QString& sessionKey);
    void addTerminal(std::unique_ptr<terminal::ByteChannel> channel, const QString& sessionKey);
    void show(std::unique_ptr<terminal::ByteChannel> channel, const QString& sessionKey);
    std::unique_ptr<terminal::ByteChannel> channelTo(const QString& sessionKey) const;
    void followTrueIds();
    std::string socketOf(const QString& sessionKey) const;
    void connectTerminal(terminal::TerminalView* view, const QString& sessionKey);
    void askForSession(widgets::NewSessionChoices choices);
    /// Folders of sessions that are there, for the question where a missing one went.
    std::vector<std::string> knownFolders() const;

    const DesktopContext& m_context;
    SessionFeed& m_feed;
    widgets::SessionView& m_view;
    const widgets::Theme& m_theme;
    QWidget* m_window;
    std::set<QString> m_placeholders; ///< keys of sessions whose agents have not told their ids yet
    SessionSender m_sender;
    QThreadPool m_background;
};

} // namespace ax::desktop
