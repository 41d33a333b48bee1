// SPDX-License-Identifier: MIT
#include "app/cli/list_options.h"

#include <QtTest>

#include <vector>

using namespace ax::cli;

namespace {

ax::Result<ListOptions> parse(const std::vector<std::string>& words) {
    return parseListOptions(words);
}

} // namespace

class ListOptionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void defaults();
    void reads();
    void passesOverWhatItDoesNotKnow();
    void takesTheLastRun();
    void refusesAMissingValue();
};

void ListOptionsTest::defaults() {
    const auto options = parse({});
    QVERIFY(options);
    QVERIFY(!options->json && !options->onlyArchived && options->run.empty());
}

void ListOptionsTest::reads() {
    const auto options = parse({"--archived", "--run", "blog x", "--json"});
    QVERIFY(options);
    QVERIFY(options->json && options->onlyArchived);
    QCOMPARE(options->run, std::string("blog x"));
    QCOMPARE(parse({"--group=g"})->run, std::string("g"));
}

void ListOptionsTest::passesOverWhatItDoesNotKnow() {
    for (const char* word :
         {"--federated", "--hosts", "--all", "--from-the-future", "-x", "-h", "word", "--", ""}) {
        const auto options = parse({word, "--json"});
        QVERIFY2(options, word);
        QVERIFY(options->json || std::string_view(word) == "--");
    }
}

void ListOptionsTest::takesTheLastRun() {
    QCOMPARE(parse({"--run", "a", "--group", "b"})->run, std::string("b"));
}

void ListOptionsTest::refusesAMissingValue() {
    QCOMPARE(parse({"--run"}).error().message, std::string("--run needs a value"));
    QCOMPARE(parse({"--json", "--group"}).error().message, std::string("--group needs a value"));
}

QTEST_GUILESS_MAIN(ListOptionsTest)
#include "list_options_test.moc"
