// SPDX-License-Identifier: MIT
#include "core/base/directory_watcher.h"
#include "core/base/file_system.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <fcntl.h>
#include <set>
#include <thread>
#include <unistd.h>

using namespace ax;
using namespace std::chrono_literals;

namespace {

/// Long enough for any machine: a test that has to wait so long has failed.
constexpr auto Patience = 20'000ms;

} // namespace

class DirectoryWatcherTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void seesEachKindOfChange();
    void seesAtomicWrites();
    void seesAppendsThroughAnOpenFile();
    void reportsEachPathOnce();
    void wakesFromAnotherThread();
    void wakesBeforeTheWait();
    void returnsWhenTheTimePassed();
    void watchesTwice();
    void stopsWatching();
    void refusesWhatIsNoFolder();
    void forgetsAFolderThatGoesAway();
    void forgetsAFolderThatMoves();
    void watchesTheFolderThatTookTheName();
    void knowsAFolderUnderTwoNames();
    void reportsLostEvents();

private:
    std::string at(const char* name) const {
        return m_folder->filePath(QString::fromUtf8(name)).toStdString();
    }
    std::string root() const { return m_folder->path().toStdString(); }
    /// Waits until each of these was reported.
    bool reports(std::set<std::string> expected) {
        while (!expected.empty()) {
            const auto changes = m_watcher->wait(Patience);
            if (changes.paths.empty())
                return false;
            for (const std::string& path : changes.paths)
                expected.erase(path);
        }
        return true;
    }
    /// What comes between now and a wake-up that is sent behind it.
    std::vector<std::string> pending() {
        m_watcher->wake();
        std::vector<std::string> paths;
        while (true) {
            const auto changes = m_watcher->wait(Patience);
            paths.insert(paths.end(), changes.paths.begin(), changes.paths.end());
            if (changes.woken)
                return paths;
        }
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<DirectoryWatcher> m_watcher;
    RealFileSystem m_files;
};

void DirectoryWatcherTest::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    auto watcher = DirectoryWatcher::create();
    QVERIFY(watcher);
    m_watcher = std::move(*watcher);
    QVERIFY(m_watcher->watch(root()));
}

void DirectoryWatcherTest::seesEachKindOfChange() {
    QVERIFY(m_files.append(at("f"), "x"));
    QVERIFY(reports({at("f")}));
    QVERIFY(m_files.append(at("f"), "y"));
    QVERIFY(reports({at("f")}));
    QVERIFY(QFile::resize(QString::fromStdString(at("f")), 0));
    QVERIFY(reports({at("f")}));
    QVERIFY(m_files.moveWithoutReplacing(at("f"), at("g")));
    QVERIFY(reports({at("f"), at("g")}));
    QVERIFY(m_files.remove(at("g")));
    QVERIFY(reports({at("g")}));
    QVERIFY(m_files.makeDirectories(at("d")));
    QVERIFY(reports({at("d")}));
}

void DirectoryWatcherTest::seesAtomicWrites() {
    QVERIFY(m_files.writeAtomically(at("f"), "1"));
    QVERIFY(reports({at("f")}));
    QVERIFY(m_files.writeAtomically(at("f"), "2"));
    QVERIFY(reports({at("f")}));
}

void DirectoryWatcherTest::seesAppendsThroughAnOpenFile() {
    QFile file(QString::fromStdString(at("transcript.jsonl")));
    QVERIFY(file.open(QIODevice::Append));
    QVERIFY(reports({at("transcript.jsonl")}));
    pending();
    for (int i = 0; i < 3; ++i) { // an agent keeps its file open for hours
        file.write("{}\n");
        file.flush();
        QVERIFY(reports({at("transcript.jsonl")}));
    }
}

void DirectoryWatcherTest::reportsEachPathOnce() {
    for (int i = 0; i < 50; ++i)
        QVERIFY(m_files.append(at(i % 2 == 0 ? "a" : "b"), "x"));
    const auto changes = m_watcher->wait(Patience);
    QCOMPARE(changes.paths, (std::vector<std::string>{at("a"), at("b")}));
    QVERIFY(!changes.woken);
    QVERIFY(!changes.overflowed);
}

void DirectoryWatcherTest::wakesFromAnotherThread() {
    const std::jthread other([this] { m_watcher->wake(); });
    const auto changes = m_watcher->wait(std::nullopt);
    QVERIFY(changes.woken);
    QVERIFY(changes.paths.empty());
}

void DirectoryWatcherTest::wakesBeforeTheWait() {
    m_watcher->wake();
    m_watcher->wake();
    QVERIFY(m_watcher->wait(Patience).woken);
    QVERIFY(!m_watcher->wait(0ms).woken); // both calls count as one
}

