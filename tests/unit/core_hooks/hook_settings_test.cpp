// SPDX-License-Identifier: MIT
#include "core/hooks/hook_event.h"
#include "core/hooks/hook_settings.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace ax;

namespace {

const std::string Settings = "{\n"
                             "  \"model\": \"opus\",\n"
                             "  \"hooks\": {\n"
                             "    \"Stop\": [\n"
                             "      {\n"
                             "        \"matcher\": \"\",\n"
                             "        \"hooks\": [\n"
                             "          {\n"
                             "            \"type\": \"command\",\n"
                             "            \"command\": \"say done\"\n"
                             "          }\n"
                             "        ]\n"
                             "      }\n"
                             "    ]\n"
                             "  },\n"
                             "  \"alpha\": [\n"
                             "    1,\n"
                             "    2.5\n"
                             "  ]\n"
                             "}\n";

} // namespace

class HookSettingsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void addsAndTakesAwayItsOwn() {
        const auto with = withHooks(Settings, "ax");
        QVERIFY(with.has_value());
        QVERIFY(with->contains("say done"));
        QVERIFY(with->find("\"model\"") < with->find("\"hooks\"") &&
                with->find("\"hooks\"") < with->find("\"alpha\""));
        for (const char* command :
             {"ax hookstate working", "ax hookstate stop", "ax hookstate idle", "ax hookstate blocked"})
            QVERIFY2(with->contains(command), command);
        QCOMPARE(withHooks(*with, "ax").value(), *with); // once is enough
        QCOMPARE(withoutHooks(*with).value(), std::string(Settings));
    }

    void replacesAnOlderOne() {
        const auto older = withHooks(Settings, "/old/place/ax");
        const auto newer = withHooks(*older, "ax");
        QVERIFY(!newer->contains("/old/place"));
        QCOMPARE(*newer, withHooks(Settings, "ax").value());
    }

    void emptyFilesBecomeWhole() {
        const auto with = withHooks("", "ax");
        QVERIFY(with && with->starts_with("{\n  \"hooks\": {"));
        QCOMPARE(withoutHooks(*with).value(), std::string("{}\n"));
    }

    void refusesWhatItCannotRead_data() {
        QTest::addColumn<std::string>("text");
        QTest::newRow("comments") << std::string("{ // mine\n}");
        QTest::newRow("array") << std::string("[]");
        QTest::newRow("text") << std::string("hello");
        QTest::newRow("hooks of another shape") << std::string(R"({"hooks":[]})");
        QTest::newRow("event of another shape") << std::string(R"({"hooks":{"Stop":{}}})");
        QTest::newRow("bad encoding") << std::string("{\"a\":\"\xff\"}");
    }
    void refusesWhatItCannotRead() {
        QFETCH(const std::string, text);
        QVERIFY(!withHooks(text, "ax"));
        QVERIFY(!withoutHooks(text));
    }

    void refusesEveryCut() {
        const std::string whole = Settings.substr(0, Settings.size() - 1);
        for (std::size_t cut = 1; cut < whole.size(); ++cut)
            QVERIFY2(!withHooks(whole.substr(0, cut), "ax"), QByteArray::number(qulonglong(cut)).constData());
    }

    void changesTheFileBehindALink() {
        const QTemporaryDir home;
        const RealFileSystem files;
        const Paths paths{.home = home.path().toStdString(),
                          .configFile = {},
                          .stateDirectory = {},
                          .cacheDirectory = {},
                          .dataDirectory = {}};
        const HookAgent agent = *hookAgent("claude");
        QCOMPARE(changeHooks(files, paths, agent, HookChange::Remove, "ax").value(), false);
        QVERIFY(files.makeDirectories(paths.home + "/.claude").has_value());
        QVERIFY(files.writeCache(paths.home + "/dotfiles.json", Settings).has_value());
        QVERIFY(QFile::link(home.filePath(QStringLiteral("dotfiles.json")),
                            home.filePath(QStringLiteral(".claude/settings.json"))));
        QCOMPARE(changeHooks(files, paths, agent, HookChange::Install, "ax").value(), true);
        QCOMPARE(changeHooks(files, paths, agent, HookChange::Install, "ax").value(), false);
        QVERIFY(QFileInfo(home.filePath(QStringLiteral(".claude/settings.json"))).isSymLink());
        QVERIFY(readWholeFile(files, paths.home + "/dotfiles.json", 1 << 20)->contains("ax hookstate"));
        QCOMPARE(changeHooks(files, paths, agent, HookChange::Remove, "ax").value(), true);
        QCOMPARE(readWholeFile(files, paths.home + "/dotfiles.json", 1 << 20).value(), std::string(Settings));
        QVERIFY(files.writeCache(paths.home + "/dotfiles.json", "{ broken").has_value());
        QVERIFY(!changeHooks(files, paths, agent, HookChange::Install, "ax"));
        QCOMPARE(readWholeFile(files, paths.home + "/dotfiles.json", 1 << 20).value(),
                 std::string("{ broken"));
        QVERIFY(!hookAgent("vim"));
    }

    void readsEvents() {
        const Environment none({});
        const Environment inside({{"AX_SESSION_ID", "from-environment"}});
        const std::string permission = "{\"session_id\":\"s1\",\"tool_name\":\"Bash\",\"tool_input\":{"
                                       "\"command\":\"make test\\nrm x\"}}";
        const auto blocked = readHookEvent("blocked", permission, none);
        QVERIFY(blocked && blocked->sessionId == "s1" && blocked->question == "Bash: make test");
        QCOMPARE(hookWordOf(*blocked, Task::Given), HookWord::Blocked);
        const auto note = readHookEvent(
            "blocked",
            "{\"session_id\":\"s1\",\"notification_type\":\"permission_prompt\",\"message\":\"look\"}", none);
        QVERIFY(note && note->question == "look");
        QVERIFY(!readHookEvent(
            "blocked", "{\"session_id\":\"s1\",\"notification_type\":\"idle_prompt\",\"message\":\"waits\"}",
            none));
        const auto stop = readHookEvent("stop", "garbage", inside);
        QVERIFY(stop && stop->sessionId == "from-environment");
        QCOMPARE(hookWordOf(*stop, Task::Given), HookWord::Done);
        QCOMPARE(hookWordOf(*stop, Task::None), HookWord::Idle);
        QVERIFY(!readHookEvent("stop", "{}", none));
        QVERIFY(!readHookEvent("dance", permission, none));
        for (std::size_t cut = 0; cut < permission.size(); ++cut)
            (void)readHookEvent("blocked", permission.substr(0, cut), inside);
        const std::string longCommand =
            "{\"session_id\":\"s\",\"tool_name\":\"Bash\",\"tool_input\":{\"command\":\"" +
            QString(QStringLiteral("日")).repeated(500).toStdString() + "\"}}";
        const auto cutShort = readHookEvent("blocked", longCommand, none);
        QVERIFY(cutShort && cutShort->question.size() <= 400 &&
                !QString::fromStdString(cutShort->question).contains(QChar::ReplacementCharacter));
    }
};

QTEST_GUILESS_MAIN(HookSettingsTest)
#include "hook_settings_test.moc"
