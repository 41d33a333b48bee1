// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/base/identifier.h"
#include "core/base/paths.h"

#include <QRegularExpression>
#include <QTest>

#include <cerrno>
#include <set>

using namespace ax;

class PathsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void followsXdg();
    void ignoresRelativeAndEmptyBases();
    void findsAHomeWithoutTheVariable();
    void expandsHome();
    void abbreviatesHome();
    void joins();
    void splits();
    void readsTheEnvironment();
    void makesSessionIds();
    void explainsErrno();
};

void PathsTest::followsXdg() {
    const Paths plain = Paths::from(Environment({{"HOME", "/home/ann"}}));
    QCOMPARE(plain.home, "/home/ann");
    QCOMPARE(plain.configFile, "/home/ann/.config/ax/config.toml");
    QCOMPARE(plain.stateDirectory, "/home/ann/.local/state/ax");
    QCOMPARE(plain.cacheDirectory, "/home/ann/.cache/ax");

    const Paths moved = Paths::from(Environment({{"HOME", "/home/ann"},
                                                 {"XDG_CONFIG_HOME", "/c"},
                                                 {"XDG_STATE_HOME", "/s/"},
                                                 {"XDG_CACHE_HOME", "/k"}}));
    QCOMPARE(moved.configFile, "/c/ax/config.toml");
    QCOMPARE(moved.stateDirectory, "/s/ax");
    QCOMPARE(moved.cacheDirectory, "/k/ax");

    const Paths named = Paths::from(
        Environment({{"HOME", "/home/ann"}, {"XDG_CONFIG_HOME", "/c"}, {"AX_CONFIG", "/elsewhere/my.toml"}}));
    QCOMPARE(named.configFile, "/elsewhere/my.toml");
}

void PathsTest::ignoresRelativeAndEmptyBases() {
    const Paths paths = Paths::from(Environment(
        {{"HOME", "/home/ann"}, {"XDG_STATE_HOME", "state"}, {"XDG_CACHE_HOME", ""}, {"AX_CONFIG", ""}}));
    QCOMPARE(paths.stateDirectory, "/home/ann/.local/state/ax");
    QCOMPARE(paths.cacheDirectory, "/home/ann/.cache/ax");
    QCOMPARE(paths.configFile, "/home/ann/.config/ax/config.toml");
}

void PathsTest::findsAHomeWithoutTheVariable() {
    QVERIFY(Paths::from(Environment({})).home.starts_with('/'));
}

void PathsTest::expandsHome() {
    QCOMPARE(expandHome("~", "/home/ann"), "/home/ann");
    QCOMPARE(expandHome("~/src", "/home/ann/"), "/home/ann/src");
    QCOMPARE(expandHome("~bob/src", "/home/ann"), "~bob/src");
    QCOMPARE(expandHome("/x/~/y", "/home/ann"), "/x/~/y");
    QCOMPARE(expandHome("", "/home/ann"), "");
}

void PathsTest::abbreviatesHome() {
    QCOMPARE(abbreviateHome("/home/ann/src", "/home/ann"), "~/src");
    QCOMPARE(abbreviateHome("/home/ann", "/home/ann/"), "~");
    QCOMPARE(abbreviateHome("/home/anna/src", "/home/ann"), "/home/anna/src");
    QCOMPARE(abbreviateHome("/etc", "/"), "/etc");
    QCOMPARE(abbreviateHome("/etc", ""), "/etc");
}

void PathsTest::joins() {
    QCOMPARE(joinPath("/a", "b"), "/a/b");
    QCOMPARE(joinPath("/a//", "b"), "/a/b");
    QCOMPARE(joinPath("/", "b"), "/b");
    QCOMPARE(joinPath("", "b"), "b");
    QCOMPARE(joinPath("/a", "/b"), "/b");
}

void PathsTest::splits() {
    QCOMPARE(fileName("/a/b.txt"), std::string_view("b.txt"));
    QCOMPARE(fileName("/a/b/"), std::string_view("b"));
    QCOMPARE(fileName("b"), std::string_view("b"));
    QCOMPARE(fileName("/"), std::string_view("/"));
    QCOMPARE(parentFolder("/a/b.txt"), std::string_view("/a"));
    QCOMPARE(parentFolder("/a//b/"), std::string_view("/a"));
    QCOMPARE(parentFolder("/a"), std::string_view("/"));
    QCOMPARE(parentFolder("/"), std::string_view("/"));
    QCOMPARE(parentFolder("a"), std::string_view("."));
}

void PathsTest::readsTheEnvironment() {
    qputenv("AX_PATHS_TEST", "a=b");
    qputenv("AX_PATHS_TEST_EMPTY", "");
    const Environment environment = Environment::ofThisProcess();
    QCOMPARE(environment.value("AX_PATHS_TEST").value_or(""), "a=b");
    QVERIFY(!environment.value("AX_PATHS_TEST_EMPTY"));
    QVERIFY(environment.variables().contains("AX_PATHS_TEST_EMPTY"));
    QVERIFY(!environment.value("AX_PATHS_TEST_MISSING"));
}

void PathsTest::makesSessionIds() {
    const QRegularExpression form(
        QStringLiteral("\\A[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\\z"));
    std::set<std::string> seen;
    for (int i = 0; i < 200; ++i) {
        const std::string id = newSessionId();
        QVERIFY2(form.match(QString::fromStdString(id)).hasMatch(), id.c_str());
        QVERIFY(seen.insert(id).second);
    }
}

void PathsTest::explainsErrno() {
    const Error error = errorFromErrno(ENOENT, "open /x/y");
    QCOMPARE(error.code, ErrorCode::NotFound);
    QVERIFY(error.message.starts_with("cannot open /x/y: "));
    QCOMPARE(errorFromErrno(EROFS, "x").code, ErrorCode::Denied);
    QCOMPARE(errorFromErrno(EACCES, "x").code, ErrorCode::Denied);
    QCOMPARE(errorFromErrno(ENOSPC, "x").code, ErrorCode::NoSpace);
    QCOMPARE(errorFromErrno(EDQUOT, "x").code, ErrorCode::NoSpace);
    QCOMPARE(errorFromErrno(EEXIST, "x").code, ErrorCode::Busy);
    QCOMPARE(errorFromErrno(ENOTDIR, "x").code, ErrorCode::Invalid);
    QCOMPARE(errorFromErrno(EXDEV, "x").code, ErrorCode::Unsupported);
    QCOMPARE(errorFromErrno(EIO, "x").code, ErrorCode::Io);
}

QTEST_GUILESS_MAIN(PathsTest)
#include "paths_test.moc"
