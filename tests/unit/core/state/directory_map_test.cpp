// SPDX-License-Identifier: MIT
#include "core/base/faulty_file_system.h"
#include "core/state/directory_map.h"

#include <QTemporaryDir>
#include <QTest>

using namespace ax;

class DirectoryMapTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void isEmptyWithoutAFile();
    void letsTheLongestAncestorDecide();
    void mapsOnce();
    void remembers();
    void keepsWhatOthersWrote();
    void writesAsGoDoes();
    void readsDamagedFilesAsEmpty_data();
    void readsDamagedFilesAsEmpty();
    void survivesEveryCut();
    void losesNothingOnAFullDisk();
    void losesNothingInAReadOnlyPlace();
    void refusesNamesThatJsonCannotHold();

private:
    std::string file() const { return joinPath(m_paths.stateDirectory, "dirmap.json"); }
    void write(const std::string& text) {
        QVERIFY(m_real.makeDirectories(m_paths.stateDirectory));
        QVERIFY(m_real.writeAtomically(file(), text));
    }
    std::string read() const { return readWholeFile(m_real, file(), 1'000'000).value_or("(missing)"); }
    std::string resolve(const std::string& directory) const {
        return DirectoryMap::load(m_real, m_paths).resolve(directory);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    RealFileSystem m_real;
    Paths m_paths;
};

void DirectoryMapTest::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_paths.stateDirectory = m_folder->filePath(QStringLiteral("state/ax")).toStdString();
}

void DirectoryMapTest::isEmptyWithoutAFile() {
    QCOMPARE(resolve("/a/b"), "/a/b");
    QVERIFY(!m_real.status(m_paths.stateDirectory)); // reading makes no folders
}

void DirectoryMapTest::letsTheLongestAncestorDecide() {
    write(R"({"/a": "/x", "/a/b/": "/y/", "/root": "/", "relative": "/z", "": "/e", "/n": 5, "/m": ""})");
    QCOMPARE(resolve("/a"), "/x");
    QCOMPARE(resolve("/a/c/d"), "/x/c/d");
    QCOMPARE(resolve("/a/b"), "/y");
    QCOMPARE(resolve("/a/b/"), "/y");
    QCOMPARE(resolve("/a/b/c"), "/y/c");
    QCOMPARE(resolve("/ab"), "/ab");
    QCOMPARE(resolve("/root/x"), "/x");
    QCOMPARE(resolve("/n/x"), "/n/x");
    QCOMPARE(resolve("/m"), "/m");
    QCOMPARE(resolve("relative/x"), "relative/x");
    QCOMPARE(resolve("/"), "/");
    QCOMPARE(resolve(""), "");
}

void DirectoryMapTest::mapsOnce() {
    write(R"({"/a": "/b", "/b": "/a"})"); // two folders that changed names
    QCOMPARE(resolve("/a/x"), "/b/x");
    QCOMPARE(resolve("/b/x"), "/a/x");
}

void DirectoryMapTest::remembers() {
    QVERIFY(DirectoryMap::remember(m_real, m_paths, "/old/", "/new"));
    QVERIFY(DirectoryMap::remember(m_real, m_paths, "/other", "/b/"));
    QCOMPARE(resolve("/old/x"), "/new/x");
    QCOMPARE(resolve("/other"), "/b");
    QVERIFY(DirectoryMap::remember(m_real, m_paths, "/old", "/newer"));
    QCOMPARE(resolve("/old/x"), "/newer/x");
    QCOMPARE(DirectoryMap::remember(m_real, m_paths, "", "/x").error().code, ErrorCode::Invalid);
}

void DirectoryMapTest::keepsWhatOthersWrote() {
    write(R"({"z":"/1","future":{"a":[1,2.50,1e30,18446744073709551615,null,true]},"a":"/2"})");
    QVERIFY(DirectoryMap::remember(m_real, m_paths, "/m", "/3"));
    QCOMPARE(read(),
             "{\n  \"z\": \"/1\",\n  \"future\": {\n    \"a\": [\n      1,\n      2.5,\n      1e+30,\n"
             "      18446744073709551615,\n      null,\n      true\n    ]\n  },\n  \"a\": \"/2\",\n"
             "  \"/m\": \"/3\"\n}");
}

