// SPDX-License-Identifier: MIT
#include "core/archive/history_archive.h"
#include "core/index/session_index.h"
#include "tests/unit/core_archive/archive_world.h"

#include <functional>

using namespace ax;
using namespace ax::test;
using Cloning = FaultyFileSystem::Cloning;
using Linking = FaultyFileSystem::Linking;
using namespace std::chrono_literals;

namespace {

const std::string First = "11111111-1111-4111-8111-111111111111";
const std::string Second = "22222222-2222-4222-8222-222222222222";

} // namespace

class HistoryArchiveTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_world = std::make_unique<ArchiveWorld>(); }
    void keepsInTheStoresLayout();
    void theSideFolderComesAlong();
    void clonesWhereTheDiskCan();
    void linksOnlyWhatRests_data();
    void linksOnlyWhatRests();
    void aLinkedFileThatIsWrittenAgain();
    void appendsToACompressedCopy();
    void anOriginalThatWasReplaced();
    void whatIsCutShortIsSetAside();
    void theSweep();
    void theLimit();
    void aFullDiskLosesNothing();
    void diesBetweenAnyTwoSteps();
    void theIndexFileIsLost();
    void restores();
    void neverReplacesWhenRestoring();
    void aDamagedCopyIsRestoredAsFarAsItGoes();
    void whatCannotBeKept();
    void theSourceIsNeverTouched();
    void aPersonDeletesACopy();
    void storesForTheIndex();

private:
    HistoryArchive::Outcome keep(HistoryArchive& archive, const std::string& id,
                                 std::uint64_t limit = Plenty) const {
        const auto kept = archive.keep(m_world->session(id), limit, m_world->never);
        if (!kept)
            QTest::qFail(kept.error().message.c_str(), __FILE__, __LINE__);
        return kept.value_or(HistoryArchive::Outcome::Unchanged);
    }
    CopyMethod methodOf(const HistoryArchive& archive, const std::string& id) const {
        return archive.findTranscript("claude/" + id)->method;
    }

    std::unique_ptr<ArchiveWorld> m_world;
};