void DirectoryWatcherTest::returnsWhenTheTimePassed() {
    const auto changes = m_watcher->wait(1ms);
    QVERIFY(changes.paths.empty() && !changes.woken && !changes.overflowed);
}

void DirectoryWatcherTest::watchesTwice() {
    QVERIFY(m_watcher->watch(root()));
    QVERIFY(m_files.append(at("f"), "x"));
    QVERIFY(reports({at("f")}));
    m_watcher->unwatch(root());
    QVERIFY(m_files.append(at("f"), "x"));
    QVERIFY(pending().empty());
}

void DirectoryWatcherTest::stopsWatching() {
    QVERIFY(m_files.append(at("f"), "x"));
    m_watcher->unwatch(root());
    m_watcher->unwatch(root());
    m_watcher->unwatch("/never/watched");
    QVERIFY(pending().empty()); // also what had happened before
    QVERIFY(m_watcher->watch(root()));
    QVERIFY(m_files.append(at("f"), "x"));
    QVERIFY(reports({at("f")}));
}

void DirectoryWatcherTest::refusesWhatIsNoFolder() {
    QCOMPARE(m_watcher->watch(at("missing")).error().code, ErrorCode::NotFound);
    QVERIFY(m_files.append(at("f"), "x"));
    QCOMPARE(m_watcher->watch(at("f")).error().code, ErrorCode::Invalid);
    QVERIFY(m_watcher->watch(at("f")).error().message.contains(at("f")));
}

void DirectoryWatcherTest::forgetsAFolderThatGoesAway() {
    QVERIFY(m_files.makeDirectories(at("d")));
    QVERIFY(m_watcher->watch(at("d")));
    QVERIFY(m_files.remove(at("d")));
    QVERIFY(reports({at("d")}));
    pending();
    QCOMPARE(m_watcher->watch(at("d")).error().code, ErrorCode::NotFound);
    QVERIFY(m_files.append(at("f"), "x")); // the others are still watched
    QVERIFY(reports({at("f")}));
}

void DirectoryWatcherTest::forgetsAFolderThatMoves() {
    QVERIFY(m_files.makeDirectories(at("d")));
    QVERIFY(m_watcher->watch(at("d")));
    QVERIFY(m_files.moveWithoutReplacing(at("d"), at("e")));
    QVERIFY(reports({at("d"), at("e")}));
    pending();
    QVERIFY(m_files.append(at("e/f"), "x"));
    QVERIFY(pending().empty()); // rather nothing than a path that does not exist
}

void DirectoryWatcherTest::watchesTheFolderThatTookTheName() {
    QVERIFY(m_files.makeDirectories(at("d")));
    QVERIFY(m_watcher->watch(at("d")));
    QVERIFY(m_files.moveWithoutReplacing(at("d"), at("old")));
    QVERIFY(m_files.makeDirectories(at("d")));
    QVERIFY(m_watcher->watch(at("d")));
    pending();
    QVERIFY(m_files.append(at("d/f"), "x"));
    QVERIFY(reports({at("d/f")}));
}

void DirectoryWatcherTest::knowsAFolderUnderTwoNames() {
    QVERIFY(m_files.makeDirectories(at("d")));
    QVERIFY(QFile::link(QStringLiteral("d"), QString::fromStdString(at("link"))));
    QVERIFY(m_watcher->watch(at("d")));
    QVERIFY(m_watcher->watch(at("link")));
    QVERIFY(m_files.append(at("d/f"), "x"));
    QVERIFY(reports({at("d/f"), at("link/f")}));
    m_watcher->unwatch(at("d"));
    pending();
    QVERIFY(m_files.append(at("d/f"), "x"));
    QCOMPARE(pending(), std::vector<std::string>{at("link/f")});
}

void DirectoryWatcherTest::reportsLostEvents() {
    QFile limit(QStringLiteral("/proc/sys/fs/inotify/max_queued_events"));
    if (!limit.open(QIODevice::ReadOnly))
        QSKIP("this kernel's queue has no known size");
    const int queued = limit.readAll().trimmed().toInt();
    // Two names in turn, since the kernel folds equal neighbours into one event.
    const int a = ::open(at("a").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    const int b = ::open(at("b").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    for (int i = 0; i < queued + 10; ++i)
        QCOMPARE(::write(i % 2 == 0 ? a : b, "x", 1), ssize_t{1});
    ::close(a);
    ::close(b);
    QVERIFY(m_watcher->wait(Patience).overflowed);
    QVERIFY(m_files.append(at("after"), "x"));
    QVERIFY(reports({at("after")}));
}

QTEST_GUILESS_MAIN(DirectoryWatcherTest)
#include "directory_watcher_test.moc"
