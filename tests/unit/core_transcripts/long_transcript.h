// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"
#include "core/transcripts/record_source.h"

#include <QTemporaryDir>
#include <QTest>

#include <format>
#include <string>

/// Transcripts in the format of Claude Code, made to measure.
namespace ax::test {

inline std::string promptRecord(int number, std::string_view text) {
    return std::format(R"({{"type":"user","uuid":"u{}","timestamp":"2026-11-21T10:00:00Z",)"
                       R"("message":{{"role":"user","content":"{}"}}}})"
                       "\n",
                       number, text);
}

inline std::string answerRecord(int number, std::string_view block, std::string_view message = {}) {
    return std::format(R"({{"type":"assistant","uuid":"a{}","timestamp":"2026-11-21T10:01:00Z","message":)"
                       R"({{"id":"{}","role":"assistant","model":"claude-opus-4-5","content":[{}],)"
                       R"("usage":{{"input_tokens":10,"output_tokens":5}}}}}})"
                       "\n",
                       number, message.empty() ? std::format("msg{}", number) : std::string(message), block);
}

inline std::string textBlock(std::string_view text) {
    return std::format(R"({{"type":"text","text":"{}"}})", text);
}

inline std::string callBlock(std::string_view id, std::string_view tool = "Bash") {
    return std::format(R"({{"type":"tool_use","id":"{}","name":"{}","input":{{"command":"ls"}}}})", id, tool);
}

inline std::string resultRecord(std::string_view id, std::string_view output) {
    return std::format(R"({{"type":"user","uuid":"r{}","message":{{"role":"user","content":)"
                       R"([{{"type":"tool_result","tool_use_id":"{}","content":"{}"}}]}}}})"
                       "\n",
                       id, id, output);
}

/// Prompts ("question 7") and answers ("answer 7 …" of `size` bytes) in turn.
inline std::string talkRecords(int from, int to, std::size_t size = 400) {
    std::string text;
    for (int i = from; i < to; ++i) {
        text += promptRecord(i, std::format("question {}", i));
        text += answerRecord(i, textBlock(std::format("answer {} ", i) + std::string(size, 'x')));
    }
    return text;
}

/// A transcript on disk.
class TranscriptFile {
public:
    explicit TranscriptFile(std::string_view bytes) { append(bytes); }

    TranscriptLocation location() const {
        return {.format = "claude", .file = path(), .sessionId = "session"};
    }
    std::string path() const { return m_folder.filePath(QStringLiteral("session.jsonl")).toStdString(); }
    void append(std::string_view bytes) const { QVERIFY(m_files.append(path(), bytes)); }
    /// Another file under the same name.
    void replace(std::string_view bytes) const { QVERIFY(m_files.writeAtomically(path(), bytes)); }
    /// The same file, cut.
    void truncate(qint64 size) const { QVERIFY(QFile::resize(QString::fromStdString(path()), size)); }
    void remove() const { QVERIFY(m_files.remove(path())); }
    const FileSystem& files() const { return m_files; }

private:
    QTemporaryDir m_folder;
    RealFileSystem m_files;
};

} // namespace ax::test
