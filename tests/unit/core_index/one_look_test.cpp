// SPDX-License-Identifier: MIT
// SessionIndex::look(): what the last process found is taken over as long as no place speaks against it, and
// never a moment longer.
#include "core/base/faulty_file_system.h"
#include "tests/unit/core_index/store_world.h"

#include <QTest>

#include <filesystem>
#include <fstream>
#include <unistd.h>

using namespace ax;
using namespace ax::test;

namespace {

using Operation = FaultyFileSystem::Operation;

/// Folders that changed a moment ago are not trusted.
void letAnHourPass(const std::string& folder) {
    const auto before = std::filesystem::file_time_type::clock::now() - std::chrono::hours(1);
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.is_directory())
            std::filesystem::last_write_time(entry.path(), before);
    }
    std::filesystem::last_write_time(folder, before);
    if (const std::string image = folder + "/.cache/ax/snapshot"; std::filesystem::exists(image))
        std::filesystem::last_write_time(image, before);
}

} // namespace

class OneLookTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void takesOverWhatDidNotChange();
    void noticesEveryChange_data();
    void noticesEveryChange();
    void trustsNoFolderThatJustChanged();
    void tellsWhoLives();
    void asksWhereFoldersAre();
    void readsSidecars();
    void survivesDamage_data();
    void survivesDamage();
    void dependsOnTheConfiguration();
    void recallsAndThenLooks();
    void writesSeldomWhileThingsChange();
    void doesWithoutACache();

private:
    struct Looked {
        SnapshotPointer snapshot;
        bool listed = false; ///< folders: the image was not used
    };
    Looked look() const {
        const FaultyFileSystem files(m_world->real);
        SessionIndex index(m_world->context(files));
        Looked looked{.snapshot = index.look()};
        looked.listed =
            std::ranges::contains(files.accesses(), FaultyFileSystem::Access{.operation = Operation::List,
                                                                             .path = m_world->projects()});
        return looked;
    }
    /// What somebody finds who knows nothing of an image.
    SnapshotPointer truth() const {
        IndexContext context = m_world->context();
        context.paths.cacheDirectory.clear();
        return SessionIndex(context).scan();
    }
    void verifyIsTruth(const SnapshotPointer& snapshot) const {
        const SnapshotPointer expected = truth();
        QCOMPARE(idsOf(snapshot), idsOf(expected));
        for (std::size_t i = 0; i < expected->sessions.size(); ++i)
            QVERIFY2(*snapshot->sessions[i] == *expected->sessions[i], expected->sessions[i]->id.c_str());
        QVERIFY(snapshot->stores == expected->stores);
    }
    std::string image() const { return m_world->paths.cacheDirectory + "/snapshot"; }

    std::unique_ptr<StoreWorld> m_world;
};

void OneLookTest::init() {
    m_world = std::make_unique<StoreWorld>();
    for (int number = 1; number <= 5; ++number)
        m_world->append(m_world->transcript(idNumber(number)),
                        promptAt(number, "prompt") + answerBy("cheap", std::format("m{}", number), 100));
    m_world->append(m_world->transcript(idNumber(6), "-src-other"), promptAt(9, "other", "/src/other"));
    m_world->append(m_world->subAgent(idNumber(2), "a1") + ".jsonl",
                    promptAt(3, "do") + answerBy("dear", "s", 10));
    m_world->append(m_world->subAgent(idNumber(2), "a1") + ".meta.json", R"({"agentType":"Explore"})");
    letAnHourPass(m_world->home());
}

void OneLookTest::takesOverWhatDidNotChange() {
    QVERIFY(look().listed);
    for (int round = 0; round < 3; ++round) {
        const Looked looked = look();
        QVERIFY(!looked.listed);
        verifyIsTruth(looked.snapshot);
    }
    QCOMPARE(look().snapshot->sessions.size(), 6U);
    QCOMPARE(find(look().snapshot, idNumber(2))->subAgents.front().kind, "Explore");
}

void OneLookTest::noticesEveryChange_data() {
    QTest::addColumn<int>("change");
    const char* const changes[] = {
        "a transcript grows",      "a transcript comes",    "a transcript goes",
        "a transcript is renamed", "a folder comes",        "a folder goes",
        "a sub-agent grows",       "a sub-agent comes",     "a sub-agent's description changes",
        "a first sub-agent",       "another agent's store", "the same size, another time"};
    for (int change = 0; change < int(std::size(changes)); ++change)
        QTest::addRow("%s", changes[change]) << change;
}

