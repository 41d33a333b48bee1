// SPDX-License-Identifier: MIT
#include "core/index/index_cache.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>
#include <map>
#include <random>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace ax;

namespace {

using Contents = std::map<std::string, std::string>;

constexpr std::uint64_t Fingerprint = 7;

Contents manyRecords(std::size_t count, char letter) {
    Contents contents;
    for (std::size_t number = 0; number < count; ++number)
        contents["/store/file-" + std::to_string(number) + ".jsonl"] =
            std::to_string(number) + std::string(number % 900, letter);
    return contents;
}

IndexCache::Changes changesFor(const Contents& contents) {
    IndexCache::Changes changes;
    for (const auto& [path, record] : contents) {
        ByteWriter& shard = changes.shards[IndexCache::shardOf(path)];
        shard.text(path);
        shard.text(record);
        changes.checkpoints.emplace_back(path, "rests at " + record);
    }
    return changes;
}

/// Whether everything the cache says of `path` is something that was once saved.
bool isNothingOr(const IndexCache::Records& records, const std::string& path,
                 std::initializer_list<const Contents*> saved) {
    const auto record = records.find(path);
    return !record || std::ranges::any_of(
                          saved, [&](const Contents* contents) { return contents->at(path) == *record; });
}

} // namespace

class IndexCacheTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void givesBackWhatWasSaved();
    void replacesOneShardAndForgetsCheckpoints();
    void makesNothingUntilThereIsSomethingToSave();
    void doesWithoutAPlace();
    void ignoresWhatWasWrittenUnderAnotherFingerprint();
    void replacesOtherVersionsAndOtherFiles_data();
    void replacesOtherVersionsAndOtherFiles();
    void survivesBeingCut();
    void survivesGarbageInside();
    void leavesALockedFileAlone();
    void survivesBeingRemovedMeanwhile();
    void sharesAmongProcesses();
    void survivesAKilledWriter();

private:
    std::string file() const {
        return m_folder->filePath(QStringLiteral("cache/index.sqlite")).toStdString();
    }
    bool save(const Contents& contents) const {
        return IndexCache(m_files, file(), Fingerprint).save(changesFor(contents));
    }
    void rewrite(const std::function<void(QByteArray&)>& change) const {
        QFile handle(QString::fromStdString(file()));
        QVERIFY(handle.open(QIODevice::ReadOnly));
        QByteArray bytes = handle.readAll();
        handle.close();
        change(bytes);
        QVERIFY(handle.open(QIODevice::WriteOnly | QIODevice::Truncate));
        handle.write(bytes);
    }

    RealFileSystem m_files;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void IndexCacheTest::givesBackWhatWasSaved() {
    const Contents contents = manyRecords(1000, 'x');
    QVERIFY(save(contents));
    IndexCache cache(m_files, file(), Fingerprint);
    const IndexCache::Records records = cache.load();
    QCOMPARE(records.size(), contents.size());
    for (const auto& [path, record] : contents) {
        QVERIFY(records.find(path) == std::string_view(record));
        QVERIFY(cache.checkpoint(path) == "rests at " + record);
    }
    QVERIFY(!records.find("/store/other"));
    QVERIFY(!cache.checkpoint("/store/other"));
}

void IndexCacheTest::replacesOneShardAndForgetsCheckpoints() {
    const Contents contents = manyRecords(1000, 'x');
    QVERIFY(save(contents));
    const std::string changed = contents.begin()->first;
    const std::size_t shard = IndexCache::shardOf(changed);
    IndexCache::Changes changes;
    changes.shards[shard].text(changed);
    changes.shards[shard].text("news");
    changes.forgotten.push_back(changed);
    IndexCache cache(m_files, file(), Fingerprint);
    QVERIFY(cache.save(changes));
    const IndexCache::Records records = cache.load();
    for (const auto& [path, record] : contents) {
        if (path == changed)
            QVERIFY(records.find(path) == std::string_view("news"));
        else
            QCOMPARE(records.find(path).has_value(), IndexCache::shardOf(path) != shard);
    }
    QVERIFY(!cache.checkpoint(changed));
}

