// SPDX-License-Identifier: MIT
// The cache is no part of the truth: whatever happens to it, searches find the same.
#include "core/base/faulty_file_system.h"
#include "tests/unit/core_search/search_world.h"

#include <filesystem>
#include <fstream>
#include <thread>

using namespace ax;
using namespace ax::test;

namespace {

/// Two sessions, both large enough for columns of their own.
void fill(SearchWorld& world) {
    world.write("one", filling() + record("user", "only the first") + filling());
    world.write("two", filling() + record("user", "only the second"));
    world.session("one");
    world.session("two");
}

void verifyAnswers(ContentIndex& index) {
    QCOMPARE(SearchWorld::ids(index.search(SearchWorld::query("only the first"))),
             std::vector<std::string>{"one"});
    QCOMPARE(SearchWorld::ids(index.search(SearchWorld::query("only the second"))),
             std::vector<std::string>{"two"});
    QCOMPARE(index.search(SearchWorld::query("line 42 of a log")).results.size(), 2);
    QVERIFY(index.search(SearchWorld::query("said by nobody")).results.empty());
}

std::vector<std::filesystem::path> filesOf(const SearchWorld& world) {
    std::vector<std::filesystem::path> found;
    for (const auto& entry : std::filesystem::directory_iterator(world.cache()))
        found.push_back(entry.path());
    return found;
}

std::string contentOf(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void replace(const std::filesystem::path& path, std::string_view bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

} // namespace

class ContentIndexCacheTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void staysForTheNextProcess() {
        SearchWorld world;
        fill(world);
        {
            ContentIndex first(world.files, world.cache());
            QVERIFY(first.refresh(world.snapshot()).bytesIndexed > 0);
            verifyAnswers(first);
        }
        ContentIndex second(world.files, world.cache());
        QCOMPARE(second.refresh(world.snapshot()).bytesIndexed, 0);
        verifyAnswers(second);
    }

    void damageIsMended_data() {
        QTest::addColumn<int>("damage");
        QTest::newRow("cut") << 0;
        QTest::newRow("empty") << 1;
        QTest::newRow("garbage") << 2;
        QTest::newRow("zeros behind the head") << 3;
        QTest::newRow("removed") << 4;
    }
    void damageIsMended() {
        QFETCH(int, damage);
        SearchWorld world;
        fill(world);
        ContentIndex(world.files, world.cache()).refresh(world.snapshot());
        const std::size_t count = filesOf(world).size();
        QVERIFY(count >= 2);
        for (std::size_t i = 0; i < count; ++i) {
            const std::filesystem::path path = filesOf(world)[i];
            const std::string bytes = contentOf(path);
            if (damage == 0)
                replace(path, std::string_view(bytes).substr(0, bytes.size() / 2));
            else if (damage == 1)
                replace(path, "");
            else if (damage == 2)
                replace(path, std::string(bytes.size(), '\x5a'));
            else if (damage == 3)
                replace(path, bytes.substr(0, 40) + std::string(bytes.size() - 40, '\0'));
            else
                std::filesystem::remove(path);
            ContentIndex index(world.files, world.cache());
            index.refresh(world.snapshot());
            verifyAnswers(index);
            index.refresh(world.snapshot());
            verifyAnswers(index);
        }
    }

    void anUnwritableFolderCostsTimeOnly() {
        SearchWorld world;
        fill(world);
        FaultyFileSystem files(world.files);
        files.denyChanges(world.cache());
        ContentIndex index(files, world.cache());
        const auto refreshed = index.refresh(world.snapshot());
        QVERIFY(refreshed.problem);
        QCOMPARE(refreshed.problem->code, ErrorCode::Denied);
        verifyAnswers(index);
        files.heal();
        QVERIFY(!index.refresh(world.snapshot()).problem);
        verifyAnswers(index);
    }

    void aFullDiskCostsTimeOnly() {
        SearchWorld world;
        fill(world);
        for (std::uint64_t room = 0; room < 2'000'000; room += 300'000) {
            FaultyFileSystem files(world.files);
            files.failWritesAfter(room);
            ContentIndex index(files, world.cache() + std::to_string(room));
            index.refresh(world.snapshot());
            verifyAnswers(index);
            files.heal();
            QVERIFY(!index.refresh(world.snapshot()).problem);
            verifyAnswers(index);
        }
    }

    void transcriptsThatCannotBeReadAreNotFound() {
        SearchWorld world;
        fill(world);
        FaultyFileSystem files(world.files);
        ContentIndex index(files, world.cache());
        index.refresh(world.snapshot());
        files.deny(world.path("one"));
        QVERIFY(index.search(SearchWorld::query("only the first")).results.empty());
        index.refresh(world.snapshot());
        QVERIFY(index.search(SearchWorld::query("only the first")).results.empty());
        files.heal();
        files.shortenReads(1000);
        index.refresh(world.snapshot());
        verifyAnswers(index);
    }

    void twoBuildAtOnce() {
        SearchWorld world;
        fill(world);
        const SnapshotPointer snapshot = world.snapshot();
        for (int round = 0; round < 3; ++round) {
            std::filesystem::remove_all(world.cache());
            ContentIndex one(world.files, world.cache());
            ContentIndex other(world.files, world.cache());
            {
                std::jthread helper([&] { other.refresh(snapshot); });
                one.refresh(snapshot);
            }
            verifyAnswers(one);
            verifyAnswers(other);
            ContentIndex third(world.files, world.cache());
            QCOMPARE(third.refresh(snapshot).bytesIndexed, 0);
            verifyAnswers(third);
        }
    }

    void stoppedEarlyItStillFinds() {
        SearchWorld world;
        fill(world);
        std::stop_source stop;
        stop.request_stop();
        ContentIndex index(world.files, world.cache());
        index.refresh(world.snapshot(), {}, stop.get_token());
        verifyAnswers(index);
        index.refresh(world.snapshot());
        verifyAnswers(index);
    }

    void transcriptsCutShortAreReadAnew() {
        SearchWorld world;
        fill(world);
        ContentIndex index(world.files, world.cache());
        index.refresh(world.snapshot());
        std::filesystem::resize_file(world.path("one"), 3 << 20);
        QVERIFY(index.search(SearchWorld::query("only the first")).results.empty());
        index.refresh(world.snapshot());
        QVERIFY(index.search(SearchWorld::query("only the first")).results.empty());
        QCOMPARE(index.search(SearchWorld::query("line 42 of a log")).results.size(), 2);
    }
};

QTEST_APPLESS_MAIN(ContentIndexCacheTest)
#include "content_index_cache_test.moc"
