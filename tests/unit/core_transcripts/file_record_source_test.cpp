// SPDX-License-Identifier: MIT
#include "core/base/faulty_file_system.h"
#include "core/transcripts/line_splitter.h"
#include "core/transcripts/record_source.h"
#include "tests/unit/core_transcripts/reading.h"

#include <QTemporaryDir>

#include <unistd.h>

using namespace ax;
using namespace ax::test;

class FileRecordSourceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void tellsWhereRecordsBegin();
    void beginsAtTheNextRecord();
    void goesThroughInAnyStretches();
    void marksTheUnfinished();
    void readsLittle();
    void passesOverWhatIsTooLong();
    void survivesACutAtEveryByte();
    void saysWhyItCannot();

private:
    struct Seen {
        std::uint64_t position = 0;
        std::string text;
        bool mayBeUnfinished = false;
        bool operator==(const Seen&) const = default;
    };
    std::string write(std::string_view bytes);
    std::unique_ptr<RecordSource> open(const std::string& path);
    static std::vector<Seen> read(RecordSource& records, std::uint64_t from, std::uint64_t to);

    std::unique_ptr<QTemporaryDir> m_folder;
    CountingFileSystem m_files;
};

std::string FileRecordSourceTest::write(std::string_view bytes) {
    const std::string path = m_folder->filePath(QStringLiteral("a.jsonl")).toStdString();
    (void)m_files.remove(path);
    (void)m_files.append(path, bytes);
    return path;
}

std::unique_ptr<RecordSource> FileRecordSourceTest::open(const std::string& path) {
    auto records = openRecords(m_files, {.format = "claude", .file = path, .sessionId = {}});
    return records ? std::move(*records) : nullptr;
}

std::vector<FileRecordSourceTest::Seen> FileRecordSourceTest::read(RecordSource& records, std::uint64_t from,
                                                                   std::uint64_t to) {
    std::vector<Seen> seen;
    (void)records.read(from, to, [&seen](const RecordSource::Record& record) {
        // What stands behind may be looked at: the sanitizer would tell.
        for (std::size_t behind = 0; !record.text.empty() && behind < 64; ++behind)
            (void)*static_cast<const volatile char*>(record.text.data() + record.text.size() + behind);
        seen.push_back({.position = record.position,
                        .text = std::string(record.text),
                        .mayBeUnfinished = record.mayBeUnfinished});
    });
    return seen;
}

void FileRecordSourceTest::tellsWhereRecordsBegin() {
    const auto records = open(write("\xEF\xBB\xBF{\"a\":1}\r\n\n  {\"b\":2} \n\0\0{\"c\":3}\n"));
    QVERIFY(records);
    const std::vector<Seen> expected = {{.position = 0, .text = "{\"a\":1}", .mayBeUnfinished = false},
                                        {.position = 13, .text = "{\"b\":2}", .mayBeUnfinished = false}};
    QCOMPARE(records->end().value(), 24U);
    QVERIFY(read(*records, 0, 24) == expected);
}

void FileRecordSourceTest::beginsAtTheNextRecord() {
    const auto records = open(write("one\ntwo\nthree\n"));
    for (std::uint64_t from = 0; from <= 14; ++from) {
        for (std::uint64_t to = 0; to <= 16; ++to) {
            std::vector<std::string> expected;
            for (const auto& [start, text] : {std::pair(0U, "one"), {4U, "two"}, {8U, "three"}}) {
                if (start >= from && start < to)
                    expected.emplace_back(text);
            }
            std::vector<std::string> texts;
            for (const Seen& record : read(*records, from, to))
                texts.push_back(record.text);
            QVERIFY(texts == expected);
        }
    }
}

