// SPDX-License-Identifier: MIT
#include "core/index/glob_pattern.h"
#include "core/index/store_pattern.h"

#include <QTest>

using namespace ax;

class GlobPatternTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsTheRoot();
    void matchesAComponent_data();
    void matchesAComponent();
    void takesNoExponentialTime();
    void knowsWhereAPathLies();
    void readsIdsFromPaths();
    void saysWhatIsWrongWithAnExpression();
};

void GlobPatternTest::findsTheRoot() {
    QCOMPARE(GlobPattern("/home/a/.claude/projects/*/*.jsonl").root(), "/home/a/.claude/projects");
    QCOMPARE(GlobPattern("/home/a/.claude/projects/*/*.jsonl").depth(), 2U);
    QCOMPARE(GlobPattern("/a/b/c.jsonl").root(), "/a/b");
    QCOMPARE(GlobPattern("/a/b/c.jsonl").depth(), 1U);
    QCOMPARE(GlobPattern("/*/x").root(), "/");
    QCOMPARE(GlobPattern("//a///b//*.x").root(), "/a/b");
    QCOMPARE(GlobPattern("").depth(), 0U);
}

void GlobPatternTest::matchesAComponent_data() {
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("matches");
    const auto row = [](const char* pattern, const char* name, bool matches) {
        QTest::addRow("%s with %s", pattern, name) << QByteArray(pattern) << QByteArray(name) << matches;
    };
    row("*.jsonl", "a.jsonl", true);
    row("*.jsonl", ".jsonl", true);
    row("*.jsonl", "a.jsonl.bak", false);
    row("*", ".hidden", true);
    row("*", "", true);
    row("rollout-*.jsonl", "rollout-1.jsonl", true);
    row("rollout-*.jsonl", "other-1.jsonl", false);
    row("a?c", "abc", true);
    row("a?c", "ac", false);
    row("[a-c]x", "bx", true);
    row("[a-c]x", "dx", false);
    row("[^a-c]x", "dx", true);
    row("[]]x", "]x", true);
    row("[a", "a", false);
    row("\\*x", "*x", true);
    row("\\*x", "ax", false);
    row("a*b*c", "aXbYbZc", true);
    row("a*b*c", "aXbYb", false);
}

void GlobPatternTest::matchesAComponent() {
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, name);
    QFETCH(bool, matches);
    const GlobPattern glob("/root/*/" + pattern.toStdString());
    QCOMPARE(glob.levelMatches(1, name.toStdString()), matches);
    QVERIFY(!glob.levelMatches(2, name.toStdString()));
}

void GlobPatternTest::takesNoExponentialTime() {
    std::string pattern = "/root/*/";
    for (int star = 0; star < 50; ++star)
        pattern += "*a";
    QVERIFY(!GlobPattern(pattern).levelMatches(1, std::string(5000, 'a') + 'b'));
}

void GlobPatternTest::knowsWhereAPathLies() {
    QVERIFY(componentsBelow("/a/b", "/a/b/c/d") == (std::vector<std::string_view>{"c", "d"}));
    QVERIFY(componentsBelow("/a/b", "/a/b").empty());
    QVERIFY(componentsBelow("/a/b", "/a/bc").empty());
    QVERIFY(componentsBelow("/", "/a").size() == 1);
    QVERIFY(isAtOrAbove("/a", "/a/b"));
    QVERIFY(isAtOrAbove("/a/b", "/a/b"));
    QVERIFY(isAtOrAbove("/", "/a/b"));
    QVERIFY(!isAtOrAbove("", "/a/b"));
    QVERIFY(!isAtOrAbove("/a/bc", "/a/b"));
    QVERIFY(!isAtOrAbove("/a/b/c", "/a/b"));
    QVERIFY(!isAtOrAbove("/a/b", "/a/bc"));
}

void GlobPatternTest::readsIdsFromPaths() {
    const Config config = builtInConfig();
    const StorePattern pattern(*config.findHarness("claude"), "/home/a");
    QCOMPARE(pattern.glob().root(), "/home/a/.claude/projects");
    QVERIFY(pattern.problem().empty());
    const std::string id = "11111111-1111-4111-8111-111111111111";
    QCOMPARE(pattern.idOf("/home/a/.claude/projects/x/" + id + ".jsonl").value_or(""), id);
    QVERIFY(!pattern.idOf("/home/a/.claude/projects/x/agent-1234.jsonl"));
    QVERIFY(!pattern.idOf("/home/a/.claude/projects/x/" + id + ".jsonl.bak"));
    QVERIFY(!pattern.idOf(""));
}

void GlobPatternTest::saysWhatIsWrongWithAnExpression() {
    Harness harness = *builtInConfig().findHarness("claude");
    for (const char* wrong : {"(", "no group", "(?P<other>x)", "(?P<id"}) {
        harness.idPattern = wrong;
        const StorePattern pattern(harness, "/home/a");
        QVERIFY(pattern.problem().contains("id_regex"));
        QVERIFY(!pattern.idOf("/x"));
    }
}

QTEST_GUILESS_MAIN(GlobPatternTest)
#include "glob_pattern_test.moc"
