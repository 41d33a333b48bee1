// SPDX-License-Identifier: MIT
#pragma once

#include "core/archive/archived_stores.h"
#include "core/archive/history_archive.h"
#include "core/base/clock.h"
#include "core/base/faulty_file_system.h"

#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <random>
#include <sys/stat.h>

namespace ax::test {

/// Lines that compress about as transcripts do.
inline std::string linesOfText(std::size_t size, unsigned seed = 1) {
    std::mt19937 random(seed);
    std::string text;
    while (text.size() < size) {
        text += R"({"type":"assistant","text":")";
        for (int word = 0; word < 12; ++word)
            text += std::to_string(random() % 5000) + ' ';
        text += "\"}\n";
    }
    text.resize(size - 1);
    return text + '\n';
}

/// A home with Claude Code's store, an archive in it, and a disk that fails on command and cannot clone.
class ArchiveWorld {
public:
    ArchiveWorld() {
        paths.home = home();
        paths.stateDirectory = home() + "/.local/state/ax";
        paths.cacheDirectory = home() + "/.cache/ax";
        paths.dataDirectory = home() + "/.local/share/ax";
        disk.setCloning(FaultyFileSystem::Cloning::Unsupported);
    }

    std::string home() const { return m_folder.path().toStdString(); }
    std::string transcript(const std::string& id) const {
        return home() + "/.claude/projects/-src-app/" + id + ".jsonl";
    }
    std::string copyOf(const std::string& id) const {
        return home() + "/.local/share/ax/history/claude/projects/-src-app/" + id + ".jsonl";
    }
    void write(const std::string& path, std::string_view bytes) const {
        QVERIFY(real.makeDirectories(std::string(parentFolder(path))).has_value());
        QVERIFY(real.writeAtomically(path, bytes).has_value());
    }
    void append(const std::string& path, std::string_view bytes) const {
        QVERIFY(real.append(path, bytes).has_value());
    }
    /// Sets the modification time of a file to so long before now().
    void age(const std::string& path, std::chrono::seconds by) const {
        const auto then =
            std::chrono::duration_cast<std::chrono::seconds>(clock.now().time_since_epoch() - by);
        const timespec time{static_cast<time_t>(then.count()), 0};
        const timespec times[] = {time, time};
        QCOMPARE(::utimensat(AT_FDCWD, path.c_str(), times, 0), 0);
    }
    /// As the index would have it.
    Session session(const std::string& id) const {
        Session row;
        row.harness = "claude";
        row.id = id;
        row.format = "claude";
        row.file = transcript(id);
        if (const auto status = real.status(row.file))
            row.fileStatus = *status;
        return row;
    }
    HistoryArchive archive() const { return {disk, clock, paths, builtInConfig()}; }
    std::string readKept(const std::string& id) const { return readAll(copyOf(id)); }
    std::string readAll(const std::string& path) const {
        const auto bytes = readWholeFile(ArchiveFileSystem(real, historyFolder(paths)), path, 1ULL << 30);
        return bytes.value_or("cannot be read");
    }
    bool exists(const std::string& path) const { return real.status(path).has_value(); }
    /// Names in the folder of copies, as they are on disk.
    std::vector<std::string> copies() const {
        std::vector<std::string> names;
        for (const DirectoryEntry& entry :
             real.list(std::string(parentFolder(copyOf("x")))).value_or(std::vector<DirectoryEntry>()))
            names.push_back(entry.name);
        return names;
    }

    RealFileSystem real;
    FaultyFileSystem disk{real};
    SystemClock clock;
    Paths paths;
    std::atomic<bool> never = false;

private:
    QTemporaryDir m_folder;
};

constexpr std::uint64_t Plenty = 1ULL << 32;

} // namespace ax::test