void OneLookTest::noticesEveryChange() {
    QFETCH(int, change);
    look();
    QVERIFY(!look().listed);
    const std::string one = m_world->transcript(idNumber(1));
    const std::string side = m_world->subAgent(idNumber(2), "a1");
    switch (change) {
    case 0:
        m_world->append(one, answerBy("cheap", "more", 50));
        break;
    case 1:
        m_world->append(m_world->transcript(idNumber(7)), promptAt(40, "new"));
        break;
    case 2:
        std::filesystem::remove(one);
        break;
    case 3:
        std::filesystem::rename(one, m_world->transcript(idNumber(8)));
        break;
    case 4:
        m_world->append(m_world->transcript(idNumber(7), "-src-new"), promptAt(40, "new"));
        break;
    case 5:
        std::filesystem::remove_all(m_world->projects() + "/-src-other");
        break;
    case 6:
        m_world->append(side + ".jsonl", answerBy("dear", "t", 7));
        break;
    case 7:
        m_world->append(m_world->subAgent(idNumber(2), "a2") + ".jsonl", promptAt(4, "do"));
        break;
    case 8:
        m_world->replace(side + ".meta.json", R"({"agentType":"Plan"})");
        break;
    case 9:
        m_world->append(m_world->subAgent(idNumber(3), "a3") + ".jsonl", promptAt(4, "do"));
        break;
    case 10:
        m_world->append(m_world->home() + "/.codex/sessions/2026/03/04/rollout-2026-03-04T00-00-00-" +
                            idNumber(9) + ".jsonl",
                        "{}\n");
        break;
    case 11: {
        std::fstream(one, std::ios::in | std::ios::out) << promptAt(1, "PROMPT");
        const auto later = std::filesystem::last_write_time(one) + std::chrono::seconds(1);
        std::filesystem::last_write_time(one, later);
        break;
    }
    default:
        QFAIL("another change");
    }
    const Looked looked = look();
    QVERIFY(looked.listed);
    verifyIsTruth(looked.snapshot);
}

void OneLookTest::trustsNoFolderThatJustChanged() {
    m_world->append(m_world->transcript(idNumber(7)), promptAt(40, "new"));
    look();
    QVERIFY(look().listed);
}

void OneLookTest::tellsWhoLives() {
    const std::string state = m_world->stateFile(::getpid());
    m_world->replace(state, stateJson(idNumber(3), "waiting", "permission prompt"));
    letAnHourPass(m_world->home());
    QVERIFY(find(look().snapshot, idNumber(3))->status.status == Status::NeedsYou);
    const auto statusOf = [&](int number) {
        const Looked looked = look();
        if (looked.listed && number != 99)
            qFatal("the image was not used");
        verifyIsTruth(looked.snapshot);
        const SessionPointer row = find(looked.snapshot, idNumber(number));
        return row ? row->status.status : Status::Past;
    };
    QVERIFY(statusOf(3) == Status::NeedsYou);
    m_world->replace(state, stateJson(idNumber(3), "busy"));
    QVERIFY(statusOf(3) == Status::Working);
    m_world->replace(state, stateJson(idNumber(4), "busy"));
    QVERIFY(statusOf(3) == Status::Past);
    QVERIFY(statusOf(4) == Status::Working);
    m_world->replace(state, stateJson(idNumber(70), "busy")); // has written nothing yet
    QVERIFY(statusOf(70) == Status::Working);
    std::filesystem::remove(state);
    QVERIFY(statusOf(4) == Status::Past);
    QVERIFY(!find(look().snapshot, idNumber(70)));
}

void OneLookTest::asksWhereFoldersAre() {
    const std::string folder = m_world->home() + "/work";
    m_world->append(m_world->transcript(idNumber(7), "-work"), promptAt(50, "here", folder));
    std::filesystem::create_directory(folder);
    letAnHourPass(m_world->home());
    QVERIFY(find(look().snapshot, idNumber(7))->directoryExists);
    std::filesystem::remove(folder);
    std::filesystem::last_write_time(m_world->home(),
                                     std::filesystem::file_time_type::clock::now() - std::chrono::hours(1));
    const Looked looked = look();
    QVERIFY(!find(looked.snapshot, idNumber(7))->directoryExists);
}

