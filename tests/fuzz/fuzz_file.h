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

    const std::string& folder() const { return m_folder; }
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

} // namespace ax::fuzz