void FileRecordSourceTest::goesThroughInAnyStretches() {
    std::string bytes;
    for (int line = 0; line < 300; ++line)
        bytes += std::string(static_cast<std::size_t>(line * line % 977), 'x') + std::to_string(line) + '\n';
    const auto records = open(write(bytes));
    const auto whole = read(*records, 0, bytes.size());
    QCOMPARE(whole.size(), 300U);
    for (const std::uint64_t size : {1U, 50U, 4096U, 100'000U, 10'000'000U}) {
        std::vector<Seen> forwards, backwards;
        for (std::uint64_t from = 0; from < bytes.size();) {
            const std::uint64_t to = records->endOfStretch(from, size).value();
            QVERIFY(to > from);
            const auto part = read(*records, from, to);
            forwards.insert(forwards.end(), part.begin(), part.end());
            from = to;
        }
        for (std::uint64_t to = bytes.size(); to > 0;) {
            const std::uint64_t from = records->startOfStretch(to, size).value();
            QVERIFY(from < to);
            const auto part = read(*records, from, to);
            backwards.insert(backwards.begin(), part.begin(), part.end());
            to = from;
        }
        QVERIFY(forwards == whole);
        QVERIFY(backwards == whole);
    }
    QCOMPARE(records->startOfStretch(0, 10).value(), 0U);
    QCOMPARE(records->endOfStretch(bytes.size(), 10).value(), bytes.size());
}

void FileRecordSourceTest::marksTheUnfinished() {
    const std::string path = write("{\"a\":1}\n{\"b\":");
    const auto records = open(path);
    auto seen = read(*records, 0, records->end().value());
    QCOMPARE(seen.size(), 2U);
    QVERIFY(!seen[0].mayBeUnfinished);
    QVERIFY(seen[1].mayBeUnfinished);
    QVERIFY(m_files.append(path, "2}\n{\"c\":3}\n").has_value());
    seen = read(*records, seen[1].position, records->end().value());
    QCOMPARE(seen.size(), 2U);
    QCOMPARE(seen[0].text, "{\"b\":2}");
    QVERIFY(!seen[1].mayBeUnfinished);
}

void FileRecordSourceTest::readsLittle() {
    const std::string early(50'000'000, 'x');
    const std::string path = write(early + "\nlate\n");
    const auto records = open(path);
    m_files.forget();
    const std::uint64_t start = records->startOfStretch(early.size() + 6, 5).value();
    QCOMPARE(start, early.size() + 1);
    QCOMPARE(read(*records, start, early.size() + 6).size(), 1U);
    QVERIFY(m_files.bytesRead() < 10'000);
}

void FileRecordSourceTest::passesOverWhatIsTooLong() {
    // A sparse file: 37 GB that take no room, with a record before and one behind.
    const std::string path = write("first\n");
    constexpr std::uint64_t Size = 37ULL << 30;
    QVERIFY(::truncate(path.c_str(), Size) == 0);
    QVERIFY(m_files.append(path, "\nlast\n").has_value());
    const auto records = open(path);
    m_files.forget();
    const std::uint64_t end = records->end().value();
    std::uint64_t start = records->startOfStretch(end, 1000).value();
    QCOMPARE(start, Size + 1);
    QCOMPARE(read(*records, start, end).size(), 1U);
    const std::uint64_t before = records->startOfStretch(start, 1000).value();
    QVERIFY(before < start && start - before <= LineSplitter::MaximumLine + 1000);
    QCOMPARE(read(*records, before, start).size(), 0U);

    const std::uint64_t first = records->endOfStretch(0, 1).value();
    QCOMPARE(first, 6U);
    const std::uint64_t next = records->endOfStretch(first, 1000).value();
    QVERIFY(next > first && next - first <= LineSplitter::MaximumLine + 1000);
    const auto seen = read(*records, first, next);
    QCOMPARE(seen.size(), 1U); // there, and not to be looked at
    QVERIFY(seen[0].text.empty());
    QVERIFY(m_files.bytesRead() < 5 * LineSplitter::MaximumLine);
}

void FileRecordSourceTest::survivesACutAtEveryByte() {
    const std::string sound = "{\"a\":1}\n\n{\"b\":2}\r\n{\"c\":3}\n";
    for (std::size_t size = 0; size <= sound.size(); ++size) {
        const auto records = open(write(sound.substr(0, size)));
        QVERIFY(records);
        QCOMPARE(records->end().value(), size);
        for (std::uint64_t from = 0; from <= size; ++from) {
            for (const Seen& record : read(*records, from, size))
                QVERIFY(record.position >= from && record.position < size);
        }
    }
}

void FileRecordSourceTest::saysWhyItCannot() {
    const TranscriptLocation nowhere{.format = "claude", .file = "/nowhere/x", .sessionId = {}};
    QCOMPARE(openRecords(m_files, nowhere).error().code, ErrorCode::NotFound);
    RealFileSystem real;
    FaultyFileSystem faulty(real);
    const auto records =
        openRecords(faulty, {.format = "pi", .file = write("one\ntwo\n"), .sessionId = {}}).value();
    faulty.failReadsAfter(0);
    QCOMPARE(records->read(0, 8, [](const auto&) {}).error().code, ErrorCode::Io);
    QCOMPARE(records->startOfStretch(8, 2).error().code, ErrorCode::Io);
    QCOMPARE(records->endOfStretch(0, 2).error().code, ErrorCode::Io);
}

QTEST_GUILESS_MAIN(FileRecordSourceTest)
#include "file_record_source_test.moc"
