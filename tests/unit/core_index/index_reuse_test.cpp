// SPDX-License-Identifier: MIT
#include "core/index/index_cache.h"
#include "core/index/record_fingerprint.h"
#include "tests/unit/core_index/store_world.h"

#include <sys/stat.h>
#include <unistd.h>

using namespace ax;
using namespace ax::test;

/// What one index learned, the next one knows: each SessionIndex here stands for a process of its own.
class IndexReuseTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_world = std::make_unique<StoreWorld>(); }
    void readsNothingTwice();
    void goesOnWhereTheLastOneRested();
    void keepsWhatUpdatesLearned();
    void writesNothingWhenNothingChanged();
    void forgetsWhatIsGone();
    void readsAnewWhatWasReplaced();
    void doesNotTrustAnotherPattern();
    void doesWithoutACache();
    void knowsSubAgentsAndTheirNames();
    void reportsPartsOfALongScan();
    void readsAHoleWithoutMemory();

private:
    SnapshotPointer scanAnew(const FileSystem& files) const {
        return SessionIndex(m_world->context(files)).scan();
    }
    std::string cacheFile() const { return m_world->paths.cacheDirectory + "/index.sqlite"; }

    std::unique_ptr<StoreWorld> m_world;
};

namespace {

void compareRows(const SnapshotPointer& one, const SnapshotPointer& other) {
    QCOMPARE(one->sessions.size(), other->sessions.size());
    for (std::size_t row = 0; row < one->sessions.size(); ++row)
        QVERIFY(*one->sessions[row] == *other->sessions[row]);
}

QByteArray bytesOf(const std::string& path) {
    QFile file(QString::fromStdString(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

void IndexReuseTest::readsNothingTwice() {
    for (int number = 1; number <= 300; ++number)
        m_world->append(m_world->transcript(idNumber(number), "-p" + std::to_string(number % 7)),
                        promptAt(number, "text") + answerBy("cheap", std::to_string(number), number));
    CountingFileSystem files;
    const SnapshotPointer first = scanAnew(files);
    QCOMPARE(first->sessions.size(), 300U);
    QVERIFY(files.bytesRead() > 0);
    files.forget();
    compareRows(scanAnew(files), first);
    QCOMPARE(files.bytesRead(), 0U);
}

void IndexReuseTest::goesOnWhereTheLastOneRested() {
    CountingFileSystem files;
    const std::string path = m_world->transcript(idNumber(1));
    m_world->append(path, promptAt(1, std::string(3'000'000, 'x')) + answerBy("cheap", "m", 10));
    scanAnew(files);
    files.forget();
    const std::string line = answerBy("cheap", "m", 10) + answerBy("cheap", "n", 5); // the first was counted
    m_world->append(path, line);
    QCOMPARE(find(scanAnew(files), idNumber(1))->tokens.input, 15U);
    QCOMPARE(files.bytesRead(), line.size() + 64);
    files.forget();
    QCOMPARE(find(scanAnew(files), idNumber(1))->tokens.input, 15U);
    QCOMPARE(files.bytesRead(), 0U);
}

void IndexReuseTest::keepsWhatUpdatesLearned() {
    CountingFileSystem files;
    const std::string path = m_world->transcript(idNumber(1));
    m_world->append(path, promptAt(1, std::string(3'000'000, 'x')));
    {
        SessionIndex index(m_world->context(files));
        index.scan();
        QVERIFY(!index.hasUnsavedWork());
        for (int number = 0; number < 5; ++number) {
            m_world->append(path, answerBy("cheap", std::to_string(number), 1));
            update(index, {path});
        }
        QVERIFY(index.hasUnsavedWork());
        index.saveCache();
        QVERIFY(!index.hasUnsavedWork());
    }
    files.forget();
    QCOMPARE(find(scanAnew(files), idNumber(1))->tokens.input, 5U);
    QCOMPARE(files.bytesRead(), 0U);
}

void IndexReuseTest::writesNothingWhenNothingChanged() {
    m_world->append(m_world->transcript(idNumber(1)), promptAt(1, "x"));
    scanAnew(m_world->real);
    const QByteArray before = bytesOf(cacheFile());
    QVERIFY(!before.isEmpty());
    const auto status = m_world->real.status(cacheFile());
    scanAnew(m_world->real);
    QCOMPARE(bytesOf(cacheFile()), before);
    QCOMPARE(m_world->real.status(cacheFile())->modifiedNanoseconds, status->modifiedNanoseconds);
}

void IndexReuseTest::forgetsWhatIsGone() {
    for (int number = 1; number <= 3; ++number)
        m_world->append(m_world->transcript(idNumber(number)), promptAt(number, std::string(200'000, 'x')));
    scanAnew(m_world->real);
    QVERIFY(m_world->real.remove(m_world->transcript(idNumber(1))).has_value());
    QCOMPARE(scanAnew(m_world->real)->sessions.size(), 2U);
    m_world->append(m_world->transcript(idNumber(2)), promptAt(9, "more")); // now there is something to write
    scanAnew(m_world->real);
    IndexCache cache(m_world->real, cacheFile(), recordFingerprint());
    QCOMPARE(cache.load().size(), 2U);
    QVERIFY(!cache.checkpoint(m_world->transcript(idNumber(1))));
    QVERIFY(cache.checkpoint(m_world->transcript(idNumber(2))));
}

void IndexReuseTest::readsAnewWhatWasReplaced() {
    const std::string path = m_world->transcript(idNumber(1));
    m_world->append(path, promptAt(1, std::string(300'000, 'x')) + answerBy("cheap", "m", 10));
    scanAnew(m_world->real);
    m_world->replace(path, promptAt(2, std::string(400'000, 'y')) + answerBy("cheap", "m", 3));
    const SessionPointer row = find(scanAnew(m_world->real), idNumber(1));
    QCOMPARE(row->tokens.input, 3U);
    QCOMPARE(row->prompts, 1U);
    m_world->replace(path, promptAt(2, "short"));
    QCOMPARE(find(scanAnew(m_world->real), idNumber(1))->tokens.input, 0U);
}

void IndexReuseTest::doesNotTrustAnotherPattern() {
    m_world->append(m_world->transcript(idNumber(1)), promptAt(1, "x"));
    scanAnew(m_world->real);
    IndexContext context = m_world->context();
    context.config.harnesses[0].idPattern = "/(?P<id>[0-9a-f]{8})-[0-9a-f-]+\\.jsonl$";
    QVERIFY(idsOf(SessionIndex(std::move(context)).scan()) == std::vector<std::string>{"00000000"});
    QVERIFY(idsOf(scanAnew(m_world->real)) == std::vector{idNumber(1)});
}

void IndexReuseTest::doesWithoutACache() {
    m_world->append(m_world->transcript(idNumber(1)), promptAt(1, std::string(2'000'000, 'x')));
    m_world->paths.cacheDirectory = "/proc/none/of/this";
    CountingFileSystem files;
    SessionIndex index(m_world->context(files));
    QCOMPARE(index.scan()->sessions.size(), 1U);
    files.forget();
    const std::string line = promptAt(2, "appended");
    m_world->append(m_world->transcript(idNumber(1)), line);
    update(index, {m_world->transcript(idNumber(1))});
    QCOMPARE(files.bytesRead(), line.size() + 64); // its checkpoint stayed in memory
    m_world->paths.cacheDirectory.clear();
    QCOMPARE(scanAnew(files)->sessions.size(), 1U);
}

void IndexReuseTest::knowsSubAgentsAndTheirNames() {
    m_world->append(m_world->transcript(idNumber(1)), promptAt(1, "x"));
    m_world->append(m_world->subAgent(idNumber(1), "a.jsonl"), answerBy("cheap", "m", 10));
    m_world->append(m_world->subAgent(idNumber(1), "a.meta.json"), R"({"agentType":"Explore"})");
    CountingFileSystem files;
    const SnapshotPointer first = scanAnew(files);
    files.forget();
    compareRows(scanAnew(files), first);
    QCOMPARE(files.bytesRead(), 0U);
    m_world->replace(m_world->subAgent(idNumber(1), "a.meta.json"), R"({"agentType":"Plan"})");
    const SessionPointer row = find(scanAnew(files), idNumber(1));
    QCOMPARE(row->subAgents.at(0).kind, "Plan");
    QCOMPARE(row->subAgents.at(0).tokens.input, 10U);
}

void IndexReuseTest::reportsPartsOfALongScan() {
    std::string bytes;
    for (int number = 0; number < 20'000; ++number)
        bytes += answerBy("cheap", std::to_string(number), 1) + promptAt(1, std::string(400, 'x'));
    for (int number = 1; number <= 40; ++number)
        m_world->append(m_world->transcript(idNumber(number)), bytes);
    SessionIndex index(m_world->context());
    std::vector<SnapshotPointer> parts;
    const SnapshotPointer whole = index.scan([&](SnapshotPointer part) { parts.push_back(std::move(part)); });
    QCOMPARE(whole->sessions.size(), 40U);
    QVERIFY(!whole->progress);
    ScanProgress before;
    for (const SnapshotPointer& part : parts) { // none where all of it takes less than 150 ms
        QVERIFY(part->progress.has_value());
        QCOMPARE(part->progress->filesInAll, 40U);
        QCOMPARE(part->progress->bytesInAll, 40 * bytes.size());
        QVERIFY(part->progress->bytes >= before.bytes);
        QVERIFY(part->sessions.size() <= part->progress->files);
        before = *part->progress;
    }
}

void IndexReuseTest::readsAHoleWithoutMemory() {
    const std::string path = m_world->transcript(idNumber(1));
    m_world->append(path, promptAt(1, "before"));
    QVERIFY(::truncate(path.c_str(), 500'000'000) == 0);
    m_world->append(path, "\n" + promptAt(2, "behind"));
    const SessionPointer row = find(scanAnew(m_world->real), idNumber(1));
    QCOMPARE(row->prompts, 2U);
    QCOMPARE(row->title, "before");
}

QTEST_GUILESS_MAIN(IndexReuseTest)
#include "index_reuse_test.moc"