void HistoryArchiveTest::keepsInTheStoresLayout() {
    const std::string text = linesOfText(50'000);
    m_world->write(m_world->transcript(First), text);
    HistoryArchive archive = m_world->archive();
    QVERIFY(!archive.isCurrent(m_world->session(First)));
    QVERIFY(keep(archive, First) == HistoryArchive::Outcome::Kept);
    QVERIFY(archive.isCurrent(m_world->session(First)));
    QCOMPARE(m_world->copies(), std::vector{First + ".jsonl.zst"});
    QVERIFY(m_world->readKept(First) == text);
    QVERIFY(keep(archive, First) == HistoryArchive::Outcome::Unchanged);
    QCOMPARE(archive.conversations(), std::size_t{1});
    QVERIFY(archive.index().storedSize() < text.size() / 2);
    HistoryArchive other = m_world->archive();
    QVERIFY(other.refresh().has_value());
    QVERIFY(other.isCurrent(m_world->session(First)));
    QVERIFY(other.findProblems().empty());
}

void HistoryArchiveTest::theSideFolderComesAlong() {
    m_world->write(m_world->transcript(First), "{}\n");
    const std::string side = m_world->home() + "/.claude/projects/-src-app/" + First;
    m_world->write(side + "/subagents/agent-a.jsonl", "{\"sub\":1}\n");
    m_world->write(side + "/subagents/agent-a.meta.json", "{}");
    m_world->write(side + "/tool-results/big.zst", "not ours");
    HistoryArchive archive = m_world->archive();
    keep(archive, First);
    const std::string kept = historyFolder(m_world->paths) + "/claude/projects/-src-app/" + First;
    QCOMPARE(m_world->readAll(kept + "/subagents/agent-a.jsonl"), std::string("{\"sub\":1}\n"));
    QCOMPARE(m_world->readAll(kept + "/tool-results/big.zst"), std::string("not ours"));
    QCOMPARE(archive.conversations(), std::size_t{1});
    QCOMPARE(archive.index().files().size(), std::size_t{4});
}

void HistoryArchiveTest::clonesWhereTheDiskCan() {
    m_world->disk.setCloning(Cloning::Emulated);
    m_world->write(m_world->transcript(First), "one\n");
    HistoryArchive archive = m_world->archive();
    keep(archive, First);
    QVERIFY(methodOf(archive, First) == CopyMethod::Clone);
    QCOMPARE(m_world->copies(), std::vector{First + ".jsonl"});
    m_world->append(m_world->transcript(First), "two\n");
    keep(archive, First);
    QCOMPARE(m_world->copies(), std::vector{First + ".jsonl"});
    QCOMPARE(m_world->readKept(First), std::string("one\ntwo\n"));
    // The disk under the archive changed to one that cannot.
    m_world->disk.setCloning(Cloning::Unsupported);
    m_world->append(m_world->transcript(First), "three\n");
    keep(archive, First);
    QCOMPARE(m_world->copies(), std::vector{First + ".jsonl.zst"});
    QCOMPARE(m_world->readKept(First), std::string("one\ntwo\nthree\n"));
}

void HistoryArchiveTest::linksOnlyWhatRests_data() {
    QTest::addColumn<QByteArray>("format");
    QTest::addColumn<int>("hours");
    QTest::addColumn<bool>("links");
    QTest::newRow("claude, fresh") << QByteArray("claude") << 23 << false;
    QTest::newRow("claude, at rest") << QByteArray("claude") << 25 << true;
    QTest::newRow("codex, at rest") << QByteArray("codex") << 25 << true;
    QTest::newRow("pi, at rest") << QByteArray("pi") << 1000 << false;
}

void HistoryArchiveTest::linksOnlyWhatRests() {
    QFETCH(QByteArray, format);
    QFETCH(int, hours);
    QFETCH(bool, links);
    Config config = builtInConfig();
    config.harnesses.front().format = format.toStdString(); // of Claude's store, for the test
    HistoryArchive archive(m_world->disk, m_world->clock, m_world->paths, config);
    m_world->write(m_world->transcript(First), "one\n");
    m_world->age(m_world->transcript(First), std::chrono::hours(hours));
    keep(archive, First);
    QCOMPARE(methodOf(archive, First) == CopyMethod::HardLink, links);
    QCOMPARE(m_world->readKept(First), std::string("one\n"));
    // Where the disk does not offer it, there are other ways.
    m_world->disk.setLinking(Linking::Unsupported);
    m_world->write(m_world->transcript(Second), "two\n");
    m_world->age(m_world->transcript(Second), std::chrono::hours(hours));
    keep(archive, Second);
    QVERIFY(methodOf(archive, Second) == CopyMethod::Compressed);
}

void HistoryArchiveTest::aLinkedFileThatIsWrittenAgain() {
    m_world->write(m_world->transcript(First), "one\ntwo\n");
    m_world->age(m_world->transcript(First), 48h);
    HistoryArchive archive = m_world->archive();
    keep(archive, First);
    QVERIFY(methodOf(archive, First) == CopyMethod::HardLink);
    m_world->append(m_world->transcript(First), "three\n");
    keep(archive, First);
    QVERIFY(methodOf(archive, First) == CopyMethod::Compressed);
    QCOMPARE(m_world->copies(), std::vector{First + ".jsonl.zst"});
    QVERIFY(m_world->real.truncate(m_world->transcript(First), 4).has_value()); // no longer ours too
    QCOMPARE(m_world->readKept(First), std::string("one\ntwo\nthree\n"));

    // Damage through a link before anybody could look: told, not hidden.
    m_world->write(m_world->transcript(Second), "one\ntwo\n");
    m_world->age(m_world->transcript(Second), 48h);
    keep(archive, Second);
    QVERIFY(m_world->real.truncate(m_world->transcript(Second), 4).has_value());
    const auto problems = archive.findProblems();
    QCOMPARE(problems.size(), std::size_t{1});
    QVERIFY2(problems[0].ends_with("lost 4 of its 8 bytes: its original was cut short"), problems[0].c_str());
}

void HistoryArchiveTest::appendsToACompressedCopy() {
    std::string text = linesOfText(100'000);
    m_world->write(m_world->transcript(First), text);
    HistoryArchive archive = m_world->archive();
    keep(archive, First);
    const std::string stored = *readWholeFile(m_world->real, m_world->copyOf(First) + ".zst", Plenty);
    for (int round = 0; round < 50; ++round) {
        const std::string more = linesOfText(500, static_cast<unsigned>(round) + 2);
        m_world->append(m_world->transcript(First), more);
        text += more;
        keep(archive, First);
        QVERIFY(m_world->readKept(First) == text);
        if (round == 0)
            QVERIFY(
                readWholeFile(m_world->real, m_world->copyOf(First) + ".zst", Plenty)->starts_with(stored));
    }
    // Fifty frames of a line each would be a waste.
    const auto file = *m_world->real.open(m_world->copyOf(First) + ".zst");
    QVERIFY(SeekTable::read(*file, "copy")->frames().size() < 70);
}

void HistoryArchiveTest::anOriginalThatWasReplaced() {
    m_world->write(m_world->transcript(First), "one\ntwo\n");
    HistoryArchive archive = m_world->archive();
    keep(archive, First);
    m_world->write(m_world->transcript(First), "another history, and longer\n");
    keep(archive, First);
    QCOMPARE(m_world->readKept(First), std::string("another history, and longer\n"));
    QCOMPARE(m_world->copies(), std::vector{First + ".jsonl.zst"});
}

void HistoryArchiveTest::whatIsCutShortIsSetAside() {
    const std::string text = linesOfText(10'000);
    m_world->write(m_world->transcript(First), text);
    HistoryArchive archive = m_world->archive();
    keep(archive, First);
    for (const char* shorter : {"one\n", ""}) {
        m_world->write(m_world->transcript(First), shorter);
        keep(archive, First);
        QCOMPARE(m_world->readKept(First), std::string(shorter));
        QVERIFY(m_world->readAll(m_world->copyOf(First) + ".earlier") == text);
        QCOMPARE(m_world->copies().size(), std::size_t{2});
    }
    QVERIFY(archive.findProblems().empty());
}

/// The agent deletes the original; the session is listed and read from the archive.
void HistoryArchiveTest::theSweep() {
    const std::string line = R"({"type":"user","timestamp":"2026-03-04T10:00:00Z","cwd":"/src/app",)"
                             R"("message":{"role":"user","content":"Mend the gate"}})"
                             "\n";
    m_world->write(m_world->transcript(First), line);
    m_world->write(m_world->transcript(Second), line);
    m_world->age(m_world->transcript(Second), 48h);
    HistoryArchive archive = m_world->archive();
    keep(archive, First);
    keep(archive, Second);
    QVERIFY(methodOf(archive, Second) == CopyMethod::HardLink);

    const ArchiveFileSystem view(m_world->real, historyFolder(m_world->paths));
    const ModelCatalog models("# source: test\n");
    const Config config = builtInConfig();
    SessionIndex index({.files = view,
                        .clock = m_world->clock,
                        .models = models,
                        .paths = m_world->paths,
                        .config = config,
                        .keptStores = archivedStores(config, m_world->paths)});
    SnapshotPointer snapshot = index.scan();
    QCOMPARE(snapshot->sessions.size(), std::size_t{2}); // each once, the original
    for (const SessionPointer& session : snapshot->sessions) {
        QVERIFY(!session->isKeptCopy);
        QCOMPARE(session->file, m_world->transcript(session->id));
        QVERIFY(session->fileModified() == m_world->session(session->id).fileModified());
    }
    for (const std::string& id : {First, Second}) {
        QVERIFY(m_world->real.remove(m_world->transcript(id)).has_value());
        snapshot = index.update(std::vector{m_world->transcript(id)});
    }
    const auto areAllKept = [&] {
        QCOMPARE(snapshot->sessions.size(), std::size_t{2});
        for (const SessionPointer& session : snapshot->sessions) {
            QVERIFY(session->isKeptCopy);
            QCOMPARE(session->title, std::string("Mend the gate"));
            QCOMPARE(session->file, m_world->copyOf(session->id));
            QVERIFY(isKeptCopy(m_world->paths, session->file));
        }
    };
    areAllKept();
    SessionIndex later(
        {view, m_world->clock, models, m_world->paths, config, archivedStores(config, m_world->paths)});
    snapshot = later.scan();
    areAllKept();
    // A restored one is the agent's again; a copy that appears is found by its true name.
    QVERIFY(archive.restore("claude/" + First).has_value());
    snapshot = later.update(std::vector{m_world->transcript(First)});
    QCOMPARE(std::ranges::count(snapshot->sessions, true, [](const auto& each) { return each->isKeptCopy; }),
             1);
    const std::string bytes = *readWholeFile(m_world->real, m_world->copyOf(First) + ".zst", Plenty);
    const std::string third = m_world->copyOf("33333333-3333-4333-8333-333333333333") + ".zst";
    m_world->write(third, bytes);
    snapshot = later.update(std::vector{third});
    QCOMPARE(snapshot->sessions.size(), std::size_t{3});
    QVERIFY(archive.findProblems().empty());
}

void HistoryArchiveTest::theLimit() {
    HistoryArchive archive = m_world->archive();
    m_world->write(m_world->transcript(First), linesOfText(100'000));
    keep(archive, First);
    const std::uint64_t used = archive.index().storedSize();
    m_world->write(m_world->transcript(Second), linesOfText(200'000, 2));
    for (const std::uint64_t limit : {used / 2, used, used + 100}) {
        const auto kept = archive.keep(m_world->session(Second), limit, m_world->never);
        QVERIFY(kept.error().code == ErrorCode::NoSpace);
        QVERIFY2(kept.error().message.starts_with("The limit for kept conversations is reached"),
                 kept.error().message.c_str());
        QCOMPARE(m_world->copies(), std::vector{First + ".jsonl.zst"}); // nothing had to make room
    }
    keep(archive, Second);
    QVERIFY(m_world->readKept(First) == linesOfText(100'000));
}

void HistoryArchiveTest::aFullDiskLosesNothing() {
    std::string text = linesOfText(20'000);
    m_world->write(m_world->transcript(First), text);
    HistoryArchive archive = m_world->archive();
    keep(archive, First);
    const std::string before = text;
    const std::string more = linesOfText(5000, 2);
    m_world->append(m_world->transcript(First), more);
    for (std::uint64_t room = 0;; room += 37) {
        m_world->disk.failWritesAfter(room);
        const auto kept = archive.keep(m_world->session(First), Plenty, m_world->never);
        m_world->disk.heal();
        m_world->disk.setCloning(Cloning::Unsupported);
        if (kept)
            break;
        QVERIFY(kept.error().code == ErrorCode::NoSpace);
        QVERIFY2(kept.error().message.contains("cannot write"), kept.error().message.c_str());
        const std::string now = m_world->readKept(First);
        QVERIFY(now == before || now == before + more); // the last room is the index file's
        QCOMPARE(m_world->copies().size(), std::size_t{1});
    }
    QVERIFY(m_world->readKept(First) == before + more);
}

/// Each kind of copy, and each change of kinds, stopped after each of its changes to the disk.
void HistoryArchiveTest::diesBetweenAnyTwoSteps() {
    const std::string before = linesOfText(3000);
    const std::string more = linesOfText(1000, 2);
    struct Case {
        const char* name;
        Cloning first;
        std::chrono::seconds age;
        Cloning second;
        std::string after;
    };
    for (const Case& each :
         {Case{"zstd, grown", Cloning::Unsupported, 0s, Cloning::Unsupported, before + more},
          Case{"clone, again", Cloning::Emulated, 0s, Cloning::Emulated, before + more},
          Case{"clone, zstd", Cloning::Emulated, 0s, Cloning::Unsupported, before + more},
          Case{"link, zstd", Cloning::Unsupported, 48h, Cloning::Unsupported, before + more},
          Case{"zstd, shrunk", Cloning::Unsupported, 0s, Cloning::Unsupported, "x\n"}}) {
        for (std::size_t steps = 0;; ++steps) {
            init();
            m_world->disk.setCloning(each.first);
            m_world->write(m_world->transcript(First), before);
            m_world->age(m_world->transcript(First), each.age);
            {
                HistoryArchive archive = m_world->archive();
                keep(archive, First);
            }
            const bool isLink = each.age > 0s;
            if (isLink)
                m_world->append(m_world->transcript(First), more);
            else
                m_world->write(m_world->transcript(First), each.after);
            m_world->disk.setCloning(each.second);
            m_world->disk.failChangesAfter(steps);
            HistoryArchive dying = m_world->archive();
            const bool finished = dying.keep(m_world->session(First), Plenty, m_world->never).has_value();
            m_world->disk.heal();
            m_world->disk.setCloning(each.second);
            // Whatever became of it, a copy is there: the older or the newer one.
            const std::string kept = m_world->readKept(First);
            const std::string aside = m_world->readAll(m_world->copyOf(First) + ".earlier");
            QVERIFY2(kept == before || kept == each.after || aside == before, each.name);
            // And the next start mends it.
            HistoryArchive next = m_world->archive();
            QVERIFY(next.refresh().has_value());
            keep(next, First);
            QVERIFY2(m_world->readKept(First) == each.after, each.name);
            QVERIFY2(next.findProblems().empty(), each.name);
            if (finished)
                break;
        }
    }
}

void HistoryArchiveTest::theIndexFileIsLost() {
    const std::string text = linesOfText(9000);
    m_world->write(m_world->transcript(First), text);
    {
        HistoryArchive archive = m_world->archive();
        keep(archive, First);
    }
    QVERIFY(m_world->real.remove(historyFolder(m_world->paths) + "/index").has_value());
    const std::string more = linesOfText(500, 2);
    m_world->append(m_world->transcript(First), more);
    HistoryArchive archive = m_world->archive();
    QVERIFY(archive.refresh().has_value());
    keep(archive, First);
    QVERIFY(m_world->readKept(First) == text + more);
    QCOMPARE(m_world->copies(), std::vector{First + ".jsonl.zst"});
}

void HistoryArchiveTest::restores() {
    const std::string text = linesOfText(2'500'000);
    m_world->write(m_world->transcript(First), text);
    const std::string side =
        m_world->home() + "/.claude/projects/-src-app/" + First + "/subagents/agent-a.jsonl";
    m_world->write(side, "sub\n");
    HistoryArchive archive = m_world->archive();
    keep(archive, First);
    QDir(QString::fromStdString(m_world->home() + "/.claude/projects")).removeRecursively();
    const auto restored = archive.restore("claude/" + First);
    QVERIFY(restored.has_value());
    QCOMPARE(restored->file, m_world->transcript(First));
    QVERIFY(restored->problems.empty());
    QVERIFY(*readWholeFile(m_world->real, m_world->transcript(First), Plenty) == text);
    QCOMPARE(*readWholeFile(m_world->real, side, Plenty), std::string("sub\n"));
    QVERIFY(m_world->session(First).fileModified() >
            m_world->clock.now() - 1min); // the sweep's clock begins anew
    QVERIFY(archive.restore("claude/" + Second).error().code == ErrorCode::NotFound);
}

void HistoryArchiveTest::neverReplacesWhenRestoring() {
    m_world->write(m_world->transcript(First), "kept\n");
    HistoryArchive archive = m_world->archive();
    keep(archive, First);
    m_world->write(m_world->transcript(First), "newer\n");
    const auto refused = archive.restore("claude/" + First);
    QVERIFY(refused.error().code == ErrorCode::Busy);
    QCOMPARE(*readWholeFile(m_world->real, m_world->transcript(First), Plenty), std::string("newer\n"));
    QVERIFY(m_world->real.remove(m_world->transcript(First)).has_value());
    m_world->disk.failWritesAfter(2);
    QVERIFY(!archive.restore("claude/" + First).has_value());
    QVERIFY(m_world->real.list(m_world->home() + "/.claude/projects/-src-app")->empty()); // no half file
    m_world->disk.heal();
    QVERIFY(archive.restore("claude/" + First).has_value());
}

void HistoryArchiveTest::aDamagedCopyIsRestoredAsFarAsItGoes() {
    const std::string text = linesOfText(2 * FrameSize);
    m_world->write(m_world->transcript(First), text);
    HistoryArchive archive = m_world->archive();
    keep(archive, First);
    const std::string copy = m_world->copyOf(First) + ".zst";
    std::string bytes = *readWholeFile(m_world->real, copy, Plenty);
    bytes[100] ^= 1;
    m_world->write(copy, bytes);
    QVERIFY(m_world->real.remove(m_world->transcript(First)).has_value());
    const auto restored = archive.restore("claude/" + First);
    QVERIFY(restored.has_value());
    QCOMPARE(restored->problems.size(), std::size_t{1});
    const std::string back = *readWholeFile(m_world->real, m_world->transcript(First), Plenty);
    QVERIFY(back == std::string(FrameSize, '\n') + text.substr(FrameSize));
}

void HistoryArchiveTest::whatCannotBeKept() {
    HistoryArchive archive = m_world->archive();
    Session session = m_world->session(First);
    QVERIFY(archive.keep(session, Plenty, m_world->never).error().code == ErrorCode::NotFound);
    session.harness = "opencode";
    session.file = m_world->home() + "/.local/share/opencode/opencode.db";
    QVERIFY(archive.keep(session, Plenty, m_world->never).error().code == ErrorCode::Unsupported);
    session.harness = "claude";
    session.file = "/etc/passwd"; // not in the store
    QVERIFY(archive.keep(session, Plenty, m_world->never).error().code == ErrorCode::Unsupported);
    m_world->write(m_world->transcript(First), "one\n");
    m_world->disk.failReadsAfter(2);
    QVERIFY(archive.keep(m_world->session(First), Plenty, m_world->never).error().code == ErrorCode::Io);
    m_world->disk.heal();
    m_world->disk.denyChanges(m_world->paths.dataDirectory);
    QVERIFY(archive.keep(m_world->session(First), Plenty, m_world->never).error().code == ErrorCode::Denied);
}

void HistoryArchiveTest::theSourceIsNeverTouched() {
    m_world->write(m_world->transcript(First), "one\n");
    m_world->disk.denyChanges(m_world->home() + "/.claude");
    HistoryArchive archive = m_world->archive();
    keep(archive, First);
    m_world->append(m_world->transcript(First), "two\n");
    keep(archive, First);
    m_world->write(m_world->transcript(First), "1\n");
    keep(archive, First);
    m_world->age(m_world->transcript(First), 48h);
    keep(archive, First);
    QCOMPARE(m_world->readKept(First), std::string("1\n"));
}

void HistoryArchiveTest::aPersonDeletesACopy() {
    m_world->write(m_world->transcript(First), "one\n");
    HistoryArchive archive = m_world->archive();
    keep(archive, First);
    QVERIFY(m_world->real.remove(m_world->copyOf(First) + ".zst").has_value());
    QVERIFY(archive.refresh().has_value());
    QCOMPARE(archive.conversations(), std::size_t{0});
    QCOMPARE(archive.index().storedSize(), std::uint64_t{0});
    keep(archive, First);
    QCOMPARE(m_world->readKept(First), std::string("one\n"));
}

void HistoryArchiveTest::storesForTheIndex() {
    Config config = builtInConfig();
    Harness odd;
    odd.name = "../evil";
    odd.glob = "~/x/*.jsonl";
    config.harnesses.push_back(odd);
    m_world->paths.dataDirectory = "/data/[a]";
    const auto stores = archivedStores(config, m_world->paths);
    std::vector<std::string> globs;
    for (const Harness& store : stores)
        globs.push_back(store.name + ' ' + store.glob);
    QCOMPARE(globs,
             (std::vector<std::string>{"claude /data/\\[a]/history/claude/projects/*/*.jsonl",
                                       "pi /data/\\[a]/history/pi/sessions/*/*.jsonl",
                                       "codex /data/\\[a]/history/codex/sessions/*/*/*/rollout-*.jsonl"}));
    QCOMPARE(stores[0].idPattern, config.harnesses[0].idPattern);
    const std::string source = m_world->home() + "/.codex/sessions/2026/11/25/rollout-x.jsonl";
    QCOMPARE(keptPath(*config.findHarness("codex"), m_world->paths, source),
             std::optional<std::string>("codex/sessions/2026/11/25/rollout-x.jsonl"));
}

QTEST_GUILESS_MAIN(HistoryArchiveTest)
#include "history_archive_test.moc"
