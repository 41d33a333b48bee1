// SPDX-License-Identifier: MIT
#include "tests/gui/test_world.h"

#include "core/hold/end_session.h"
#include "core/state/heartbeat.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <tuple>
#include <unistd.h>

namespace ax::test {

namespace {

QByteArray line(const QJsonObject& record) {
    return QJsonDocument(record).toJson(QJsonDocument::Compact) + '\n';
}

QJsonObject record(const QString& type, const QString& id, const QString& folder) {
    return {
        {QStringLiteral("type"), type},
        {QStringLiteral("sessionId"), id},
        {QStringLiteral("cwd"), folder},
        {QStringLiteral("uuid"), QStringLiteral("%1-%2").arg(type).arg(QDateTime::currentMSecsSinceEpoch())},
        {QStringLiteral("timestamp"), QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs)}};
}

QByteArray turn(const QString& id, const QString& folder, const QString& prompt, const QString& answer) {
    static int messages = 0;
    QJsonObject user = record(QStringLiteral("user"), id, folder);
    user[QStringLiteral("message")] =
        QJsonObject{{QStringLiteral("role"), QStringLiteral("user")}, {QStringLiteral("content"), prompt}};
    QJsonObject assistant = record(QStringLiteral("assistant"), id, folder);
    const QJsonObject text{{QStringLiteral("type"), QStringLiteral("text")},
                           {QStringLiteral("text"), answer}};
    const QJsonObject usage{{QStringLiteral("input_tokens"), 1000}, {QStringLiteral("output_tokens"), 50}};
    assistant[QStringLiteral("message")] =
        QJsonObject{{QStringLiteral("id"), QStringLiteral("msg_%1").arg(++messages)},
                    {QStringLiteral("role"), QStringLiteral("assistant")},
                    {QStringLiteral("model"), QStringLiteral("claude-opus-4-5")},
                    {QStringLiteral("content"), QJsonArray{text}},
                    {QStringLiteral("usage"), usage}};
    return line(user) + line(assistant);
}

} // namespace

TestWorld::TestWorld() {
    makeFolder(QStringLiteral(".claude/projects"));
    makeFolder(QStringLiteral(".claude/sessions"));
}

TestWorld::~TestWorld() {
    const auto made = context();
    for (const auto& [id, heartbeat] : readHeartbeats(m_files, made->paths))
        std::ignore = endSession(m_files, made->paths, m_clock, id);
}

void TestWorld::setNoHolders() {
    m_hasNoHolders = true;
}

QString TestWorld::path(const QString& relative) const {
    return m_home.filePath(relative);
}

QString TestWorld::makeFolder(const QString& relative) const {
    QDir(m_home.path()).mkpath(relative);
    return path(relative);
}

void TestWorld::write(const QString& relative, const QByteArray& bytes) const {
    QFile file(path(relative));
    QDir(m_home.path()).mkpath(QFileInfo(file).path());
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) {
        qFatal("cannot write %s", qUtf8Printable(file.fileName()));
    }
}

QByteArray TestWorld::read(const QString& relative) const {
    QFile file(path(relative));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString TestWorld::addSession(const QString& id, const QString& folder, const QString& prompt) const {
    QString mangled = folder;
    for (QChar& character : mangled) {
        if (!character.isLetterOrNumber()) {
            character = u'-';
        }
    }
    const QString transcript = QStringLiteral(".claude/projects/%1/%2.jsonl").arg(mangled, id);
    write(transcript, turn(id, folder, prompt, QStringLiteral("An **answer** to that.")));
    return transcript;
}

void TestWorld::addTurn(const QString& transcript, const QString& id, const QString& folder,
                        const QString& prompt, const QString& answer) const {
    QFile file(path(transcript));
    if (!file.open(QIODevice::Append)) {
        qFatal("cannot append to %s", qUtf8Printable(file.fileName()));
    }
    file.write(turn(id, folder, prompt, answer));
}

void TestWorld::setAgentScript(const QByteArray& script) const {
    write(QStringLiteral("agent.sh"), script);
    const QByteArray agent = path(QStringLiteral("agent.sh")).toUtf8();
    write(QStringLiteral(".config/ax/config.toml"), "[[harness]]\nname = \"claude\"\n"
                                                    "resume = \"cd {dir} && sh " +
                                                        agent +
                                                        " {id} resumed\"\n"
                                                        "launch = \"sh " +
                                                        agent + " {newid} started {args}\"\n");
}

void TestWorld::writeStateFile(const QString& id, const QString& folder, const QByteArray& status,
                               const QByteArray& waitingFor) const {
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    QJsonObject state{{QStringLiteral("pid"), qint64(getpid())},
                      {QStringLiteral("sessionId"), id},
                      {QStringLiteral("cwd"), folder},
                      {QStringLiteral("status"), QString::fromUtf8(status)},
                      {QStringLiteral("statusUpdatedAt"), now}};
    if (!waitingFor.isEmpty()) {
        state[QStringLiteral("waitingFor")] = QString::fromUtf8(waitingFor);
    }
    write(QStringLiteral(".claude/sessions/%1.json").arg(getpid()), QJsonDocument(state).toJson());
}

std::unique_ptr<desktop::DesktopContext> TestWorld::context() const {
    Environment::Variables variables = Environment::ofThisProcess().variables();
    std::erase_if(variables, [](const auto& entry) {
        return entry.first.starts_with("XDG_") || entry.first.starts_with("AX_");
    });
    variables["AX"] = AX_BINARY_DIR "/ax";
    variables["HOME"] = m_home.path().toStdString();
    const Environment environment(variables);
    const Paths paths = Paths::from(environment);
    LoadedConfig loaded = loadConfig(m_files, paths);
    if (m_hasNoHolders)
        loaded.config.holdBackend = "none";
    return std::make_unique<desktop::DesktopContext>(
        desktop::DesktopContext{.files = m_files,
                                .clock = m_clock,
                                .programs = m_programs,
                                .environment = environment,
                                .paths = paths,
                                .config = std::move(loaded.config),
                                .configProblems = std::move(loaded.problems)});
}

} // namespace ax::test