void OneLookTest::readsSidecars() {
    const std::string folder = m_world->paths.stateDirectory + "/meta/";
    m_world->replace(folder + idNumber(1) + ".json", R"({"group":"fix-it","labels":["urgent"]})");
    m_world->replace(folder + idNumber(4) + ".json", "{");
    letAnHourPass(m_world->home());
    look();
    for (const char* run : {"fix-it", "other", ""}) {
        m_world->replace(folder + idNumber(1) + ".json",
                         std::format(R"({{"group":"{}","labels":["urgent"]}})", run));
        const Looked looked = look();
        QVERIFY(!looked.listed);
        verifyIsTruth(looked.snapshot);
        QCOMPARE(find(looked.snapshot, idNumber(1))->run, run);
        QVERIFY(find(looked.snapshot, idNumber(1))->labels == std::vector<std::string>{"urgent"});
    }
    SessionIndex index(m_world->context());
    const SnapshotPointer before = index.scan();
    const std::string sidecar = folder + idNumber(2) + ".json";
    QVERIFY(std::ranges::contains(index.foldersToWatch(), m_world->paths.stateDirectory + "/meta"));
    m_world->replace(sidecar, R"({"group":"late"})");
    const SnapshotPointer after = update(index, {sidecar});
    QCOMPARE(find(after, idNumber(2))->run, "late");
    QVERIFY(find(after, idNumber(3)) == find(before, idNumber(3)));
    std::filesystem::remove(sidecar);
    QCOMPARE(find(update(index, {sidecar}), idNumber(2))->run, "");
}

void OneLookTest::survivesDamage_data() {
    QTest::addColumn<int>("damage");
    QTest::newRow("cut") << 0;
    QTest::newRow("bytes changed") << 1;
    QTest::newRow("empty") << 2;
    QTest::newRow("garbage") << 3;
}

void OneLookTest::survivesDamage() {
    QFETCH(int, damage);
    look();
    const std::string bytes = [&] {
        std::ifstream stream(image(), std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(stream), {});
    }();
    QVERIFY(bytes.size() > 1000);
    const SnapshotPointer expected = truth();
    const std::size_t step = damage < 2 ? bytes.size() / 60 : bytes.size();
    for (std::size_t at = 0; at < bytes.size(); at += step) {
        std::string broken = damage == 0   ? bytes.substr(0, at)
                             : damage == 1 ? bytes
                             : damage == 2 ? ""
                                           : std::string(5000, 'x');
        if (damage == 1)
            broken[at] = static_cast<char>(broken[at] ^ 0x40);
        m_world->replace(image(), broken);
        letAnHourPass(m_world->home());
        const Looked looked = look();
        QVERIFY(looked.listed);
        QVERIFY(idsOf(looked.snapshot) == idsOf(expected));
        QVERIFY(!look().listed); // mended
    }
}

void OneLookTest::dependsOnTheConfiguration() {
    look();
    IndexContext context = m_world->context();
    std::erase_if(context.config.harnesses, [](const Harness& harness) { return harness.name == "claude"; });
    QVERIFY(SessionIndex(context).look()->sessions.empty());
}

void OneLookTest::recallsAndThenLooks() {
    QVERIFY(!SessionIndex(m_world->context()).recall());
    {
        SessionIndex index(m_world->context());
        index.scan();
        index.keepSnapshot();
    }
    {
        SessionIndex index(m_world->context());
        const SnapshotPointer recalled = index.recall();
        QCOMPARE(recalled->sessions.size(), 6U);
        QVERIFY(index.scan() == recalled); // nothing changed: the same objects
    }
    m_world->append(m_world->transcript(idNumber(1)), answerBy("cheap", "more", 50));
    std::filesystem::remove(m_world->transcript(idNumber(2)));
    m_world->append(m_world->transcript(idNumber(7)), promptAt(60, "new"));
    SessionIndex index(m_world->context());
    const SnapshotPointer recalled = index.recall();
    QCOMPARE(recalled->sessions.size(), 6U); // as it was
    QVERIFY(find(recalled, idNumber(2)) && !find(recalled, idNumber(7)));
    const SnapshotPointer scanned = index.scan();
    verifyIsTruth(scanned);
    QVERIFY(find(scanned, idNumber(3)) == find(recalled, idNumber(3)));
    QVERIFY(!index.recall());
}

void OneLookTest::writesSeldomWhileThingsChange() {
    look();
    const auto written = std::filesystem::last_write_time(image());
    m_world->append(m_world->transcript(idNumber(1)), answerBy("cheap", "more", 50));
    verifyIsTruth(look().snapshot);
    QVERIFY(std::filesystem::last_write_time(image()) == written);
    letAnHourPass(m_world->home());
    look();
    QVERIFY(!look().listed);
}

void OneLookTest::doesWithoutACache() {
    FaultyFileSystem files(m_world->real);
    files.failWritesAfter(0);
    for (int round = 0; round < 2; ++round)
        QCOMPARE(SessionIndex(m_world->context(files)).look()->sessions.size(), 6U);
    IndexContext context = m_world->context();
    context.paths.cacheDirectory.clear();
    QCOMPARE(SessionIndex(context).look()->sessions.size(), 6U);
}

QTEST_APPLESS_MAIN(OneLookTest)
#include "one_look_test.moc"
