// SPDX-License-Identifier: MIT
#include "app/desktop/session_actions.h"

#include "core/base/identifier.h"
#include "core/hold/control.h"
#include "core/hold/end_session.h"
#include "core/hold/holder_socket.h"
#include "core/launch/folder_suggestions.h"
#include "core/launch/holder_start.h"
#include "core/launch/terminal_environment.h"
#include "core/state/alias.h"
#include "core/state/directory_map.h"
#include "core/state/log.h"
#include "core/state/session_meta.h"
#include "terminal/holder_channel.h"
#include "terminal/pty_channel.h"
#include "widgets/compose/relink_dialog.h"
#include "widgets/session/session_text.h"
#include "widgets/theme/theme.h"
#include "widgets/transcript/display_text.h"

#include <QApplication>

#include <set>
#include <tuple>

namespace ax::desktop {

namespace {

constexpr auto FallbackSize = TerminalSize{.columns = 120, .rows = 40};

terminal::TerminalAppearance appearanceFor(const widgets::Theme& theme) {
    terminal::TerminalAppearance appearance;
    appearance.scheme = theme.scheme() == widgets::Scheme::Dark ? terminal::TerminalAppearance::Scheme::Dark
                                                                : terminal::TerminalAppearance::Scheme::Light;
    return appearance;
}

} // namespace

SessionActions::SessionActions(const DesktopContext& context, SessionFeed& feed, widgets::SessionView& view,
                               const widgets::Theme& theme, QWidget* window)
    : QObject(window), m_context(context), m_feed(feed), m_view(view), m_theme(theme), m_window(window),
      m_sender([this](const QString& sessionKey) { return socketOf(sessionKey); }) {
    connect(&theme, &widgets::Theme::changed, this,
            [this] { m_view.terminals().setAppearance(appearanceFor(m_theme)); });
    connect(&feed, &SessionFeed::snapshotChanged, this, &SessionActions::followTrueIds);
}

SessionPointer SessionActions::find(const QString& sessionKey) const {
    if (m_feed.snapshot()) {
        const std::string key = sessionKey.toStdString();
        for (const SessionPointer& session : m_feed.snapshot()->sessions) {
            if (session->key() == key) {
                return session;
            }
        }
    }
    return nullptr;
}

void SessionActions::open(const QString& sessionKey) {
    if (m_view.terminals().isRunning(sessionKey)) {
        Q_EMIT opened(sessionKey);
        return;
    }
    const SessionPointer session = find(sessionKey);
    if (!session) {
        return;
    }
    if (session->isHeld) {
        attach(sessionKey);
        return;
    }
    if (session->isLive()) {
        // Two agents on one transcript would interleave their turns.
        Q_EMIT failed(
            tr("This session already runs outside this window (%1). Go on with it there, or end it first.")
                .arg(widgets::evidenceText(session->status)));
        return;
    }
    if (session->isKeptCopy) {
        Q_EMIT failed(
            tr("Its agent deleted this conversation; what you see is the kept copy. Restore it from "
               "its menu to go on with it."));
        return;
    }
    Session resumed = *session;
    if (!session->directoryExists) {
        const auto relinked = relink(session);
        if (!relinked) {
            return;
        }
        resumed = *relinked;
    }
    const auto spec = resumeSession(m_context.config, m_context.files, resumed);
    if (!spec) {
        Q_EMIT failed(widgets::displayLine(spec.error().message));
        return;
    }
    launch(*spec, sessionKey);
}

std::optional<Session> SessionActions::relink(const SessionPointer& session) {
    widgets::RelinkDialog dialog(QString::fromStdString(session->directory),
                                 widgets::relinkCandidates(session->directory, knownFolders()),
                                 QString::fromStdString(m_context.paths.home), m_theme, m_window);
    if (dialog.exec() != QDialog::Accepted) {
        return std::nullopt;
    }
    Session moved = *session;
    moved.directory = dialog.chosenFolder().toStdString();
    moved.directoryExists = true;
    const auto remembered =
        DirectoryMap::remember(m_context.files, m_context.paths, session->recordedDirectory, moved.directory);
    if (!remembered) {
        Q_EMIT failed(widgets::displayLine(remembered.error().message));
        return std::nullopt;
    }
    const Harness* harness = m_context.config.findHarness(session->harness);
    if (harness != nullptr && harness->format == "claude") {
        auto file = relocateClaudeTranscript(m_context.files, *session, moved.directory);
        if (!file) {
            Q_EMIT failed(widgets::displayLine(file.error().message));
            return std::nullopt;
        }
        moved.file = std::move(*file);
    }
    m_feed.index().rescan();
    return moved;
}

void SessionActions::createSession(const QString& preferredFolder) {
    // Folders are looked up on disk, and zoxide may be asked: not in the way of painting.
    const SnapshotPointer snapshot =
        m_feed.snapshot() ? m_feed.snapshot() : std::make_shared<const Snapshot>();
    m_background.start([this, snapshot, preferredFolder] {
        auto folders = suggestFolders(m_context.files, m_context.programs, snapshot->sessions);
        QMetaObject::invokeMethod(
            this,
            [this, snapshot, preferredFolder, folders = std::move(folders)]() mutable {
                askForSession({.config = m_context.config,
                               .home = QString::fromStdString(m_context.paths.home),
                               .folders = std::move(folders),
                               .snapshot = snapshot,
                               .preferredFolder = preferredFolder});
            },
            Qt::QueuedConnection);
    });
}

void SessionActions::askForSession(widgets::NewSessionChoices choices) {
    if (QApplication::activeModalWidget() != nullptr)
        return; // asked twice: the first dialog is up
    widgets::NewSessionDialog dialog(std::move(choices), m_theme, m_window);
    if (dialog.exec() != QDialog::Accepted) {
        if (!dialog.chosenRunningSession().isEmpty())
            open(dialog.chosenRunningSession());
        return;
    }
    const auto spec = startSession(m_context.config, m_context.files, dialog.request());
    if (!spec) {
        Q_EMIT failed(widgets::displayLine(spec.error().message));
        return;
    }
    // An agent that mints its own id is listed under a placeholder until its store tells the true one.
    const std::string id = spec->sessionId.empty() ? newSessionId() : spec->sessionId;
    const QString key = QString::fromStdString(spec->harness + '/' + id);
    if (spec->sessionId.empty())
        m_placeholders.insert(key);
    // What the row shows until the agent has written a word; a session starts also where it cannot be kept.
    // Without a mode: a session that a person talks with has no end that makes it done or failed.
    SessionMetaChange meta;
    meta.harness = spec->harness;
    meta.directory = spec->directory;
    meta.task = spec->task;
    meta.origin = "human";
    std::ignore = updateSessionMeta(m_context.files, m_context.paths, id, meta, m_context.clock.now());
    launch(*spec, key);
}

void SessionActions::launch(const LaunchSpec& spec, const QString& sessionKey) {
    if (m_context.config.holdBackend == "none")
        launchHere(spec, sessionKey);
    else
        launchHeld(spec, sessionKey);
}

void SessionActions::launchHeld(const LaunchSpec& spec, const QString& sessionKey) {
    const std::string id = sessionKey.section(u'/', 1).toStdString();
    LaunchSpec held = spec;
    if (!m_placeholders.contains(sessionKey))
        held.sessionId = id;
    const auto started = startHolder(m_context.files, m_context.paths, m_context.environment, held, id);
    if (!started) {
        Q_EMIT failed(widgets::displayLine(started.error().message));
        return;
    }
    attach(sessionKey);
}

/// Without a holder: the session ends with the window.
void SessionActions::launchHere(const LaunchSpec& spec, const QString& sessionKey) {
    const ProcessSpec process{.arguments = spec.arguments,
                              .workingDirectory = spec.directory,
                              .variables = terminalEnvironment(m_context.environment)};
    auto channel = terminal::PtyChannel::start(process, FallbackSize);
    if (!channel) {
        Q_EMIT failed(widgets::displayLine(channel.error().message));
        return;
    }
    // The log is a help for later; a session starts also where it cannot be written.
    std::ignore = appendLog(m_context.files, m_context.paths, m_context.clock,
                            "run " + sessionKey.toStdString() + ": " + spec.command);
    m_feed.index().sessionOpened(sessionKey.toStdString(), spec.directory);
    show(std::move(*channel), sessionKey);
    const std::string key = sessionKey.toStdString();
    const terminal::TerminalView* view = m_view.terminals().terminal(sessionKey);
    connect(view, &terminal::TerminalView::programStatusChanged, this,
            [this, key](const ProgramStatus& status) { m_feed.index().reportProgramStatus(key, status); });
    connect(view, &terminal::TerminalView::finished, this, [this, key] {
        m_feed.index().reportProgramStatus(key, std::nullopt);
        m_feed.index().sessionClosed(key);
    });
}

void SessionActions::attach(const QString& sessionKey) {
    show(channelTo(sessionKey), sessionKey);
}

std::unique_ptr<terminal::ByteChannel> SessionActions::channelTo(const QString& sessionKey) const {
    return std::make_unique<terminal::HolderChannel>(socketOf(sessionKey), FallbackSize);
}

void SessionActions::provideTerminal(const QString& sessionKey) {
    const SessionPointer session = find(sessionKey);
    if (session && session->isHeld && !m_view.terminals().isRunning(sessionKey))
        addTerminal(channelTo(sessionKey), sessionKey);
}

void SessionActions::show(std::unique_ptr<terminal::ByteChannel> channel, const QString& sessionKey) {
    addTerminal(std::move(channel), sessionKey);
    Q_EMIT opened(sessionKey);
}

void SessionActions::addTerminal(std::unique_ptr<terminal::ByteChannel> channel, const QString& sessionKey) {
    auto view = terminal::TerminalView::create(std::move(channel), appearanceFor(m_theme), nullptr);
    connectTerminal(view.get(), sessionKey);
    m_view.terminals().addTerminal(sessionKey, std::move(view));
}

/// A session that was started under a placeholder goes on under its true id (core/state/alias.h).
void SessionActions::followTrueIds() {
    for (const QString& key : std::set(m_placeholders)) {
        const std::string id =
            aliasTarget(m_context.files, m_context.paths, key.section(u'/', 1).toStdString());
        if (id.empty())
            continue;
        m_placeholders.erase(key);
        const QString now = key.section(u'/', 0, 0) + u'/' + QString::fromStdString(id);
        m_view.terminals().renameTerminal(key, now);
        Q_EMIT renamed(key, now);
    }
}

void SessionActions::connectTerminal(terminal::TerminalView* view, const QString& sessionKey) {
    connect(view, &terminal::TerminalView::finished, this, [this] { m_view.refreshTerminalState(); });
    connect(view, &terminal::TerminalView::notificationRequested, this,
            [this, sessionKey](const QString& title, const QString& body) {
                Q_EMIT notified(sessionKey, title, body);
            });
    connect(view, &terminal::TerminalView::clipboardWriteRequested, this,
            [this, sessionKey](const QString& text) { Q_EMIT clipboardRequested(sessionKey, text); });
    connect(view, &terminal::TerminalView::linkActivated, this, &SessionActions::linkActivated);
}

void SessionActions::interrupt(const QString& sessionKey) {
    answer(sessionKey,
           QByteArrayLiteral("\x1b")); // Esc interrupts a turn in every supported agent (harnesses §4.3)
}

void SessionActions::end(const QString& sessionKey) {
    m_background.start([this, id = sessionKey.section(u'/', 1).toStdString()] {
        const auto ended = endSession(m_context.files, m_context.paths, m_context.clock, id);
        if (!ended)
            QMetaObject::invokeMethod(
                this,
                [this, message = ended.error().message] { Q_EMIT failed(widgets::displayLine(message)); },
                Qt::QueuedConnection);
    });
}

void SessionActions::answer(const QString& sessionKey, const QByteArray& keys) {
    if (m_view.terminals().isRunning(sessionKey)) {
        m_view.terminals().terminal(sessionKey)->sendBytes(keys);
        return;
    }
    m_background.start([this, path = socketOf(sessionKey), keys = keys.toStdString()] {
        auto holder = connectToHolder(path);
        auto control = holder ? HolderControl::open(std::move(*holder))
                              : Result<HolderControl>(std::unexpected(holder.error()));
        const auto typed = control ? control->type(keys) : Result<void>(std::unexpected(control.error()));
        if (!typed)
            QMetaObject::invokeMethod(
                this,
                [this, message = typed.error().message] { Q_EMIT failed(widgets::displayLine(message)); },
                Qt::QueuedConnection);
    });
}

void SessionActions::readScreen(const QString& sessionKey) {
    m_background.start([this, sessionKey, path = socketOf(sessionKey)] {
        auto holder = connectToHolder(path);
        auto control = holder ? HolderControl::open(std::move(*holder))
                              : Result<HolderControl>(std::unexpected(holder.error()));
        const auto text =
            control ? control->screenText() : Result<std::string>(std::unexpected(control.error()));
        if (text) // without it the question has no numbered answers, only a line to reply
            QMetaObject::invokeMethod(
                this,
                [this, sessionKey, screen = QString::fromStdString(*text)] {
                    Q_EMIT screenRead(sessionKey, screen);
                },
                Qt::QueuedConnection);
    });
}

std::string SessionActions::socketOf(const QString& sessionKey) const {
    return holderSocketPath(m_context.environment, m_context.paths,
                            sessionKey.section(u'/', 1).toStdString());
}

QString SessionActions::resumeCommand(const QString& sessionKey) {
    const SessionPointer session = find(sessionKey);
    if (!session) {
        return {};
    }
    const auto spec = resumeSession(m_context.config, m_context.files, *session);
    if (!spec) {
        Q_EMIT failed(widgets::displayLine(spec.error().message));
        return {};
    }
    return QString::fromStdString(spec->command);
}

std::vector<std::string> SessionActions::knownFolders() const {
    std::set<std::string> folders;
    if (m_feed.snapshot()) {
        for (const SessionPointer& session : m_feed.snapshot()->sessions) {
            if (session->directoryExists)
                folders.insert(session->directory);
        }
    }
    return {folders.begin(), folders.end()};
}

SessionActions::~SessionActions() {
    m_background.waitForDone();
}

} // namespace ax::desktop
