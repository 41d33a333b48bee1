// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"
#include "core/transcripts/transcript_reader.h"

#include <QByteArray>
#include <QFile>
#include <QTest>

#include <atomic>
#include <string>

namespace ax::test {

inline std::string fixture(const char* name) {
    QFile file(QStringLiteral(AX_TEST_DATA "/claude/projects/-home-ann-src-reader/") + QLatin1String(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

constexpr const char* Conversation = "11111111-1111-4111-8111-111111111111.jsonl";
constexpr const char* Delegation = "22222222-2222-4222-8222-222222222222.jsonl";
constexpr const char* SubAgentFile = "22222222-2222-4222-8222-222222222222/subagents/agent-a1b2c3.jsonl";
constexpr const char* OlderVersion = "33333333-3333-4333-8333-333333333333.jsonl";

inline TranscriptFacts factsOf(std::string_view bytes, TranscriptRole role = TranscriptRole::Session) {
    TranscriptScratch scratch;
    TranscriptReader reader("claude", role);
    reader.feed(bytes, scratch);
    return reader.facts();
}

inline std::string userLine(std::string_view text) {
    return R"({"type":"user","message":{"role":"user","content":")" + std::string(text) + "\"}}\n";
}

inline std::string answerLine(std::string_view messageId, int output) {
    return R"({"type":"assistant","message":{"id":")" + std::string(messageId) +
           R"(","role":"assistant","model":"m","content":[],"usage":{"input_tokens":1,"output_tokens":)" +
           std::to_string(output) + "}}}\n";
}

/// The real file system with the bytes that were read counted.
class CountingFileSystem final : public FileSystem {
public:
    std::uint64_t bytesRead() const { return m_bytes; }
    void forget() { m_bytes = 0; }

    Result<std::unique_ptr<ReadableFile>> open(const std::string& path) const override {
        auto file = m_real.open(path);
        if (!file)
            return file;
        return std::make_unique<File>(std::move(*file), m_bytes);
    }
    Result<FileStatus> status(const std::string& path) const override { return m_real.status(path); }
    Result<std::vector<DirectoryEntry>> list(const std::string& folder) const override {
        return m_real.list(folder);
    }
    Result<void> makeDirectories(const std::string& folder) const override {
        return m_real.makeDirectories(folder);
    }
    Result<void> writeAtomically(const std::string& path, std::string_view bytes) const override {
        return m_real.writeAtomically(path, bytes);
    }
    Result<void> writeCache(const std::string& path, std::string_view bytes) const override {
        return m_real.writeCache(path, bytes);
    }
    Result<void> append(const std::string& path, std::string_view bytes) const override {
        return m_real.append(path, bytes);
    }
    Result<void> moveWithoutReplacing(const std::string& from, const std::string& to) const override {
        return m_real.moveWithoutReplacing(from, to);
    }
    Result<void> remove(const std::string& path) const override { return m_real.remove(path); }

private:
    class File final : public ReadableFile {
    public:
        File(std::unique_ptr<ReadableFile> file, std::atomic<std::uint64_t>& bytes)
            : m_file(std::move(file)), m_bytes(bytes) {}
        Result<FileStatus> status() const override { return m_file->status(); }
        Result<std::size_t> readAt(std::uint64_t offset, std::span<char> into) const override {
            const auto count = m_file->readAt(offset, into);
            m_bytes += count.value_or(0);
            return count;
        }

    private:
        std::unique_ptr<ReadableFile> m_file;
        std::atomic<std::uint64_t>& m_bytes;
    };

    RealFileSystem m_real;
    mutable std::atomic<std::uint64_t> m_bytes = 0;
};

} // namespace ax::test