void IndexCacheTest::makesNothingUntilThereIsSomethingToSave() {
    IndexCache cache(m_files, file(), Fingerprint);
    QCOMPARE(cache.load().size(), 0U);
    QVERIFY(!cache.checkpoint("/x"));
    QVERIFY(cache.save({}));
    QVERIFY(!QFile::exists(m_folder->filePath(QStringLiteral("cache"))));
}

void IndexCacheTest::doesWithoutAPlace() {
    QVERIFY(QFile(m_folder->filePath(QStringLiteral("file"))).open(QIODevice::WriteOnly));
    const std::string below = m_folder->filePath(QStringLiteral("file/cache/index.sqlite")).toStdString();
    for (const std::string& place : {std::string(), std::string("/proc/no/index.sqlite"), below}) {
        IndexCache cache(m_files, place, Fingerprint);
        QCOMPARE(cache.load().size(), 0U);
        QVERIFY(!cache.save(changesFor(manyRecords(3, 'x'))));
        QCOMPARE(cache.load().size(), 0U);
    }
}

void IndexCacheTest::ignoresWhatWasWrittenUnderAnotherFingerprint() {
    QVERIFY(save(manyRecords(100, 'x')));
    IndexCache other(m_files, file(), Fingerprint + 1);
    QCOMPARE(other.load().size(), 0U);
    QVERIFY(!other.checkpoint("/store/file-1.jsonl"));
    QVERIFY(other.save(changesFor(manyRecords(100, 'y'))));
    QCOMPARE(other.load().size(), 100U);
    QCOMPARE(IndexCache(m_files, file(), Fingerprint).load().size(), 0U);
}

void IndexCacheTest::replacesOtherVersionsAndOtherFiles_data() {
    QTest::addColumn<int>("offset");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("newer schema") << 60 << QByteArray("\0\0\0\x63", 4);
    QTest::newRow("older schema") << 60 << QByteArray("\0\0\0\0", 4);
    QTest::newRow("another program's") << 68 << QByteArray("\1\2\3\4", 4);
    QTest::newRow("no database") << 0 << QByteArray("{\"json\": true}  ");
    QTest::newRow("zeros") << 0 << QByteArray(4096, '\0');
}

void IndexCacheTest::replacesOtherVersionsAndOtherFiles() {
    QFETCH(int, offset);
    QFETCH(QByteArray, bytes);
    QVERIFY(save(manyRecords(100, 'x')));
    rewrite([&](QByteArray& content) { content.replace(offset, bytes.size(), bytes); });
    QCOMPARE(IndexCache(m_files, file(), Fingerprint).load().size(), 0U);
    QVERIFY(save(manyRecords(50, 'y')));
    QCOMPARE(IndexCache(m_files, file(), Fingerprint).load().size(), 50U);
}

