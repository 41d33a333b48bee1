// SPDX-License-Identifier: MIT
#include "core/base/faulty_file_system.h"
#include "tests/unit/core_transcripts/reading.h"

#include <QTemporaryDir>

using namespace ax;
using namespace ax::test;

/// A reader beside a file that others write, replace, cut and delete.
class ClaudeReaderFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void readsOnlyWhatWasAppended();
    void readsATornLineOnce();
    void startsOverWhenReplaced();
    void startsOverWhenTruncated();
    void startsOverWhenRewrittenLonger();
    void keepsWhatItReadOfADeletedFile();
    void keepsWhatItReadBeforeAnError();
    void doesNotMindShortReads();

private:
    TranscriptFacts read(const FileSystem& files);
    void write(std::string_view bytes);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::string m_path;
    RealFileSystem m_real;
    TranscriptScratch m_scratch;
    TranscriptReader m_reader{"claude", TranscriptRole::Session};
};

void ClaudeReaderFileTest::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(QStringLiteral("a.jsonl")).toStdString();
    m_reader = TranscriptReader("claude", TranscriptRole::Session);
}

TranscriptFacts ClaudeReaderFileTest::read(const FileSystem& files) {
    const auto file = files.open(m_path);
    if (file)
        (void)m_reader.readAppended(**file, m_scratch);
    return m_reader.facts();
}

/// In place, as a program that opens with O_TRUNC does.
void ClaudeReaderFileTest::write(std::string_view bytes) {
    QFile file(QString::fromStdString(m_path));
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(bytes.data(), static_cast<qint64>(bytes.size())), static_cast<qint64>(bytes.size()));
}

void ClaudeReaderFileTest::readsOnlyWhatWasAppended() {
    CountingFileSystem files;
    const std::string start = fixture(Conversation);
    QVERIFY(files.append(m_path, start).has_value());
    read(files);
    QCOMPARE(files.bytesRead(), start.size());
    constexpr std::size_t Witness = 64; // looked at again, to notice a rewritten file
    for (int round = 0; round < 50; ++round) {
        files.forget();
        const std::string line = answerLine("more" + std::to_string(round), 1);
        QVERIFY(files.append(m_path, line).has_value());
        QCOMPARE(read(files).answers, static_cast<std::uint32_t>(6 + round));
        QCOMPARE(files.bytesRead(), line.size() + Witness);
    }
}

void ClaudeReaderFileTest::readsATornLineOnce() {
    CountingFileSystem files;
    const std::string line = userLine(std::string(100'000, 'x'));
    std::uint64_t budget = 0;
    for (std::size_t at = 0; at < line.size(); at += 1000) {
        QVERIFY(files.append(m_path, std::string_view(line).substr(at, 1000)).has_value());
        read(files);
        budget += 1000 + 64;
    }
    QCOMPARE(m_reader.facts().prompts, 1U);
    QVERIFY(files.bytesRead() <= budget);
}

void ClaudeReaderFileTest::startsOverWhenReplaced() {
    write(userLine("old") + userLine("old"));
    QCOMPARE(read(m_real).prompts, 2U);
    QVERIFY(m_real.writeAtomically(m_path, userLine("new") + userLine("new") + userLine("new")).has_value());
    QCOMPARE(read(m_real).prompts, 3U);
    QCOMPARE(m_reader.facts().title, "new");
}

void ClaudeReaderFileTest::startsOverWhenTruncated() {
    write(userLine("old") + userLine("old"));
    read(m_real);
    write("");
    QCOMPARE(read(m_real).prompts, 0U);
    write(userLine("new"));
    QCOMPARE(read(m_real).title, "new");
    QCOMPARE(m_reader.facts().prompts, 1U);
}

void ClaudeReaderFileTest::startsOverWhenRewrittenLonger() {
    write(userLine("old"));
    read(m_real);
    write(userLine("new, and longer than before") + userLine("second"));
    QCOMPARE(read(m_real).prompts, 2U);
    QCOMPARE(m_reader.facts().title, "new, and longer than before");
}

void ClaudeReaderFileTest::keepsWhatItReadOfADeletedFile() {
    write(userLine("swept away"));
    const auto file = m_real.open(m_path);
    QVERIFY(file.has_value());
    QVERIFY(m_real.remove(m_path).has_value());
    QVERIFY(m_reader.readAppended(**file, m_scratch).has_value());
    QCOMPARE(m_reader.facts().prompts, 1U);
}

void ClaudeReaderFileTest::keepsWhatItReadBeforeAnError() {
    const std::string lines = userLine("one") + userLine("two") + userLine("three");
    write(lines);
    FaultyFileSystem files(m_real);
    files.failReadsAfter(userLine("one").size() + 5);
    const auto file = files.open(m_path);
    QVERIFY(file.has_value());
    const auto result = m_reader.readAppended(**file, m_scratch);
    QVERIFY(!result.has_value());
    QCOMPARE(result.error().code, ErrorCode::Io);
    QVERIFY(m_reader.facts().prompts <= 1U);
    files.heal();
    QCOMPARE(read(files).prompts, 3U);
    files.failReadsAfter(0);
    QVERIFY(m_real.append(m_path, userLine("four")).has_value());
    QCOMPARE(read(files).prompts, 3U); // a failing disk does not empty a row
}

void ClaudeReaderFileTest::doesNotMindShortReads() {
    const std::string bytes = fixture(Conversation);
    write(bytes);
    FaultyFileSystem files(m_real);
    files.shortenReads(13);
    QVERIFY(read(files) == factsOf(bytes));
}

QTEST_GUILESS_MAIN(ClaudeReaderFileTest)
#include "claude_reader_file_test.moc"
