// SPDX-License-Identifier: MIT
#include "core/hooks/hook_plugin.h"
#include "core/hooks/hook_settings.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace ax;

namespace {

/// Feeds a plugin the events that its agent would, with a program in place of `ax` that writes down what it
/// is told.
class PluginRig {
public:
    bool isUsable() const { return !m_node.isEmpty(); }

    /// What was told, a line each: word, then the JSON.
    QList<QByteArray> told(std::string (*plugin)(std::string_view), const QByteArray& script) const {
        const QString program = m_folder.filePath(QStringLiteral("ax here"));
        write(program, "#!/bin/sh\necho \"$1 $2 $(cat)\" >>'" + m_folder.path().toUtf8() + "/told'\n");
        QFile::setPermissions(program, QFile::ReadOwner | QFile::ExeOwner);
        write(m_folder.filePath(QStringLiteral("plugin.mjs")),
              QByteArray::fromStdString(plugin(program.toStdString())));
        write(m_folder.filePath(QStringLiteral("script.mjs")),
              "import * as plugin from './plugin.mjs';\n" + script);
        QProcess node;
        node.start(m_node, {m_folder.filePath(QStringLiteral("script.mjs"))});
        if (!node.waitForFinished() || node.exitCode() != 0)
            return {node.readAllStandardError()};
        QFile log(m_folder.filePath(QStringLiteral("told")));
        if (!log.open(QFile::ReadOnly))
            return {};
        return log.readAll().trimmed().split('\n');
    }

private:
    static void write(const QString& path, const QByteArray& text) {
        QFile file(path);
        QVERIFY(file.open(QFile::WriteOnly));
        file.write(text);
    }

    QTemporaryDir m_folder;
    QString m_node = QStandardPaths::findExecutable(QStringLiteral("node"));
};

QByteArray telling(const char* word, const char* session, const char* message = nullptr) {
    QByteArray line = QByteArray("hookstate ") + word + " {\"session_id\":\"" + session + '"';
    if (message != nullptr)
        line += QByteArray(",\"message\":\"") + message + '"';
    return line + '}';
}

} // namespace

class HookPluginTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void opencodeTells() {
        const PluginRig rig;
        if (!rig.isUsable())
            QSKIP("there is no node here");
        const auto told = rig.told(opencodePlugin, R"(
const { event } = await plugin.AxHooks();
const say = (type, properties) => event({ event: { type, properties } });
const status = (sessionID, type) => say("session.status", { sessionID, status: { type } });
await status("top", "busy");
await say("permission.asked", { id: "p1", sessionID: "top", permission: "bash", patterns: ["make *"],
                                metadata: { command: "make test" } });
await status("top", "busy");                                             // still asks
await say("permission.replied", { sessionID: "top", requestID: "p1", reply: "once" });
await say("session.created", { info: { id: "sub", parentID: "top" } });
await status("sub", "busy");                                             // says nothing of its parent
await say("question.asked", { id: "q1", sessionID: "sub", questions: [{ question: "Red or blue?" }] });
await say("permission.asked", { id: "p2", sessionID: "top", permission: "edit", patterns: ["a.txt"] });
await say("question.rejected", { sessionID: "sub", requestID: "q1" });   // the other one is still open
await status("sub", "idle");
await say("permission.replied", { sessionID: "top", requestID: "p2", reply: "reject" });
await status("top", "idle");
await status("top", "busy");
await say("session.error", { sessionID: "top", error: { name: "MessageAbortedError" } });
await status("top", "idle");
await say("session.status", {});
await say("session.status", undefined);
await say("something.new", { sessionID: "top" });
)");
        const QList<QByteArray> expected = {
            telling("working", "top"),
            telling("blocked", "top", "bash: make test"),
            telling("blocked", "top", "bash: make test"),
            telling("working", "top"),
            telling("blocked", "top", "Red or blue?"),
            telling("blocked", "top", "Red or blue?"),
            telling("blocked", "top", "edit: a.txt"),
            telling("working", "top"),
            telling("stop", "top"),
            telling("working", "top"),
            telling("idle", "top"),
        };
        QCOMPARE(told, expected);
    }

    void piTells() {
        const PluginRig rig;
        if (!rig.isUsable())
            QSKIP("there is no node here");
        const auto told = rig.told(piExtension, R"(
const handlers = new Map();
plugin.default({ on: (event, handler) => handlers.set(event, handler) });
let idle = true;
const context = { sessionManager: { getSessionId: () => "own" }, isIdle: () => idle };
const say = (type, event = {}) => handlers.get(type)(event, context);
say("ui_prompt_start", { title: "Trust it?" });
say("ui_prompt_end");
idle = false;
say("agent_start");
say("ui_prompt_start", { title: "Run make?" });
say("ui_prompt_end");
say("tool_execution_end");
say("agent_end", { messages: [{ stopReason: "stop" }] });
say("agent_settled", { aborted: false });
say("agent_end", { messages: [{ stopReason: "error" }] });
say("agent_settled", { aborted: false });
say("agent_settled", { aborted: true });
await say("session_shutdown");
)");
        const QList<QByteArray> expected = {
            telling("blocked", "own", "Trust it?"),
            telling("idle", "own"),
            telling("working", "own"),
            telling("blocked", "own", "Run make?"),
            telling("working", "own"),
            telling("working", "own"),
            telling("stop", "own"),
            telling("idle", "own"),
            telling("idle", "own"),
        };
        QCOMPARE(told, expected);
    }

    void isOneFileOfItsOwn_data() {
        QTest::addColumn<QString>("agent");
        QTest::newRow("opencode") << QStringLiteral("opencode");
        QTest::newRow("pi") << QStringLiteral("pi");
    }
    void isOneFileOfItsOwn() {
        QFETCH(const QString, agent);
        const QTemporaryDir home;
        const RealFileSystem files;
        const Paths paths{.home = home.path().toStdString(),
                          .configFile = {},
                          .stateDirectory = {},
                          .cacheDirectory = {},
                          .dataDirectory = {}};
        const HookAgent hooks = *hookAgent(agent.toStdString());
        const std::string file = paths.home + '/' + std::string(hooks.file);
        const auto text = [&] { return readWholeFile(files, file, 1 << 20).value_or(""); };
        const auto change = [&](HookChange what, std::string_view program = "ax") {
            return changeHooks(files, paths, hooks, what, program);
        };
        QCOMPARE(change(HookChange::Remove).value(), false);
        QCOMPARE(change(HookChange::Install, "/old place/\"ax").value(), true);
        QVERIFY(text().contains("program = \"/old place/\\\"ax\";"));
        QCOMPARE(change(HookChange::Install).value(), true);
        QCOMPARE(change(HookChange::Install).value(), false);
        QVERIFY(!text().contains("old place"));
        QCOMPARE(change(HookChange::Remove).value(), true);
        QVERIFY(!QFile::exists(QString::fromStdString(file)));

        QVERIFY(files.writeCache(file, "// mine").has_value());
        QVERIFY(!change(HookChange::Install));
        QCOMPARE(change(HookChange::Remove).value(), false);
        QCOMPARE(text(), std::string("// mine"));
    }

    void leavesTheTargetOfALink() {
        const QTemporaryDir home;
        const RealFileSystem files;
        const Paths paths{.home = home.path().toStdString(),
                          .configFile = {},
                          .stateDirectory = {},
                          .cacheDirectory = {},
                          .dataDirectory = {}};
        const HookAgent pi = *hookAgent("pi");
        const QString link = home.filePath(QString::fromStdString(std::string(pi.file)));
        QVERIFY(files.makeDirectories(std::string(parentFolder(link.toStdString()))).has_value());
        const QString target = home.filePath(QStringLiteral("dotfiles.ts"));
        QVERIFY(files.writeCache(target.toStdString(), "").has_value());
        QVERIFY(QFile::link(target, link));
        QCOMPARE(changeHooks(files, paths, pi, HookChange::Install, "ax").value(), true);
        QVERIFY(QFileInfo(link).isSymLink());
        QVERIFY(isOurPlugin(readWholeFile(files, target.toStdString(), 1 << 20).value()));
        QCOMPARE(changeHooks(files, paths, pi, HookChange::Remove, "ax").value(), true);
        QVERIFY(!QFileInfo(link).isSymLink() && QFile::exists(target));
    }
};

QTEST_GUILESS_MAIN(HookPluginTest)
#include "hook_plugin_test.moc"
