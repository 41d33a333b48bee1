// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <functional>

namespace ax::cli::testing {

/// What one run of the real `ax` did.
struct Outcome {
    int exitCode = -1;
    bool killed = false; ///< ended by a signal
    QByteArray output;
    QByteArray errors;
};

/// A temporary home folder with nothing in it, and the real program in it. Nothing of the machine's
/// environment gets in but PATH.
class AxHome {
public:
    AxHome();

    QString path(const QString& relative = {}) const;
    /// Creates the folders on the way.
    void write(const QString& relative, const QByteArray& bytes) const;
    /// A Claude transcript of one prompt and one answer (1000 tokens in, 100 out), the work folder existing.
    void writeClaudeSession(const QString& id, const QByteArray& title, const QByteArray& folder) const;

    QProcessEnvironment& environment() { return m_environment; }
    /// Run in the child between fork and exec.
    void setChildModifier(std::function<void()> modifier) { m_modifier = std::move(modifier); }

    Outcome run(const QStringList& arguments) const;
    /// A shell line in which `$AX` is the program.
    Outcome runShell(const QString& line) const;

private:
    Outcome start(const QString& program, const QStringList& arguments) const;

    QTemporaryDir m_folder;
    QProcessEnvironment m_environment;
    std::function<void()> m_modifier;
};

} // namespace ax::cli::testing
