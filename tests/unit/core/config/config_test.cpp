// SPDX-License-Identifier: MIT
#include "core/config/config.h"
#include "core/config/harness_fields.h"

#include <QTest>

#include <algorithm>

using namespace ax;

class ConfigTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knowsTheBuiltInHarnesses();
    void hasSoundBuiltIns();
    void saysWhereAProblemIs();
};

void ConfigTest::knowsTheBuiltInHarnesses() {
    const Config config = builtInConfig();
    std::vector<std::string> names;
    for (const Harness& harness : config.harnesses)
        names.push_back(harness.name);
    QCOMPARE(names, (std::vector<std::string>{"claude", "pi", "codex", "opencode"}));
    QCOMPARE(config.shell, "sh -c");
    QVERIFY(config.defaultHarness.empty() && config.mux.empty() && !config.offline);

    QCOMPARE(config.findHarness("claude")->resume, "cd {dir} && claude --resume {id} --model {model} {args}");
    QCOMPARE(config.findHarness("claude")->resumeInput,
             "cd {dir} && claude --resume {id} --model {model} {args} {task}");
    QCOMPARE(config.findHarness("codex")->resume,
             "cd {dir} && codex resume {id} --no-daemon --model {model} --sandbox danger-full-access -c "
             "approval_policy=\"never\" {args}");
    QCOMPARE(config.findHarness("codex")->launchHeadless,
             "codex exec --skip-git-repo-check --model {model} --sandbox danger-full-access -c "
             "approval_policy=\"never\" {args} {task}");
    QCOMPARE(config.findHarness("pi")->idPattern,
             "/[0-9TZ-]+_(?P<id>[^/]+)\\.jsonl$"); // any id: pi --session-id my-own
    QCOMPARE(config.findHarness("opencode")->database, "~/.local/share/opencode/opencode.db");
    QVERIFY(config.findHarness("Claude") == nullptr);
    QVERIFY(config.findHarness("") == nullptr);
}

void ConfigTest::hasSoundBuiltIns() {
    for (const Harness& harness : builtInConfig().harnesses) {
        for (const auto& [key, member] : HarnessFields)
            QCOMPARE(harnessFieldProblem(key, harness.*member), "");
        QVERIFY(harness.glob.empty() != harness.database.empty());
        QVERIFY(harness.resume.contains("{id}") && harness.resume.contains("{dir}"));
        QVERIFY(harness.launch.contains("{task}"));
        QCOMPARE(harness.glob.empty(), harness.idPattern.empty());
    }
}

void ConfigTest::saysWhereAProblemIs() {
    QCOMPARE((ConfigProblem{"/c.toml", 3, 7, "is odd"}.text()), "/c.toml:3:7: is odd");
    QCOMPARE((ConfigProblem{"/c.toml", 0, 0, "is odd"}.text()), "/c.toml: is odd");
}

QTEST_GUILESS_MAIN(ConfigTest)
#include "config_test.moc"
