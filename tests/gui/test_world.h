// SPDX-License-Identifier: MIT
#pragma once

#include "app/desktop/desktop_context.h"

#include <QString>
#include <QTemporaryDir>

#include <memory>

namespace ax::test {

/// A private home for window tests: XDG folders, a configuration, Claude Code transcripts written by hand,
/// and agents that are shell scripts.
class TestWorld {
public:
    TestWorld();
    /// Ends the sessions that are still held in this world.
    ~TestWorld();
    TestWorld(const TestWorld&) = delete;
    TestWorld& operator=(const TestWorld&) = delete;

    QString path(const QString& relative) const;
    QString makeFolder(const QString& relative) const;
    void write(const QString& relative, const QByteArray& bytes) const;
    QByteArray read(const QString& relative) const;

    /// A one-turn session whose working directory is `folder`; returns the transcript's path below the home.
    QString addSession(const QString& id, const QString& folder, const QString& prompt) const;
    /// One more prompt and answer at the end of it.
    void addTurn(const QString& transcript, const QString& id, const QString& folder, const QString& prompt,
                 const QString& answer) const;
    /// Starting and resuming Claude Code runs this shell script instead, with the session id as $1 and what
    /// happened as $2.
    void setAgentScript(const QByteArray& script) const;
    /// Sessions end with the window (`hold_backend = "none"`), from the next context() on.
    void setNoHolders();
    /// What the agent's own state file would say of a process of ours.
    void writeStateFile(const QString& id, const QString& folder, const QByteArray& status,
                        const QByteArray& waitingFor) const;

    /// The context as main() would make it.
    std::unique_ptr<desktop::DesktopContext> context() const;

private:
    QTemporaryDir m_home;
    RealFileSystem m_files;
    SystemClock m_clock;
    RealProcessRunner m_programs;
    bool m_hasNoHolders = false;
};

} // namespace ax::test
