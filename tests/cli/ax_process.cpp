// SPDX-License-Identifier: MIT
#include "tests/cli/ax_process.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QtTest>

namespace ax::cli::testing {

namespace {

constexpr int Patience = 30'000; // milliseconds; a hang, not a measure

QByteArray jsonString(QByteArray text) {
    return '"' + text.replace('\\', "\\\\").replace('"', "\\\"") + '"';
}

} // namespace

AxHome::AxHome() {
    m_environment.insert(QStringLiteral("PATH"), qEnvironmentVariable("PATH"));
    m_environment.insert(QStringLiteral("HOME"), m_folder.path());
    m_environment.insert(QStringLiteral("AX"), QStringLiteral(AX_PROGRAM));
}

QString AxHome::path(const QString& relative) const {
    return relative.isEmpty() ? m_folder.path() : m_folder.filePath(relative);
}

void AxHome::write(const QString& relative, const QByteArray& bytes) const {
    QVERIFY(QDir().mkpath(QFileInfo(path(relative)).path()));
    QFile file(path(relative));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

void AxHome::writeClaudeSession(const QString& id, const QByteArray& title, const QByteArray& folder) const {
    const QByteArray session = id.toUtf8();
    const QByteArray cwd = jsonString(folder);
    QByteArray lines;
    lines += R"({"type":"user","uuid":"u1","sessionId":")" + session + R"(","cwd":)" + cwd +
             R"(,"timestamp":"2026-11-01T12:00:00.000Z","message":{"role":"user","content":)" +
             jsonString(title) + "}}\n";
    lines += R"({"type":"assistant","uuid":"a1","parentUuid":"u1","sessionId":")" + session + R"(","cwd":)" +
             cwd + R"(,"timestamp":"2026-11-01T12:00:05.000Z","message":{"id":"msg_)" + session +
             R"(","role":"assistant","model":"claude-opus-5-5","content":[{"type":"text","text":"Done."}],)" +
             R"("usage":{"input_tokens":1000,"output_tokens":100,"cache_read_input_tokens":0,)" +
             R"("cache_creation_input_tokens":0}}})" + "\n";
    write(QStringLiteral(".claude/projects/-work/%1.jsonl").arg(id), lines);
}

Outcome AxHome::run(const QStringList& arguments) const {
    return start(QStringLiteral(AX_PROGRAM), arguments);
}

Outcome AxHome::runShell(const QString& line) const {
    return start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), line});
}

Outcome AxHome::start(const QString& program, const QStringList& arguments) const {
    QProcess process;
    process.setProcessEnvironment(m_environment);
    if (m_modifier)
        process.setChildProcessModifier(m_modifier);
    process.start(program, arguments);
    Outcome outcome;
    if (!process.waitForFinished(Patience)) {
        QTest::qFail("ax did not end", __FILE__, __LINE__);
        process.kill();
        process.waitForFinished();
    }
    outcome.exitCode = process.exitCode();
    outcome.killed = process.exitStatus() == QProcess::CrashExit;
    outcome.output = process.readAllStandardOutput();
    outcome.errors = process.readAllStandardError();
    return outcome;
}

} // namespace ax::cli::testing
