// SPDX-License-Identifier: MIT
// The commonest words are known without reading: a search says the same with and without that knowledge.
#include "core/search/said_words.h"
#include "core/search/text_extract.h"
#include "tests/unit/core_search/search_world.h"

#include <filesystem>
#include <fstream>
#include <random>
#include <sqlite3.h>

using namespace ax;
using namespace ax::test;

namespace {

constexpr int Sessions = 120;

/// Many sessions that share words, said first by one or the other.
void fill(SearchWorld& world) {
    std::mt19937 random(3);
    const std::vector<std::string> words = {"function", "functional", "Error", "retry_count", "zebra",
                                            "über",     "日本語",     "x86",   "cancel",      "can"};
    const std::vector<std::string> speakers = {"user", "assistant", "tool"};
    for (int i = 0; i < Sessions; ++i) {
        const std::string name = std::format("s{:03}", i);
        std::string text = record("user", std::format("number {} begins", i));
        for (int line = 0; line < 12; ++line)
            text += record(
                speakers[random() % 3],
                std::format("line {} {}.{} ends", line, words[random() % words.size()], words[random() % 4]));
        world.write(name, text + filling(30'000));
        world.session(name);
    }
}

std::vector<std::pair<std::string, double>> answers(ContentIndex& index, const std::string& text) {
    std::vector<std::pair<std::string, double>> found;
    for (const SearchResult& result : index.search(SearchWorld::query(text)).results)
        found.emplace_back(result.session->id, result.score);
    return found;
}

std::vector<std::filesystem::path> filesWith(const SearchWorld& world, std::string_view suffix) {
    std::vector<std::filesystem::path> found;
    for (const auto& entry : std::filesystem::directory_iterator(world.cache())) {
        if (entry.path().extension() == suffix)
            found.push_back(entry.path());
    }
    return found;
}

void overwrite(const std::filesystem::path& path, std::size_t from, std::size_t count) {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(from));
    file << std::string(count, '\x5a');
}

/// A session of opencode's with one text a part.
void writeDatabase(const std::string& file, const std::vector<std::string>& texts) {
    std::filesystem::remove(file);
    sqlite3* database = nullptr;
    sqlite3_open(file.c_str(), &database);
    std::string statements = "PRAGMA synchronous=OFF; BEGIN;"
                             "CREATE TABLE session(id text PRIMARY KEY, directory text, title text, "
                             "time_created integer, time_updated "
                             "integer);"
                             "CREATE TABLE message(id text PRIMARY KEY, session_id text, time_created "
                             "integer, time_updated integer, data "
                             "text);"
                             "CREATE TABLE part(id text PRIMARY KEY, message_id text, session_id text, "
                             "time_created integer, time_updated "
                             "integer, data text);"
                             "INSERT INTO session VALUES('db','/w','T',1,1);";
    for (std::size_t i = 0; i < texts.size(); ++i)
        statements += std::format("INSERT INTO message VALUES('m{0:04}','db',{0},{0},'{{\"role\":\"{2}\"}}');"
                                  "INSERT INTO part VALUES('p{0:04}','m{0:04}','db',{0},{0},"
                                  "'{{\"type\":\"text\",\"text\":\"{1}\"}}');",
                                  i, texts[i], i % 2 == 0 ? "user" : "assistant");
    statements += "COMMIT";
    sqlite3_exec(database, statements.c_str(), nullptr, nullptr, nullptr);
    sqlite3_close(database);
}

} // namespace

class SaidWordsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsWordsByDocument() {
        WordCounter counter;
        for (int i = 0; i < 40; ++i) {
            counter.add(std::format("everywhere, often{} ab x_1 averyveryverylongword", i % 2));
            counter.endDocument();
        }
        const WordList words = counter.mostCommon();
        QCOMPARE(words.words(), (std::vector<std::string>{"everywhere", "x_1", "often0", "often1"}));
        const std::string padded = "often1" + std::string(16, 'z');
        QCOMPARE(words.find(padded.data(), 6), std::optional<std::uint16_t>(3));
        QVERIFY(!words.find(padded.data(), 7));
        QVERIFY(!WordList().find(padded.data(), 6));
        QCOMPARE(words.with("often"), (std::vector<std::uint16_t>{2, 3}));
    }

