// SPDX-License-Identifier: MIT
#include "core/launch/launch.h"
#include "core/launch/permissions.h"

#include <QTest>

using namespace ax;
using enum PermissionMode;

class PermissionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void offersWhatTheAgentHas();
    void namesTheFlags();
    void removesWhatContradicts_data();
    void removesWhatContradicts();
};

void PermissionsTest::offersWhatTheAgentHas() {
    QCOMPARE(permissionModes("claude"),
             (std::vector<PermissionMode>{HarnessDefault, AskMe, AcceptEdits, Plan, Auto, Bypass}));
    QCOMPARE(permissionModes("codex"),
             (std::vector<PermissionMode>{HarnessDefault, AskMe, AcceptEdits, Auto, Bypass}));
    QCOMPARE(permissionModes("opencode"), (std::vector<PermissionMode>{HarnessDefault, Plan, Bypass}));
    QCOMPARE(permissionModes("pi"), std::vector<PermissionMode>{HarnessDefault});
    QCOMPARE(permissionModes("unheard of"), std::vector<PermissionMode>{HarnessDefault});
}

void PermissionsTest::namesTheFlags() {
    QCOMPARE(permissionArguments("claude", AskMe), "--permission-mode manual");
    QCOMPARE(permissionArguments("claude", AcceptEdits), "--permission-mode acceptEdits");
    QCOMPARE(permissionArguments("claude", Plan), "--permission-mode plan");
    QCOMPARE(permissionArguments("claude", Auto), "--permission-mode auto");
    QCOMPARE(permissionArguments("claude", Bypass), "--permission-mode bypassPermissions");
    for (const char* format : {"claude", "codex", "opencode", "pi"}) {
        QCOMPARE(permissionArguments(format, HarnessDefault), "");
        for (const PermissionMode mode : permissionModes(format))
            QCOMPARE(permissionArguments(format, mode).empty(), mode == HarnessDefault);
    }
    QCOMPARE(permissionArguments("pi", Bypass), "");
}

void PermissionsTest::removesWhatContradicts_data() {
    QTest::addColumn<std::string>("format");
    QTest::addColumn<std::string>("given");
    QTest::addColumn<std::string>("expected");
    const auto row = [](const char* format, const char* given, const char* expected) {
        QTest::newRow(given) << std::string(format) << std::string(given) << std::string(expected);
    };
    row("codex",
        "codex --model {model} --sandbox danger-full-access -c approval_policy=\"never\" {args} {task}",
        "codex --model {model} {args} {task}");
    row("codex", "codex -s read-only -a never -c 'sandbox_mode=\"x\"' -c model=o3 {task}",
        "codex -c model=o3 {task}");
    row("codex", "codex --sandbox=read-only --config=approval_policy=never --config=a=b x",
        "codex --config=a=b x");
    row("codex", "codex --yolo --full-auto --approve-for-me --dangerously-bypass-approvals-and-sandbox x",
        "codex x");
    row("codex", "codex --permission-mode plan", "codex --permission-mode plan"); // not one of its own
    row("codex", "codex x -c", "codex x -c");
    row("codex", "codex x --sandbox", "codex x");
    row("claude", "claude --dangerously-skip-permissions --permission-mode plan --model x",
        "claude --model x");
    row("claude", "claude '--dangerously-skip-permissions' {task}", "claude {task}");
    row("claude", "claude --permission-mode=plan", "claude");
    row("opencode", "opencode --agent build --auto --prompt={task}", "opencode --prompt={task}");
    row("pi", "pi --approve {task}", "pi --approve {task}");
    row("claude", "", "");
}

void PermissionsTest::removesWhatContradicts() {
    QFETCH(std::string, format);
    QFETCH(std::string, given);
    QFETCH(std::string, expected);
    QCOMPARE(withoutPermissionFlags(given, format), expected);
}

QTEST_GUILESS_MAIN(PermissionsTest)
#include "permissions_test.moc"