void DirectoryMapTest::writesAsGoDoes() {
    QVERIFY(DirectoryMap::remember(m_real, m_paths, "/R&D <x>", "/jürgen\t日本"));
    QCOMPARE(read(), "{\n  \"/R\\u0026D \\u003cx\\u003e\": \"/jürgen\\t日本\"\n}");
    QCOMPARE(resolve("/R&D <x>/y"), "/jürgen\t日本/y");
}

void DirectoryMapTest::readsDamagedFilesAsEmpty_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("list") << QByteArray("[]");
    QTest::newRow("torn") << QByteArray(R"({"/a": "/b)");
    QTest::newRow("two values") << QByteArray("{}{}");
    QTest::newRow("NULs") << QByteArray(100, '\0');
    QTest::newRow("not UTF-8") << QByteArray("{\"/a\": \"\xff\"}");
    QTest::newRow("deep") << QByteArray("{\"/a\":") + QByteArray(2'000'000, '[');
    QTest::newRow("huge") << QByteArray(5'000'000, ' ') + "{}";
}

void DirectoryMapTest::readsDamagedFilesAsEmpty() {
    QFETCH(QByteArray, text);
    write(text.toStdString());
    QCOMPARE(resolve("/a"), "/a");
    const auto remembered = DirectoryMap::remember(m_real, m_paths, "/c", "/d");
    QCOMPARE(remembered.error().code, ErrorCode::Invalid);
    QVERIFY2(remembered.error().message.contains(file()), remembered.error().message.c_str());
    QCOMPARE(m_real.status(file())->size, std::uint64_t(text.size())); // left for its owner to mend
}

void DirectoryMapTest::survivesEveryCut() {
    const std::string whole = R"({"/a\u00e9": "/x", "b": [1.5e3, {"c": null}]})";
    for (std::size_t length = 0; length < whole.size(); ++length) {
        write(whole.substr(0, length));
        QCOMPARE(resolve("/aé"), "/aé");
    }
    write(whole);
    QCOMPARE(resolve("/aé"), "/x");
}

void DirectoryMapTest::losesNothingOnAFullDisk() {
    QVERIFY(DirectoryMap::remember(m_real, m_paths, "/a", "/b"));
    FaultyFileSystem faulty(m_real);
    faulty.failWritesAfter(10);
    const auto remembered = DirectoryMap::remember(faulty, m_paths, "/c", "/d");
    QCOMPARE(remembered.error().code, ErrorCode::NoSpace);
    QVERIFY2(remembered.error().message.contains("dirmap.json: No space left"),
             remembered.error().message.c_str());
    faulty.heal();
    faulty.failReadsAfter(0); // what cannot be read must not be overwritten
    QCOMPARE(DirectoryMap::remember(faulty, m_paths, "/c", "/d").error().code, ErrorCode::Io);
    QCOMPARE(resolve("/a"), "/b");
}

void DirectoryMapTest::losesNothingInAReadOnlyPlace() {
    QVERIFY(DirectoryMap::remember(m_real, m_paths, "/a", "/b"));
    FaultyFileSystem faulty(m_real);
    faulty.denyChanges(m_paths.stateDirectory);
    const auto remembered = DirectoryMap::remember(faulty, m_paths, "/c", "/d");
    QCOMPARE(remembered.error().code, ErrorCode::Denied);
    QVERIFY2(remembered.error().message.contains(m_paths.stateDirectory), remembered.error().message.c_str());
    QCOMPARE(resolve("/a"), "/b");
}

void DirectoryMapTest::refusesNamesThatJsonCannotHold() {
    QCOMPARE(DirectoryMap::remember(m_real, m_paths, "/j\xfcrgen", "/x").error().code,
             ErrorCode::Unsupported);
    QCOMPARE(DirectoryMap::remember(m_real, m_paths, "/x", "/j\xfcrgen").error().code,
             ErrorCode::Unsupported);
    QCOMPARE(read(), "(missing)");
}

QTEST_GUILESS_MAIN(DirectoryMapTest)
#include "directory_map_test.moc"
