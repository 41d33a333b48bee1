// SPDX-License-Identifier: MIT
#include "core/base/file_system.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <csignal>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace ax;

namespace {

/// Files of this process may not grow beyond this, as on a disk that is full.
class SmallDisk {
public:
    explicit SmallDisk(rlim_t bytes) {
        ::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    ~SmallDisk() { ::setrlimit(RLIMIT_FSIZE, &m_before); }

private:
    rlimit m_before{};
};

} // namespace

class FileSystemTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void readsAtOffsets();
    void keepsAnsweringAfterTheNameIsGone();
    void survivesTruncationWhileOpen();
    void refusesWhatIsNoFile();
    void tellsIdentityAndSize();
    void listsSorted();
    void makesPrivateFolders();
    void writesAtomically();
    void keepsOldBytesWhenTheDiskIsFull();
    void leavesNoTemporaryWhenTheTargetIsAFolder();
    void appends();
    void movesWithoutReplacing();
    void removes();
    void readsWholeFiles();
    void leaksNothingToChildren();

private:
    std::string at(const char* name) const {
        return m_folder->filePath(QString::fromUtf8(name)).toStdString();
    }
    static void write(const std::string& path, const QByteArray& bytes) {
        QFile file(QString::fromStdString(path));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    static QByteArray read(const std::string& path) {
        QFile file(QString::fromStdString(path));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(missing)");
    }
    static mode_t modeOf(const std::string& path) {
        struct stat info{};
        return ::stat(path.c_str(), &info) == 0 ? info.st_mode & 07777 : 0;
    }
    QStringList entries() const {
        return QDir(m_folder->path())
            .entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    RealFileSystem m_files;
};

void FileSystemTest::init() {
    m_folder = std::make_unique<QTemporaryDir>();
}

void FileSystemTest::readsAtOffsets() {
    write(at("f"), "0123456789");
    const auto file = m_files.open(at("f"));
    QVERIFY(file);
    std::array<char, 4> buffer{};
    QCOMPARE((*file)->readAt(3, buffer).value_or(0), std::size_t{4});
    QCOMPARE(std::string(buffer.data(), 4), "3456");
    QCOMPARE((*file)->readAt(8, buffer).value_or(0), std::size_t{2});
    QCOMPARE((*file)->readAt(10, buffer).value_or(99), std::size_t{0});
    QCOMPARE((*file)->readAt(1000, buffer).value_or(99), std::size_t{0});
}

void FileSystemTest::keepsAnsweringAfterTheNameIsGone() {
    write(at("f"), "old");
    const auto file = m_files.open(at("f"));
    QVERIFY(file);
    QVERIFY(m_files.remove(at("f")));
    write(at("f"), "newer");
    std::array<char, 8> buffer{};
    QCOMPARE((*file)->readAt(0, buffer).value_or(0), std::size_t{3});
    QVERIFY(!((*file)->status()->identity == m_files.status(at("f"))->identity));
}

void FileSystemTest::survivesTruncationWhileOpen() {
    write(at("f"), QByteArray(100'000, 'x'));
    const auto file = m_files.open(at("f"));
    QVERIFY(file);
    QVERIFY(QFile::resize(QString::fromStdString(at("f")), 10));
    std::array<char, 64> buffer{};
    QCOMPARE((*file)->readAt(50'000, buffer).value_or(99), std::size_t{0});
    QCOMPARE((*file)->readAt(0, buffer).value_or(99), std::size_t{10});
}

void FileSystemTest::refusesWhatIsNoFile() {
    QCOMPARE(::mkfifo(at("fifo").c_str(), 0600), 0);
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("folder")));
    QVERIFY(QFile::link(QStringLiteral("loop"), QString::fromStdString(at("loop"))));
    const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, at("socket").c_str(), sizeof address.sun_path - 1);
    QCOMPARE(::bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);

    for (const char* name : {"fifo", "folder", "loop"}) {
        QCOMPARE(m_files.open(at(name)).error().code, ErrorCode::Invalid);
        QVERIFY(m_files.open(at(name)).error().message.contains(at(name)));
    }
    QVERIFY(!m_files.open(at("socket")));
    QCOMPARE(m_files.open("/dev/zero").error().code, ErrorCode::Invalid);
    QCOMPARE(m_files.open(at("missing")).error().code, ErrorCode::NotFound);
    QCOMPARE(m_files.append("/dev/null", "x").error().code, ErrorCode::Invalid);
    QVERIFY(!m_files.append(at("fifo"), "x")); // and does not wait for a reader
    ::close(socket);
}

void FileSystemTest::tellsIdentityAndSize() {
    write(at("f"), "12345");
    const auto status = m_files.status(at("f"));
    QVERIFY(status);
    QCOMPARE(status->kind, FileKind::Regular);
    QCOMPARE(status->size, std::uint64_t{5});
    QVERIFY(status->modifiedNanoseconds > 1'700'000'000'000'000'000);
    QVERIFY(m_files.open(at("f")).value()->status()->identity == status->identity);
    QCOMPARE(m_files.status(m_folder->path().toStdString())->kind, FileKind::Directory);
    QCOMPARE(m_files.status("/dev/null")->kind, FileKind::Other);
    QCOMPARE(m_files.status(at("missing")).error().code, ErrorCode::NotFound);
}

void FileSystemTest::listsSorted() {
    for (const char* name : {"b", ".hidden", "a", "B"})
        write(at(name), "");
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("folder")));
    QVERIFY(QFile::link(QStringLiteral("folder"), QString::fromStdString(at("to-folder"))));
    QVERIFY(QFile::link(QStringLiteral("nowhere"), QString::fromStdString(at("dangling"))));
    QCOMPARE(::mkfifo(at("fifo").c_str(), 0600), 0);
    const auto entries = m_files.list(m_folder->path().toStdString());
    QVERIFY(entries);
    QStringList seen;
    for (const DirectoryEntry& entry : *entries)
        seen << QString::fromStdString(entry.name) + QString::number(static_cast<int>(entry.kind));
    const QStringList expected{QStringLiteral(".hidden0"),  QStringLiteral("B0"),
                               QStringLiteral("a0"),        QStringLiteral("b0"),
                               QStringLiteral("dangling2"), QStringLiteral("fifo2"),
                               QStringLiteral("folder1"),   QStringLiteral("to-folder1")};
    QCOMPARE(seen, expected);
    QCOMPARE(m_files.list(at("a")).error().code, ErrorCode::Invalid);
    QCOMPARE(m_files.list(at("missing")).error().code, ErrorCode::NotFound);
}

void FileSystemTest::makesPrivateFolders() {
    QVERIFY(m_files.makeDirectories(at("x/y/z")));
    QCOMPARE(modeOf(at("x")), mode_t{0700});
    QCOMPARE(modeOf(at("x/y/z")), mode_t{0700});
    QVERIFY(m_files.makeDirectories(at("x/y/z"))); // again
    write(at("x/file"), "");
    QCOMPARE(m_files.makeDirectories(at("x/file")).error().code, ErrorCode::Invalid);
    QCOMPARE(m_files.makeDirectories(at("x/file/below")).error().code, ErrorCode::Invalid);
}

void FileSystemTest::writesAtomically() {
    QVERIFY(m_files.writeAtomically(at("f"), "first"));
    QCOMPARE(modeOf(at("f")), mode_t{0600});
    const auto open = m_files.open(at("f"));
    const std::string large(3'000'000, 'x');
    QVERIFY(m_files.writeAtomically(at("f"), large));
    QCOMPARE(read(at("f")).size(), qsizetype{3'000'000});
    std::array<char, 16> buffer{};
    QCOMPARE((*open)->readAt(0, buffer).value_or(0), std::size_t{5}); // readers of the old bytes keep them
    QVERIFY(m_files.writeAtomically(at("f"), ""));
    QCOMPARE(read(at("f")), QByteArray());
    QCOMPARE(entries(), QStringList(QStringLiteral("f")));
    QCOMPARE(m_files.writeAtomically(at("no/such/f"), "x").error().code, ErrorCode::NotFound);
}

void FileSystemTest::keepsOldBytesWhenTheDiskIsFull() {
    QVERIFY(m_files.writeAtomically(at("f"), "old"));
    {
        const SmallDisk small(1000);
        const auto written = m_files.writeAtomically(at("f"), std::string(5000, 'x'));
        QVERIFY(!written);
        QCOMPARE(written.error().code, ErrorCode::NoSpace);
        QVERIFY(written.error().message.contains(at("f")));
        QCOMPARE(m_files.append(at("g"), std::string(5000, 'x')).error().code, ErrorCode::NoSpace);
    }
    QCOMPARE(read(at("f")), QByteArray("old"));
    QCOMPARE(entries(), QStringList({QStringLiteral("f"), QStringLiteral("g")})); // no temporary left
}

void FileSystemTest::leavesNoTemporaryWhenTheTargetIsAFolder() {
    QVERIFY(m_files.makeDirectories(at("folder")));
    QVERIFY(!m_files.writeAtomically(at("folder"), "x"));
    QCOMPARE(entries(), QStringList(QStringLiteral("folder")));
}

void FileSystemTest::appends() {
    QVERIFY(m_files.append(at("log"), "one\n"));
    QVERIFY(m_files.append(at("log"), "two\n"));
    QCOMPARE(read(at("log")), QByteArray("one\ntwo\n"));
    QCOMPARE(modeOf(at("log")), mode_t{0600});
}

void FileSystemTest::movesWithoutReplacing() {
    write(at("a"), "a");
    write(at("b"), "b");
    QCOMPARE(m_files.moveWithoutReplacing(at("a"), at("b")).error().code, ErrorCode::Busy);
    QCOMPARE(read(at("a")) + read(at("b")), QByteArray("ab"));
    QVERIFY(m_files.moveWithoutReplacing(at("a"), at("c")));
    QCOMPARE(read(at("c")), QByteArray("a"));
    QCOMPARE(m_files.moveWithoutReplacing(at("a"), at("d")).error().code, ErrorCode::NotFound);
    QVERIFY(m_files.makeDirectories(at("x/y")));
    QVERIFY(m_files.makeDirectories(at("z")));
    QCOMPARE(m_files.moveWithoutReplacing(at("x"), at("z")).error().code,
             ErrorCode::Busy); // though it is empty
}

void FileSystemTest::removes() {
    write(at("f"), "");
    QVERIFY(m_files.remove(at("f")));
    QCOMPARE(m_files.remove(at("f")).error().code, ErrorCode::NotFound);
}

void FileSystemTest::readsWholeFiles() {
    write(at("f"), QByteArray(10'000, 'x'));
    QCOMPARE(readWholeFile(m_files, at("f"), 10'000)->size(), std::size_t{10'000});
    QCOMPARE(readWholeFile(m_files, at("f"), 9'999).error().code, ErrorCode::Invalid);
    QCOMPARE(readWholeFile(m_files, at("missing"), 10).error().code, ErrorCode::NotFound);
    write(at("nul"), QByteArray("a\0b", 3));
    QCOMPARE(*readWholeFile(m_files, at("nul"), 10), std::string("a\0b", 3));
    write(at("empty"), "");
    QCOMPARE(*readWholeFile(m_files, at("empty"), 10), std::string());
    // Files of the kernel claim to be empty.
    QVERIFY(!readWholeFile(m_files, "/proc/self/status", 1'000'000)->empty());
}

void FileSystemTest::leaksNothingToChildren() {
    write(at("f"), "x");
    const auto file = m_files.open(at("f"));
    int found = 0;
    for (int descriptor = 3; descriptor < 256; ++descriptor) {
        struct stat info{};
        if (::fstat(descriptor, &info) != 0 || info.st_ino != (*file)->status()->identity.inode)
            continue;
        ++found;
        QVERIFY((::fcntl(descriptor, F_GETFD) & FD_CLOEXEC) != 0);
    }
    QCOMPARE(found, 1);
}

QTEST_GUILESS_MAIN(FileSystemTest)
#include "file_system_test.moc"
