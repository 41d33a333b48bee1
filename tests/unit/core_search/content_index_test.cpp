// SPDX-License-Identifier: MIT
#include "core/search/text_folding.h"
#include "tests/unit/core_search/search_world.h"

#include <array>
#include <random>

using namespace ax;
using namespace ax::test;

namespace {

/// What a session says, to be searched without any cleverness.
using Said = std::vector<std::pair<std::string, std::string>>; // role, text

bool says(const Said& said, const std::string& foldedPhrase) {
    for (const auto& [role, text] : said) {
        std::size_t start = 0;
        const std::string small = folded(text);
        while (start <= small.size()) {
            const std::size_t end = std::min(small.find('\n', start), small.size());
            if (std::string_view(small).substr(start, end - start).contains(foldedPhrase))
                return true;
            start = end + 1;
        }
    }
    return false;
}

/// Words of all kinds that texts break in: scripts, escapes, quotes, line ends.
std::string randomText(std::mt19937& random, std::size_t words) {
    static const auto Words = std::to_array<std::string>(
        {"alpha",      "Beta",        "GAMMA",    "привет",      "МИР",     "東京",   "設定ファイル", "🎉",
         "\"quoted\"", "C:\\path\\x", "tab\tbed", "\x1b[31mred", "a/b/c",   "</div>", "Ünïcode",      "\n",
         "\n",         "x",           "null",     "{\"k\":1}",   "e\u0301", "Ж"});
    std::string text;
    for (std::size_t i = 0; i < words; ++i)
        text += Words[random() % Words.size()] + (random() % 4 == 0 ? "" : " ");
    return text;
}

/// As some other writer might: letters and slashes by number.
std::string oddlyEscaped(std::string_view text, std::mt19937& random) {
    std::string escaped;
    for (const char letter : text) {
        if (static_cast<unsigned char>(letter) < 0x80 && random() % 5 == 0)
            escaped += std::format("\\u{:04X}", static_cast<unsigned>(letter));
        else if (letter == '/')
            escaped += "\\/";
        else
            escaped += escapedText(std::string_view(&letter, 1));
    }
    return escaped;
}

} // namespace

class ContentIndexTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsExactlyWhatIsSaid_data() {
        QTest::addColumn<std::size_t>("filler");
        QTest::newRow("without index") << std::size_t{0};
        QTest::newRow("with index") << std::size_t{3 << 20};
    }
    void findsExactlyWhatIsSaid() {
        QFETCH(std::size_t, filler);
        SearchWorld world;
        std::mt19937 random(42);
        std::map<std::string, Said> sessions;
        for (int i = 0; i < 60; ++i) {
            const std::string name = std::format("s{:02}", i);
            std::string bytes;
            for (std::size_t r = 0, records = 1 + random() % 12; r < records; ++r) {
                const std::string role = std::array{"user", "assistant", "tool"}[random() % 3];
                const std::string text = randomText(random, random() % (i % 10 == 0 ? 4000 : 30));
                bytes += record(role, i % 7 == 0 ? oddlyEscaped(text, random) : escapedText(text));
                sessions[name].emplace_back(role, text);
            }
            world.write(name, bytes);
            world.session(name);
        }
        if (filler > 0) {
            world.write("filling", filling(filler));
            world.session("filling");
        }
        ContentIndex index(world.files, world.cache());
        const auto refreshed = index.refresh(world.snapshot());
        QVERIFY(!refreshed.problem);
        QCOMPARE(refreshed.bytesIndexed > 0, filler > 0);

        std::vector<std::string> phrases = {
            "unsaid", "tool_result", "nowhere at all", "x", "\"", "\\", "東", "🎉 ", "ж"};
        for (int i = 0; i < 60; ++i) { // pieces of what is said, cut at any character
            const auto& said =
                std::next(sessions.begin(), static_cast<long>(random() % sessions.size()))->second;
            const std::string& text = said[random() % said.size()].second;
            std::size_t start = text.empty() ? 0 : random() % text.size();
            while (start > 0 && (static_cast<unsigned char>(text[start]) & 0xc0) == 0x80)
                --start;
            std::size_t end = std::min(text.size(), start + 1 + random() % 14);
            while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
                ++end;
            phrases.push_back(text.substr(start, end - start));
        }
        for (const std::string& phrase : phrases) {
            const auto query = SearchQuery::parse(phrase, {});
            if (!query || !query->pattern() || query->pattern()->isExpression())
                continue; // blank, of two lines
            std::set<std::string> expected;
            for (const auto& [name, said] : sessions) {
                if (says(said, query->foldedPhrase()))
                    expected.insert(name);
            }
            auto found = SearchWorld::idSet(index.search(*query));
            found.erase("filling");
            if (found != expected)
                qWarning("phrase \"%s\"", phrase.c_str());
            QCOMPARE(found, expected);
        }
    }

    void expressionsFindTheSameWithAnIndex() {
        SearchWorld world;
        std::mt19937 random(7);
        for (int i = 0; i < 40; ++i) {
            const std::string name = std::format("s{:02}", i);
            world.write(name, record("tool", escapedText(randomText(random, 60))) +
                                  record("user", i == 3 ? "ma\u212ae" : "nothing"));
            world.session(name);
        }
        const auto expressions = {"alpha +beta", "(gamma|привет) ?x", "tab\\sbed", "^null", "path.x$",
                                  "make",        "[a-z]lpha \"",      "設定.*🎉",  "Beta",  "ünï"};
        std::vector<std::set<std::string>> without;
        for (const char* expression : expressions) {
            ContentIndex index(world.files, world.path("no-cache"));
            index.refresh(world.snapshot());
            without.push_back(
                SearchWorld::idSet(index.search(SearchWorld::query(std::format("/{}/", expression)))));
        }
        world.write("filling", filling());
        world.session("filling");
        ContentIndex index(world.files, world.cache());
        QVERIFY(index.refresh(world.snapshot()).bytesIndexed > 0);
        std::size_t place = 0;
        std::size_t found = 0;
        for (const char* expression : expressions) {
            const auto with =
                SearchWorld::idSet(index.search(SearchWorld::query(std::format("/{}/", expression))));
            QCOMPARE(with, without[place++]);
            found += with.size();
        }
        QVERIFY(found > 20);
        QCOMPARE(without[5].size(), 1); // the Kelvin sign is a k to expressions
    }

    void followsWhatGrows() {
        SearchWorld world;
        world.write("grows", filling() + record("user", "first things"));
        world.session("grows");
        ContentIndex index(world.files, world.cache());
        QVERIFY(index.refresh(world.snapshot()).bytesIndexed > 0);
        world.append("grows", record("user", "later things"));
        QCOMPARE(index.search(SearchWorld::query("later things")).results.size(), 0); // as of the refresh
        QCOMPARE(index.refresh(world.snapshot()).bytesIndexed, 0); // little: read, not indexed
        QCOMPARE(index.search(SearchWorld::query("later things")).results.size(), 1);
        world.append("grows", R"({"type":"user","message":{"role":"user","content":"no end of line"}})");
        index.refresh(world.snapshot());
        QCOMPARE(index.search(SearchWorld::query("no end of line")).results.size(), 1);
        world.append("grows", "\n" + filling());
        const auto grown = index.refresh(world.snapshot());
        QVERIFY(grown.bytesIndexed > 3 << 20 && grown.bytesIndexed < 4 << 20); // not what was there before
        for (const char* phrase : {"first things", "later things", "no end of line", "line 7 of"})
            QCOMPARE(index.search(SearchWorld::query(phrase)).results.size(), 1);
    }

    void noticesWhatIsWrittenAnewOrGone() {
        SearchWorld world;
        world.write("other", filling());
        world.write("changes", record("user", "old words") + filling());
        world.write("goes", record("user", "old words"));
        for (const char* name : {"other", "changes", "goes"})
            world.session(name);
        ContentIndex index(world.files, world.cache());
        index.refresh(world.snapshot());
        QCOMPARE(SearchWorld::idSet(index.search(SearchWorld::query("old words"))),
                 (std::set<std::string>{"changes", "goes"}));
        world.write("changes", record("user", "new words") + filling() + filling());
        world.remove("goes");
        QVERIFY(index.search(SearchWorld::query("old words")).results.empty()); // never what is not there
        index.refresh(world.snapshot());
        QVERIFY(index.search(SearchWorld::query("old words")).results.empty());
        QCOMPARE(SearchWorld::ids(index.search(SearchWorld::query("new words"))),
                 std::vector<std::string>{"changes"});
    }

    void searchesSubAgentsForTheirSession() {
        SearchWorld world;
        world.write("own", record("user", "go"));
        world.write("child", record("assistant", "the child said it"));
        SubAgent child;
        child.id = "agent-1";
        child.file = world.path("child");
        world.session("own").subAgents.push_back(child);
        ContentIndex index(world.files, world.cache());
        index.refresh(world.snapshot());
        const SearchResults found = index.search(SearchWorld::query("child said"));
        QCOMPARE(SearchWorld::ids(found), std::vector<std::string>{"own"});
        QCOMPARE(found.results[0].snippets[0].file, world.path("child"));
    }

    void countsHitsAndCutsSnippets() {
        SearchWorld world;
        std::string text;
        for (int i = 0; i < 80; ++i)
            text += std::format("  needle {} in a line \n", i);
        world.write("many", record("user", "nothing") + record("tool", escapedText(text)));
        world.write("few", record("user", "one Needle and one NEEDLE"));
        world.session("many");
        world.session("few");
        ContentIndex index(world.files, world.cache());
        index.refresh(world.snapshot());
        const SearchResults found = index.search(SearchWorld::query("needle"));
        QCOMPARE(SearchWorld::ids(found), (std::vector<std::string>{"few", "many"})); // a person said it
        QCOMPARE(found.results[0].hits, 1);
        QCOMPARE(found.results[0].snippets[0].matches, (std::vector<TextRange>{{4, 10}, {19, 25}}));
        QCOMPARE(found.results[1].hits, MostHits);
        QCOMPARE(found.results[1].snippets.size(), MostSnippets);
        QCOMPARE(found.results[1].snippets[0].text, "needle 0 in a line");
        QCOMPARE(int(found.results[1].snippets[0].speaker), int(Speaker::Tool));
        QCOMPARE(found.results[1].snippets[0].position, record("user", "nothing").size());
        const SearchResults ids = index.search(SearchWorld::query("needle"), {.detailed = 0});
        QCOMPARE(ids.results[1].hits, 0);
    }

    void ranksByTitleSpeakerAndTime() {
        SearchWorld world;
        for (const char* name : {"late", "early", "titled", "asked"})
            world.write(name, record(std::string(name) == "asked" ? "user" : "tool", "the Word"));
        world.session("late");
        world.session("early").last = Timestamp(std::chrono::sys_days(std::chrono::year(2020) / 1 / 1));
        world.session("titled").title = "About the word";
        world.session("asked");
        ContentIndex index(world.files, world.cache());
        index.refresh(world.snapshot());
        QCOMPARE(SearchWorld::ids(index.search(SearchWorld::query("the word"))),
                 (std::vector<std::string>{"titled", "asked", "late", "early"}));
    }

    void stopsWhereItIsTold() {
        SearchWorld world;
        for (int i = 0; i < 30; ++i) {
            world.write(std::format("s{:02}", i), record("user", "same"));
            world.session(std::format("s{:02}", i));
        }
        ContentIndex index(world.files, world.cache());
        index.refresh(world.snapshot());
        const SearchResults some = index.search(SearchWorld::query("same"), {.sessions = 5});
        QCOMPARE(SearchWorld::ids(some), (std::vector<std::string>{"s00", "s01", "s02", "s03", "s04"}));
        QVERIFY(!some.isComplete);
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(!index.search(SearchWorld::query("same"), {}, stop.get_token()).isComplete);
        QVERIFY(index.search(SearchWorld::query("same")).isComplete);
        QVERIFY(!index.search(SearchWorld::query("sa"), {.unfilteredBytes = 0}).isComplete);
    }

    void leadsFromHitToHit() {
        SearchWorld world;
        std::string bytes;
        std::vector<std::uint64_t> positions;
        for (int i = 0; i < 5; ++i) {
            bytes += filling(300'000);
            positions.push_back(bytes.size());
            bytes += record("assistant", "here it is");
        }
        world.write("long", bytes + filling());
        const Session& session = world.session("long");
        ContentIndex index(world.files, world.cache());
        index.refresh(world.snapshot());
        const SearchQuery query = SearchWorld::query("here it is");
        std::vector<std::uint64_t> onward;
        for (auto hit = index.firstHit(query, session); hit;
             hit = index.hitAfter(query, session, hit->position))
            onward.push_back(hit->position);
        QCOMPARE(onward, positions);
        std::vector<std::uint64_t> back;
        for (auto hit = index.hitBefore(query, session, UINT64_MAX); hit;
             hit = index.hitBefore(query, session, hit->position))
            back.insert(back.begin(), hit->position);
        QCOMPARE(back, positions);
    }

    void fieldsAlone() {
        SearchWorld world;
        world.write("a", record("user", "x"));
        world.session("a");
        world.session("b").harness = "pi";
        ContentIndex index(world.files, world.cache());
        index.refresh(world.snapshot());
        QCOMPARE(SearchWorld::ids(index.search(SearchWorld::query("harness:pi"))),
                 std::vector<std::string>{"b"});
        QVERIFY(index.search(SearchWorld::query("harness:pi x")).results.empty());
        QVERIFY(index.search(SearchWorld::query("")).results.empty());
    }
};

QTEST_APPLESS_MAIN(ContentIndexTest)
#include "content_index_test.moc"
