// SPDX-License-Identifier: MIT
#include "core/archive/kept_index.h"
#include "tests/unit/core_archive/archive_world.h"

using namespace ax;
using namespace ax::test;

class KeptIndexTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void remembers();
    void hearsOfOtherPrograms();
    void cutAtEveryByte();
    void staysSmall();
    void aFullDisk();
};

namespace {

KeptFile entry(const std::string& path, std::uint64_t stored = 10) {
    return {.path = path,
            .source = "/home/ann\t\\n/\n\xff" + path,
            .session = "claude/" + path,
            .identity = {3, 4},
            .size = 100,
            .modifiedNanoseconds = -5,
            .method = CopyMethod::HardLink,
            .storedSize = stored};
}

} // namespace

void KeptIndexTest::remembers() {
    const ArchiveWorld world;
    const std::string file = world.home() + "/a/index";
    KeptIndex index(world.real, file);
    QVERIFY(index.refresh().has_value());
    QVERIFY(index.add(entry("one")).has_value());
    QVERIFY(index.add(entry("two")).has_value());
    QVERIFY(index.add(entry("one", 30)).has_value());
    QCOMPARE(index.storedSize(), std::uint64_t{40});
    QVERIFY(index.forget("two").has_value());
    KeptIndex again(world.real, file);
    QVERIFY(again.refresh().has_value());
    QCOMPARE(again.files().size(), std::size_t{1});
    QVERIFY(*again.find("one") == entry("one", 30));
    QCOMPARE(again.storedSize(), std::uint64_t{30});
}

void KeptIndexTest::hearsOfOtherPrograms() {
    const ArchiveWorld world;
    const std::string file = world.home() + "/index";
    KeptIndex one(world.real, file);
    KeptIndex other(world.real, file);
    QVERIFY(one.add(entry("one")).has_value());
    QVERIFY(other.refresh().has_value());
    QVERIFY(other.add(entry("two")).has_value());
    QVERIFY(one.find("two") == nullptr);
    QVERIFY(one.refresh().has_value());
    QVERIFY(one.find("two") != nullptr);
    QCOMPARE(one.storedSize(), std::uint64_t{20});
}

void KeptIndexTest::cutAtEveryByte() {
    const ArchiveWorld world;
    const std::string file = world.home() + "/index";
    KeptIndex whole(world.real, file);
    for (const char* path : {"one", "two", "three"})
        QVERIFY(whole.add(entry(path)).has_value());
    const std::string bytes = *readWholeFile(world.real, file, Plenty);
    for (std::size_t size = 0; size <= bytes.size(); ++size) {
        world.write(file, bytes.substr(0, size));
        KeptIndex torn(world.real, file);
        QVERIFY(torn.refresh().has_value());
        for (const auto& [path, kept] : torn.files())
            QVERIFY(kept == entry(path));
        QVERIFY(torn.add(entry("four")).has_value()); // not glued to the rest of a line
        KeptIndex again(world.real, file);
        QVERIFY(again.refresh().has_value());
        QVERIFY(again.find("four") != nullptr);
        QVERIFY(*again.find("four") == entry("four"));
    }
}

void KeptIndexTest::staysSmall() {
    const ArchiveWorld world;
    const std::string file = world.home() + "/index";
    KeptIndex index(world.real, file);
    for (int round = 0; round < 3000; ++round)
        QVERIFY(index.add(entry("one", static_cast<std::uint64_t>(round))).has_value());
    QVERIFY(world.real.status(file)->size < 200'000);
    KeptIndex again(world.real, file);
    QVERIFY(again.refresh().has_value());
    QCOMPARE(again.storedSize(), std::uint64_t{2999});
}

void KeptIndexTest::aFullDisk() {
    ArchiveWorld world;
    const std::string file = world.home() + "/index";
    KeptIndex index(world.disk, file);
    QVERIFY(index.add(entry("one")).has_value());
    world.disk.failWritesAfter(7);
    QVERIFY(index.add(entry("two")).error().code == ErrorCode::NoSpace);
    world.disk.heal();
    QVERIFY(index.add(entry("three")).has_value());
    KeptIndex again(world.real, file);
    QVERIFY(again.refresh().has_value());
    QVERIFY(again.find("one") != nullptr && again.find("three") != nullptr);
}

QTEST_GUILESS_MAIN(KeptIndexTest)
#include "kept_index_test.moc"