void IndexCacheTest::survivesBeingCut() {
    const Contents contents = manyRecords(300, 'x');
    QVERIFY(save(contents));
    const auto size = static_cast<std::size_t>(QFile(QString::fromStdString(file())).size());
    QVERIFY(size > 100'000);
    for (std::size_t at = 0; at < size; at += at < 2000 ? 97 : 7919) {
        QVERIFY(save(contents));
        QVERIFY(::truncate(file().c_str(), static_cast<off_t>(at)) == 0);
        IndexCache cache(m_files, file(), Fingerprint);
        const IndexCache::Records records = cache.load();
        for (const auto& [path, record] : contents)
            QVERIFY(isNothingOr(records, path, {&contents}));
        QVERIFY2(cache.save(changesFor(contents)), qPrintable(QString::number(at)));
        QCOMPARE(cache.load().size(), contents.size());
    }
}

void IndexCacheTest::survivesGarbageInside() {
    const Contents contents = manyRecords(300, 'x');
    std::mt19937 random(5);
    for (int round = 0; round < 60; ++round) {
        QVERIFY(save(contents));
        rewrite([&](QByteArray& content) {
            const int places = round % 3 == 0 ? 1 : 300;
            for (int place = 0; place < places; ++place)
                content[static_cast<qsizetype>(random() % static_cast<unsigned>(content.size()))] =
                    static_cast<char>(random());
        });
        IndexCache cache(m_files, file(), Fingerprint);
        const IndexCache::Records records = cache.load();
        for (const auto& [path, record] : contents) {
            QVERIFY(isNothingOr(records, path, {&contents}));
            const auto checkpoint = cache.checkpoint(path);
            QVERIFY(!checkpoint || *checkpoint == "rests at " + record);
        }
        QVERIFY(cache.save(changesFor(contents)) || cache.save(changesFor(contents)));
    }
}

void IndexCacheTest::leavesALockedFileAlone() {
    QVERIFY(save(manyRecords(10, 'x')));
    sqlite3* other = nullptr;
    QCOMPARE(sqlite3_open(file().c_str(), &other), SQLITE_OK);
    QCOMPARE(sqlite3_exec(other, "BEGIN EXCLUSIVE", nullptr, nullptr, nullptr), SQLITE_OK);
    QVERIFY(!save(manyRecords(20, 'y')));
    sqlite3_close(other);
    QCOMPARE(IndexCache(m_files, file(), Fingerprint).load().size(), 10U);
    QVERIFY(save(manyRecords(20, 'y')));
}

void IndexCacheTest::survivesBeingRemovedMeanwhile() {
    IndexCache cache(m_files, file(), Fingerprint);
    QVERIFY(cache.save(changesFor(manyRecords(10, 'x'))));
    cache.close();
    QVERIFY(QDir(m_folder->filePath(QStringLiteral("cache"))).removeRecursively());
    QCOMPARE(cache.load().size(), 0U);
    QVERIFY(cache.save(changesFor(manyRecords(10, 'x'))));
    QCOMPARE(cache.load().size(), 10U);
}

void IndexCacheTest::sharesAmongProcesses() {
    const Contents one = manyRecords(200, 'x');
    const Contents other = manyRecords(200, 'y');
    std::vector<pid_t> children;
    for (int child = 0; child < 4; ++child) {
        const pid_t processId = ::fork();
        if (processId == 0) {
            bool sound = true;
            for (int round = 0; round < 40; ++round) {
                IndexCache cache(m_files, file(), Fingerprint);
                const IndexCache::Records records = cache.load();
                for (const auto& [path, record] : one)
                    sound &= isNothingOr(records, path, {&one, &other});
                cache.save(changesFor(child % 2 == 0 ? one : other)); // may lose the race
            }
            ::_exit(sound ? 0 : 1);
        }
        children.push_back(processId);
    }
    for (const pid_t child : children) {
        int status = -1;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QCOMPARE(status, 0);
    }
    QCOMPARE(IndexCache(m_files, file(), Fingerprint).load().size(), one.size());
}

void IndexCacheTest::survivesAKilledWriter() {
    const Contents one = manyRecords(400, 'x');
    const Contents other = manyRecords(400, 'y');
    for (int round = 0; round < 25; ++round) {
        int pipe[2];
        QVERIFY(::pipe(pipe) == 0);
        const pid_t child = ::fork();
        if (child == 0) {
            IndexCache cache(m_files, file(), Fingerprint);
            for (int turn = 0; turn < 10'000; ++turn) {
                cache.save(changesFor(turn % 2 == 0 ? one : other));
                if (::write(pipe[1], "x", 1) != 1)
                    break;
            }
            ::_exit(0);
        }
        char byte = 0;
        for (int turn = 0; turn <= round % 4; ++turn)
            QCOMPARE(::read(pipe[0], &byte, 1), 1);
        ::usleep(static_cast<unsigned>(round) * 150); // anywhere in a transaction
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        ::close(pipe[0]);
        ::close(pipe[1]);
        IndexCache cache(m_files, file(), Fingerprint);
        const IndexCache::Records records = cache.load();
        QCOMPARE(records.size(), one.size()); // nothing was lost, nothing is half
        for (const auto& [path, record] : one)
            QVERIFY(isNothingOr(records, path, {&one, &other}));
        QVERIFY(cache.save(changesFor(one)));
    }
}

QTEST_GUILESS_MAIN(IndexCacheTest)
#include "index_cache_test.moc"
