// SPDX-License-Identifier: MIT
#include "core/base/faulty_file_system.h"

#include <QTemporaryDir>
#include <QtTest>

#include <map>
#include <sys/stat.h>
#include <unistd.h>

using namespace ax;

/// Folders with thousands of files, and files with nothing in them.
class ListingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatStatusTells();
    void followsLinksAndLeavesOutBrokenOnes();
    void saysWhatCannotBeListed();
    void findsTheEndOfAHole();

private:
    std::string path(const char* name) const { return m_folder.filePath(QLatin1String(name)).toStdString(); }
    std::string folder() const { return m_folder.path().toStdString(); }

    RealFileSystem m_files;
    QTemporaryDir m_folder;
};

void ListingTest::tellsWhatStatusTells() {
    QVERIFY(m_files.append(path("one"), "12345").has_value());
    QVERIFY(m_files.append(path("two"), "").has_value());
    QVERIFY(m_files.makeDirectories(path("folder")).has_value());
    QVERIFY(::mkfifo(path("pipe").c_str(), 0600) == 0);
    const FaultyFileSystem careful(m_files); // does it entry by entry
    for (const FileSystem* files :
         {static_cast<const FileSystem*>(&m_files), static_cast<const FileSystem*>(&careful)}) {
        const auto entries = files->listWithStatus(folder());
        QVERIFY(entries.has_value());
        std::map<std::string, FileStatus> found;
        for (const ListedEntry& entry : *entries)
            found[entry.name] = entry.status;
        QCOMPARE(found.size(), 4U);
        QVERIFY(found["folder"].kind == FileKind::Directory);
        QVERIFY(found["pipe"].kind == FileKind::Other);
        for (const char* name : {"one", "two"}) {
            const auto status = m_files.status(path(name));
            QVERIFY(found[name].kind == FileKind::Regular);
            QVERIFY(found[name].identity == status->identity);
            QCOMPARE(found[name].size, status->size);
            QCOMPARE(found[name].modifiedNanoseconds, status->modifiedNanoseconds);
        }
    }
}

void ListingTest::followsLinksAndLeavesOutBrokenOnes() {
    QVERIFY(::symlink(path("one").c_str(), path("link").c_str()) == 0);
    QVERIFY(::symlink("nowhere", path("broken").c_str()) == 0);
    QVERIFY(::symlink("loop", path("loop").c_str()) == 0);
    QVERIFY(::symlink(path("folder").c_str(), path("folder-link").c_str()) == 0);
    std::map<std::string, FileStatus> found;
    const auto entries = m_files.listWithStatus(folder());
    for (const ListedEntry& entry : *entries)
        found[entry.name] = entry.status;
    QVERIFY(found["link"].identity == found["one"].identity);
    QVERIFY(found["folder-link"].kind == FileKind::Directory);
    QVERIFY(!found.contains("broken"));
    QVERIFY(!found.contains("loop"));
}

void ListingTest::saysWhatCannotBeListed() {
    QVERIFY(m_files.listWithStatus(path("missing")).error().code == ErrorCode::NotFound);
    QVERIFY(!m_files.listWithStatus(path("one")));
    FaultyFileSystem files(m_files);
    files.deny(folder());
    QVERIFY(files.listWithStatus(folder()).error().code == ErrorCode::Denied);
}

void ListingTest::findsTheEndOfAHole() {
    constexpr std::uint64_t Far = 1 << 30;
    const std::string sparse = path("sparse");
    QVERIFY(m_files.append(sparse, "begin").has_value());
    QVERIFY(::truncate(sparse.c_str(), Far) == 0);
    QVERIFY(m_files.append(sparse, "end").has_value());
    const auto file = m_files.open(sparse);
    QVERIFY(file.has_value());
    const std::uint64_t end = (*file)->endOfHole(1 << 20);
    QVERIFY(end <= Far);
    if (end != 1 << 20) // a file system that has holes
        QVERIFY(end > Far - (1 << 20));
    QCOMPARE((*file)->endOfHole(0), 0U);
    QVERIFY(::truncate(sparse.c_str(), 2 * Far) == 0);
    QVERIFY((*file)->endOfHole(Far + (1 << 20)) <= 2 * Far);
    QCOMPARE((*file)->endOfHole(3 * Far), 3 * Far);
}

QTEST_GUILESS_MAIN(ListingTest)
#include "listing_test.moc"
