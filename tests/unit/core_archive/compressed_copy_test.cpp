// SPDX-License-Identifier: MIT
#include "core/archive/compressed_copy.h"
#include "core/archive/compressed_file.h"
#include "tests/unit/core_archive/archive_world.h"

#include <zstd.h>

using namespace ax;
using namespace ax::test;

/// A file in memory, cut where a test wants it.
class MemoryFile final : public ReadableFile {
public:
    explicit MemoryFile(std::string bytes) : m_bytes(std::move(bytes)) {}
    Result<FileStatus> status() const override {
        return FileStatus{.identity = {}, .kind = FileKind::Regular, .size = m_bytes.size()};
    }
    Result<std::size_t> readAt(std::uint64_t offset, std::span<char> into) const override {
        return offset >= m_bytes.size() ? 0 : m_bytes.copy(into.data(), into.size(), offset);
    }

private:
    std::string m_bytes;
};

class CompressedCopyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void readsEverywhere();
    void isPlainZstd();
    void emptyFiles();
    void grows();
    void growsOftenAndIsMadeAnew();
    void theDiskIsFullAtAnyByte();
    void cutAtEveryByteOfAnAppend();
    void cutAtEveryByteOfAWholeCopy();
    void aDamagedFrameCostsItsPart();
    void garbageIsNoCopy();
    void aHugePromiseIsRefused();
    void stops();
    void theSourceGetsShorter();

private:
    Result<std::uint64_t> create(const std::string& bytes, std::uint64_t most = Plenty) const {
        return createCompressed(m_world->disk, {MemoryFile(bytes), "source", bytes.size()}, copy(), most);
    }
    Result<std::uint64_t> grow(const std::string& bytes, std::uint64_t most = Plenty) const {
        return growCompressed(m_world->disk, {MemoryFile(bytes), "source", bytes.size()}, copy(), most);
    }
    std::string copy() const { return m_world->home() + "/copy.zst"; }
    std::string stored() const { return readWholeFile(m_world->real, copy(), Plenty).value_or("none"); }
    static std::string read(const std::string& storedBytes, std::vector<std::string>* problems = nullptr) {
        const auto file = openCompressed(std::make_unique<MemoryFile>(storedBytes), "copy",
                                         [problems](const std::string& sentence) {
                                             if (problems != nullptr)
                                                 problems->push_back(sentence);
                                         });
        if (!file)
            return "no copy: " + file.error().message;
        std::string bytes((*file)->status()->size, '\0');
        const auto count = (*file)->readAt(0, bytes);
        return count && *count == bytes.size() ? bytes : "short";
    }
    std::vector<std::string> names() const {
        std::vector<std::string> result;
        const auto entries = m_world->real.list(m_world->home());
        for (const auto& entry : *entries)
            result.push_back(entry.name);
        return result;
    }

    std::unique_ptr<ArchiveWorld> m_world;
};

void CompressedCopyTest::init() {
    m_world = std::make_unique<ArchiveWorld>();
}

void CompressedCopyTest::readsEverywhere() {
    const std::string original = linesOfText(5 * FrameSize + 12345);
    const auto size = create(original);
    QVERIFY(size.has_value());
    QVERIFY(*size < original.size() / 2);
    QCOMPARE(*size, m_world->real.status(copy())->size);
    const auto file = openCompressed(std::move(*m_world->real.open(copy())), copy(), {});
    QVERIFY(file.has_value());
    QCOMPARE((*file)->status()->size, original.size());
    std::mt19937 random(7);
    std::string buffer(3 * FrameSize, '\0');
    for (int round = 0; round < 300; ++round) {
        const std::size_t offset = random() % (original.size() + 10);
        const std::size_t length = round % 3 == 0 ? random() % buffer.size() : random() % 2000;
        const auto count = (*file)->readAt(offset, std::span(buffer).first(length));
        QVERIFY(count.has_value());
        const std::string_view expected =
            offset < original.size() ? std::string_view(original).substr(offset, length) : std::string_view();
        QVERIFY(std::string_view(buffer).substr(0, *count) == expected);
    }
}