    void keepsWhoSaidWhat() {
        const WordList words({"one", "two", "three"});
        std::vector<SaidWords> said(9, SaidWords(words.size()));
        said[0].note(0, Speaker::Tool);
        said[0].note(0, Speaker::User); // too late
        said[8].note(2, Speaker::Assistant);
        std::vector<const SaidWords*> documents;
        for (const SaidWords& each : said)
            documents.push_back(&each);
        documents[4] = nullptr;
        const QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("w")).toStdString();
        const RealFileSystem files;
        const std::string bytes = SaidWordsFile::bytesOf(7, words, documents);
        QVERIFY(files.writeCache(path, bytes));
        const auto file = SaidWordsFile::open(files, path, 7);
        QVERIFY(file);
        QCOMPARE(file->documents(), 9U);
        QVERIFY(file->speakersOf("one")[0] == Speaker::Tool);
        QVERIFY(file->speakersOf("hre")[8] == Speaker::Assistant);
        QVERIFY(!file->speakersOf("two")[0]);
        QVERIFY(file->all()[8].said(2) == Speaker::Assistant);
        QVERIFY(!SaidWordsFile::open(files, path, 8));
        for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
            QVERIFY(files.writeCache(path, std::string_view(bytes).substr(0, cut)));
            if (const auto opened = SaidWordsFile::open(files, path, 7)) // a row is missing, and says nothing
                QVERIFY(!opened->speakersOf("three")[8]);
        }
        for (std::size_t at = 0; at < bytes.size(); ++at) {
            std::string broken = bytes;
            broken[at] = static_cast<char>(broken[at] ^ 1);
            QVERIFY(files.writeCache(path, broken));
            if (const auto opened = SaidWordsFile::open(files, path, 7))
                QVERIFY(!opened->speakersOf("two")[0] && opened->speakersOf("one")[0] != Speaker::User);
        }
    }

    void saysTheSameWithoutThem() {
        SearchWorld world;
        fill(world);
        {
            ContentIndex index(world.files, world.cache());
            QVERIFY(index.refresh(world.snapshot()).bytesIndexed > 0);
        }
        const auto words = filesWith(world, ".words");
        QCOMPARE(words.size(), 1U);
        const auto all = [&] {
            ContentIndex index(world.files, world.cache());
            index.refresh(world.snapshot());
            std::vector<std::vector<std::pair<std::string, double>>> found;
            for (const char* text :
                 {"zebra", "über", "日本", "x86", "retry_c", "cancel", "nobody says", "number 7"})
                found.push_back(answers(index, text));
            std::vector<std::string> common = SearchWorld::ids(index.search(SearchWorld::query("function")));
            if (common.size() < Sessions / 2)
                qFatal("no common word");
            std::ranges::sort(common);
            for (const std::string& id : common)
                found.push_back({{id, 0}});
            return found;
        };
        const auto known = all();
        overwrite(words.front(), 200, 30'000);
        const auto damaged = all();
        std::filesystem::remove(words.front());
        QVERIFY(known == damaged);
        QVERIFY(known == all());
    }

    void readsNothingForThem() {
        SearchWorld world;
        fill(world);
        ContentIndex index(world.files, world.cache());
        index.refresh(world.snapshot());
        const std::size_t before =
            index.search(SearchWorld::query("function"), {.detailed = 0}).results.size();
        for (int i = 0; i < Sessions; ++i)
            world.write(std::format("s{:03}", i), "");
        QCOMPARE(index.search(SearchWorld::query("function"), {.detailed = 0}).results.size(), before);
        QCOMPARE(index.search(SearchWorld::query("nction functi"), {.detailed = 0}).results.size(), 0U);
    }

    void readsExtractsLineByLine() {
        std::string text;
        const text_extract::Line line = {.position = 17,
                                         .text = {.speaker = Speaker::Tool, .escaped = "a \\n b\nc"}};
        text_extract::append(text, line);
        QCOMPARE(text, "t17 a \\n b\\nc\n");
        const auto parsed = text_extract::parse(std::string_view(text).substr(0, text.size() - 1));
        QVERIFY(parsed && parsed->position == 17 && parsed->text.speaker == Speaker::Tool);
        QCOMPARE(parsed->text.escaped, "a \\n b\\nc");
        for (const char* broken : {"", "t", "t17", "x17 a", "t a", "t1x a", "t99999999999999999999 a"})
            QVERIFY2(!text_extract::parse(broken), broken);
    }

    void findsWhatIsSaidInADatabase_data() {
        QTest::addColumn<int>("damage");
        QTest::newRow("sound") << 0;
        QTest::newRow("extract gone") << 1;
        QTest::newRow("extract cut") << 2;
        QTest::newRow("extract's end overwritten") << 3;
    }
    void findsWhatIsSaidInADatabase() {
        QFETCH(int, damage);
        SearchWorld world;
        std::vector<std::string> texts;
        for (int i = 0; i < 400; ++i)
            texts.push_back(std::format("part {} of a long talk {}", i, std::string(200, 'z')));
        texts[300] = "only Once said";
        writeDatabase(world.path("opencode.db"), texts);
        world.write("one", filling());
        world.session("one");
        Session& session = world.session("opencode.db");
        session.id = "db";
        session.harness = session.format = "opencode";
        ContentIndex index(world.files, world.cache());
        QVERIFY(index.refresh(world.snapshot()).bytesIndexed > 0);
        const auto extracts = filesWith(world, ".said");
        QCOMPARE(extracts.size(), 1U);
        const auto size = std::filesystem::file_size(extracts.front());
        if (damage == 1)
            std::filesystem::remove(extracts.front());
        if (damage == 2)
            std::filesystem::resize_file(extracts.front(), size / 2);
        if (damage == 3)
            overwrite(extracts.front(), size - 50, 40);
        const auto results = index.search(SearchWorld::query("once SAID"));
        QCOMPARE(SearchWorld::ids(results), std::vector<std::string>{"db"});
        QCOMPARE(results.results.front().snippets.front().position, 300U);
        QCOMPARE(results.results.front().snippets.front().text, "only Once said");
        const auto hits = SearchWorld::query("long talk");
        QCOMPARE(index.firstHit(hits, session)->position, 0U);
        QCOMPARE(index.hitAfter(hits, session, 299)->position, 301U);
        QCOMPARE(index.hitBefore(hits, session, 301)->position, 299U);
        QVERIFY(!index.hitBefore(hits, session, 0));
        QVERIFY(!index.hitAfter(hits, session, 399));

        session.last = *session.last + std::chrono::hours(2); // it was written to
        texts[300] = "something else";
        writeDatabase(world.path("opencode.db"), texts);
        index.refresh(world.snapshot());
        QVERIFY(index.search(SearchWorld::query("once said")).results.empty());
        QCOMPARE(index.search(SearchWorld::query("something else")).results.size(), 1U);
    }
};

QTEST_APPLESS_MAIN(SaidWordsTest)
#include "said_words_test.moc"
