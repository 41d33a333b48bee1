// SPDX-License-Identifier: MIT
#pragma once

#include "core/index/claude_session_file.h"
#include "core/index/session.h"
#include "core/index/store_pattern.h"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ax {

/// All Claude Code transcripts of one harness, kept in step with the disk: rescan() looks at everything,
/// update() at one path. Both add the ids of the sessions they touched to `touched`. One thread at a time
/// (rescan() spreads its reading over all cores by itself).
class ClaudeStore {
public:
    using Ids = std::set<std::string>;

    ClaudeStore(const FileSystem& files, const Harness& harness, std::string_view home);

    void rescan(Timestamp now, Ids& touched);
    void update(const std::string& path, Timestamp now, TranscriptScratch& scratch, Ids& touched);

    /// The file that stands for a session: of several copies the one with the latest activity.
    const ClaudeSessionFile* find(const std::string& sessionId) const;
    /// Cheap unless something came, went, or could not be read.
    const StoreReport& report();

    /// Folders whose entries matter, of those that exist: where transcripts may appear, and the side folders
    /// of sessions that moved lately. The others' cannot change without their transcript changing first.
    std::vector<std::string> folders() const;
    /// The folder that must appear for there to be sessions.
    const std::string& root() const { return m_pattern.glob().root(); }
    /// `~/.claude/sessions` beside `~/.claude/projects`.
    std::string stateFolder() const;

private:
    struct Entry {
        explicit Entry(ClaudeSessionFile sessionFile) : file(std::move(sessionFile)) {}
        ClaudeSessionFile file;
        bool isWarm = false; ///< its side folders are watched
    };
    using Entries = std::map<std::string, std::unique_ptr<Entry>>; ///< by path

    std::vector<Entry*> discover(const std::string& folder, std::size_t level, Ids& touched);
    void readAll(const std::vector<Entry*>& entries, Timestamp now, Ids& touched);
    void refreshFile(const std::string& path, TranscriptScratch& scratch, Ids& touched);
    void warm(Entry& entry);
    StoreReport makeReport() const;
    void refreshSide(Entry& entry, const std::vector<std::string_view>& below, TranscriptScratch& scratch,
                     Ids& touched);
    Entry* add(const std::string& path);
    void remove(Entries::iterator entry, Ids& touched);
    void forgetBelow(const std::string& folder, const std::set<std::string>& except, Ids& touched);

    const FileSystem& m_files;
    std::string m_harness;
    std::string m_configuredGlob;
    StorePattern m_pattern;
    Entries m_entries;
    std::unordered_map<std::string, std::vector<Entry*>> m_byId;
    std::set<std::string> m_folders;     ///< existing folders above the transcripts, the root included
    std::set<std::string> m_sideFolders; ///< existing ones, of warm entries
    std::map<std::string, std::string> m_folderProblems;
    StoreReport m_report;
    bool m_reportIsStale = true;
};

} // namespace ax
