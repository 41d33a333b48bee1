// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace ax::fuzz {

/// A file of one fuzzing process, for readers that take no bytes but a path. Gone with the process.
class FuzzFile {
public:
    explicit FuzzFile(const std::string& name) {
        std::string pattern = (std::filesystem::temp_directory_path() / "ax-fuzz-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr)
            std::abort();
        m_folder = pattern;
        m_path = pattern + '/' + name;
    }
    ~FuzzFile() { std::filesystem::remove_all(m_folder); }
    FuzzFile(const FuzzFile&) = delete;

    const std::string& path() const { return m_path; }
    void write(const std::uint8_t* data, std::size_t size) const {
        std::ofstream(m_path, std::ios::binary | std::ios::trunc)
            .write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
    }

private:
    std::string m_folder, m_path;
};

/// Bytes that outlive it, as an open file.
class MemoryFile final : public ReadableFile {
public:
    explicit MemoryFile(std::string_view bytes) : m_bytes(bytes) {}
    Result<FileStatus> status() const override {
        return FileStatus{.identity = {}, .kind = FileKind::Regular, .size = m_bytes.size()};
    }
    Result<std::size_t> readAt(std::uint64_t offset, std::span<char> into) const override {
        return offset >= m_bytes.size() ? 0 : m_bytes.copy(into.data(), into.size(), offset);
    }

private:
    std::string_view m_bytes;
};

/// A world of one file, whose path is any: those bytes, which outlive it. Nobody can write to it.
class MemoryFiles final : public FileSystem {
public:
    explicit MemoryFiles(std::string_view bytes) : m_bytes(bytes) {}
    Result<std::unique_ptr<ReadableFile>> open(const std::string&) const override {
        return std::make_unique<MemoryFile>(m_bytes);
    }
    Result<FileStatus> status(const std::string&) const override { return MemoryFile(m_bytes).status(); }
    Result<std::vector<DirectoryEntry>> list(const std::string&) const override { return refuse(); }
    Result<void> makeDirectories(const std::string&) const override { return refuse(); }
    Result<void> writeAtomically(const std::string&, std::string_view) const override { return refuse(); }
    Result<void> writeCache(const std::string&, std::string_view) const override { return refuse(); }
    Result<void> append(const std::string&, std::string_view) const override { return refuse(); }
    Result<void> moveWithoutReplacing(const std::string&, const std::string&) const override {
        return refuse();
    }
    Result<void> remove(const std::string&) const override { return refuse(); }

private:
    static std::unexpected<Error> refuse() {
        return std::unexpected(Error{ErrorCode::Unsupported, "there is one file and nothing else"});
    }

    std::string_view m_bytes;
};

} // namespace ax::fuzz