/// As any zstd program sees it: frames one after another, the table skipped.
void CompressedCopyTest::isPlainZstd() {
    const std::string original = linesOfText(FrameSize + 500);
    const std::string longer = original + linesOfText(3000, 2);
    QVERIFY(create(original).has_value());
    QVERIFY(grow(longer).has_value());
    std::string bytes(longer.size() + 100, '\0');
    const std::string file = stored();
    const std::size_t size = ZSTD_decompress(bytes.data(), bytes.size(), file.data(), file.size());
    QVERIFY2(!ZSTD_isError(size), ZSTD_getErrorName(size));
    QVERIFY(bytes.substr(0, size) == longer);
}

void CompressedCopyTest::emptyFiles() {
    QVERIFY(create({}).has_value());
    QCOMPARE(read(stored()), std::string());
    QVERIFY(grow("one line\n").has_value());
    QCOMPARE(read(stored()), std::string("one line\n"));
}

void CompressedCopyTest::grows() {
    std::string original = linesOfText(1000);
    QVERIFY(create(original).has_value());
    for (const std::size_t more : {std::size_t{1}, std::size_t{70'000}, 2 * FrameSize, std::size_t{10}}) {
        original += std::string(more, 'x') + '\n';
        const std::string before = stored();
        const auto size = grow(original);
        QVERIFY(size.has_value());
        QCOMPARE(*size, stored().size());
        QVERIFY(stored().starts_with(before)); // what was there was not touched
        QVERIFY(read(stored()) == original);
    }
    const std::string before = stored();
    QVERIFY(grow(original).has_value());
    QCOMPARE(stored(), before);
}

void CompressedCopyTest::growsOftenAndIsMadeAnew() {
    std::string original = "begin\n";
    QVERIFY(create(original).has_value());
    QCOMPARE(isFragmented(m_world->real, copy()).value(), false);
    for (int round = 0; round < 20; ++round) {
        original += "one more line\n";
        QVERIFY(grow(original).has_value());
    }
    QCOMPARE(isFragmented(m_world->real, copy()).value(), true);
    QVERIFY(create(original).has_value());
    QCOMPARE(isFragmented(m_world->real, copy()).value(), false);
    QVERIFY(read(stored()) == original);
}

void CompressedCopyTest::theDiskIsFullAtAnyByte() {
    const std::string original = linesOfText(3000);
    const std::string longer = original + linesOfText(2000, 2);
    const std::uint64_t size = create(original).value();
    const std::string before = stored();
    QVERIFY(m_world->real.remove(copy()).has_value());
    for (std::uint64_t room = 0; room < size; ++room) {
        m_world->disk.failWritesAfter(room);
        const auto made = create(original);
        QVERIFY(!made.has_value());
        QVERIFY(made.error().code == ErrorCode::NoSpace);
        QVERIFY(names().empty()); // no copy, no rest of one
    }
    m_world->write(copy(), before);
    m_world->disk.heal();
    const std::uint64_t added = grow(longer).value() - size;
    for (std::uint64_t room = 0; room < added; ++room) {
        m_world->write(copy(), before);
        m_world->disk.failWritesAfter(room);
        QVERIFY(!grow(longer).has_value());
        QVERIFY(read(stored()) == original);
    }
    m_world->disk.heal();
    QVERIFY(grow(longer).has_value());
    QVERIFY(read(stored()) == longer);
    // The limit is a wall too.
    m_world->write(copy(), before);
    QVERIFY(grow(longer, size + added - 1).error().code == ErrorCode::NoSpace);
    QVERIFY(read(stored()) == original);
}

/// The power goes while a copy grows: nobody cut off what was written of it.
void CompressedCopyTest::cutAtEveryByteOfAnAppend() {
    const std::string original = linesOfText(4000);
    const std::string longer = original + linesOfText(3000, 2);
    QVERIFY(create(original).has_value());
    const std::string before = stored();
    QVERIFY(grow(longer).has_value());
    const std::string after = stored();
    for (std::size_t size = before.size(); size < after.size(); ++size) {
        const std::string torn = after.substr(0, size);
        QVERIFY(read(torn) == original);
        if (size % 50 != 0)
            continue;
        m_world->write(copy(), torn);
        QVERIFY(grow(longer).has_value());
        QVERIFY(read(stored()) == longer);
        QVERIFY(stored() == after);
    }
}

void CompressedCopyTest::cutAtEveryByteOfAWholeCopy() {
    QVERIFY(create(linesOfText(4000)).has_value());
    const std::string whole = stored();
    for (std::size_t size = 0; size < whole.size(); ++size)
        QVERIFY(read(whole.substr(0, size)).starts_with("no copy"));
}

void CompressedCopyTest::aDamagedFrameCostsItsPart() {
    const std::string original = linesOfText(3 * FrameSize);
    QVERIFY(create(original).has_value());
    std::string file = stored();
    const auto table = SeekTable::read(MemoryFile(file), "copy");
    QVERIFY(table.has_value());
    QCOMPARE(table->frames().size(), std::size_t{3});
    file[table->frames()[1].offset + table->frames()[1].storedSize / 2] ^= 0x55;
    std::vector<std::string> problems;
    const std::string bytes = read(file, &problems);
    QCOMPARE(bytes.size(), original.size());
    QVERIFY(bytes.substr(0, FrameSize) == original.substr(0, FrameSize));
    QVERIFY(bytes.substr(FrameSize, FrameSize) == std::string(FrameSize, '\n'));
    QVERIFY(bytes.substr(2 * FrameSize) == original.substr(2 * FrameSize));
    QCOMPARE(problems.size(), std::size_t{1});
    QVERIFY2(problems[0].starts_with("copy is damaged: "), problems[0].c_str());
    // A bad sector is an error to be told, and no lines that are lost for good.
    m_world->disk.failReadsAfter(table->frames()[2].offset);
    m_world->write(copy(), stored());
    const auto opened = m_world->disk.open(copy());
    QVERIFY(opened.has_value());
    m_world->disk.heal();
    const auto readable = openCompressed(std::move(*m_world->disk.open(copy())), copy(), {});
    m_world->disk.failReadsAfter(table->frames()[2].offset);
    std::string buffer(10, '\0');
    QVERIFY((*readable)->readAt(0, buffer).has_value());
    QVERIFY((*readable)->readAt(2 * FrameSize + 1, buffer).error().code == ErrorCode::Io);
}

void CompressedCopyTest::garbageIsNoCopy() {
    QVERIFY(read("").starts_with("no copy"));
    QVERIFY(read(linesOfText(100'000)).starts_with("no copy"));
    QVERIFY(create(linesOfText(9000)).has_value());
    const std::string whole = stored();
    std::mt19937 random(3);
    for (int round = 0; round < 500; ++round) {
        std::string damaged = whole;
        for (int hit = 0; hit < 3; ++hit)
            damaged[random() % damaged.size()] = static_cast<char>(random());
        (void)read(damaged); // any answer, no crash (asan, ubsan)
    }
    std::string marks;
    for (int count = 0; count < 100'000; ++count)
        marks += "\xb1\xea\x92\x8f";
    QVERIFY(read(marks).starts_with("no copy"));
}

void CompressedCopyTest::aHugePromiseIsRefused() {
    SeekTable table;
    table.add(4, 0x7fffffff);
    QVERIFY(read("abcd" + table.bytes()).starts_with("no copy"));
}

void CompressedCopyTest::stops() {
    const std::atomic<bool> cancelled = true;
    const std::string original = linesOfText(1000);
    const auto made = createCompressed(
        m_world->disk, {MemoryFile(original), "source", original.size(), &cancelled}, copy(), Plenty);
    QVERIFY(made.error().code == ErrorCode::Busy);
    QVERIFY(names().empty());
}

void CompressedCopyTest::theSourceGetsShorter() {
    const auto made = createCompressed(m_world->disk, {MemoryFile("short"), "source", 500}, copy(), Plenty);
    QVERIFY(made.error().code == ErrorCode::Busy);
    QVERIFY(names().empty());
}

QTEST_GUILESS_MAIN(CompressedCopyTest)
#include "compressed_copy_test.moc"
