// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/text_hash.h"
#include "core/index/checkpoint_shelf.h"
#include "core/index/session_store.h"
#include "core/index/store_pattern.h"
#include "core/index/transcript_entry.h"
#include "core/index/transcript_reading.h"

#include <functional>
#include <list>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ax {

/// The transcript files of one harness, whatever their format, kept in step with the disk. It decides and
/// remembers; looking at folders and reading files are values of their own (FolderLook, TranscriptReading)
/// that StoreScan (store_scan.h) runs on all cores:
///
///     begin → FolderLook::list → … → FolderLook::recognise → take → finish
///     readings → TranscriptReading::run → take → addCopyReadings …
///
/// What belongs together is joined here: files that claim one id (the one with the latest activity stands for
/// it), sub-agents with their session (Claude's side folders, parents named in records), and copies of one
/// history (the earliest keeps its tokens, the others are read without them).
class FileStore final : public SessionStore {
public:
    FileStore(const FileSystem& files, const Harness& harness, std::string_view home, CheckpointShelf& shelf);
    ~FileStore() override;

    /// A folder to look at, and what was found there. Nothing here changes the store, so any thread may do
    /// it.
    class FolderLook {
    public:
        FileStore* store = nullptr;
        std::string folder;
        std::size_t level = 0; ///< of the glob; its depth for a side folder
        std::string owner;     ///< of a side folder: the session's transcript
        const IndexCache::Records* records = nullptr;

        struct Found {
            std::string path;
            TranscriptEntry* known = nullptr;
            std::unique_ptr<TranscriptEntry> fresh; ///< otherwise; null: no transcript after all
            FileStatus status;
            std::uint64_t companion = 0;
        };
        std::vector<Found> files;
        std::vector<FolderLook> below;           ///< to be listed too
        std::vector<std::string> sessionFolders; ///< names: `<session>/` may hold sub-agents
        std::optional<Error> error;

        void list(const FileSystem& files);
        /// Finds or makes the entries of what was listed.
        void recognise();

    private:
        void listSide(const std::vector<ListedEntry>& entries);
        void addSideLooks();
    };

    /// Looks at the whole store; this look and all below it must be listed, recognised and taken, those above
    /// first, before finish(). `records` need not be there before something is recognised.
    FolderLook begin(const IndexCache::Records& records);
    /// Looks at one path that changed: some is done at once, the rest is the look that comes back.
    std::optional<FolderLook> begin(const std::string& changedPath);
    void take(FolderLook look);
    /// Forgets what was not found at or below `folder`.
    void finish(const std::string& folder);

    /// A file that looks different from when it was read.
    struct Pending {
        FileStore* store = nullptr;
        TranscriptEntry* entry = nullptr;
        std::uint64_t bytes = 0; ///< of the whole file
    };
    std::vector<Pending> takePending();
    /// Each reading must be run and taken before the next look.
    TranscriptReading readingOf(TranscriptEntry& entry, TranscriptReading::After after);
    void take(TranscriptReading reading);
    /// Copies of which some have to be read without what the others spent. After all other readings.
    void addCopyReadings(std::vector<ReadingChain>& readings);
    TouchedIds takeTouched() override { return std::exchange(m_touched, {}); }
    /// Side folders of sessions that moved lately are watched from now on.
    void warmUp(Timestamp now);

    std::optional<StoredSession> find(const std::string& sessionId) const override;
    bool contains(const std::string& sessionId) const override;
    const StoreReport& report() override;
    std::vector<std::string> folders() const override;
    const std::string& root() const override { return m_pattern.glob().root(); }

    const std::set<std::size_t>& changedShards() const override { return m_changedShards; }
    void addTo(std::map<std::size_t, ByteWriter>& shards) override; ///< and readers' checkpoints to the shelf
    void stored() override { m_changedShards.clear(); }
    bool has(std::string_view path) const override { return m_entries.contains(path); }
    std::size_t records() const override { return m_entries.size(); }

private:
    using Entry = TranscriptEntry;
    template <class Value>
    using ByText = std::unordered_map<std::string, Value, TextHash, std::equal_to<>>;
    struct Folder {
        std::uint64_t look = 0;
        std::string problem;
        std::int64_t newest = 0; ///< latest change of a file in it; nanoseconds since the epoch
    };

    std::unique_ptr<Entry> makeEntry(std::string path, const IndexCache::Records* records) const;
    std::unique_ptr<Entry> makeSide(std::string path, const IndexCache::Records* records) const;
    Entry* entryAt(std::string_view path);
    Entry& add(std::unique_ptr<Entry> entry);
    bool isDouble(const Entry& entry) const;
    void joinAnew(Entry& entry, const TranscriptRecord& before);
    void remove(Entry& entry);

    void noteIfPending(Entry& entry);
    void takeFailure(const FolderLook& look);
    void lookAtFile(const std::string& path);
    void lookBeside(Entry& session, const std::vector<std::string_view>& below);
    void lookAtSides(Entry& session);
    void lookAtSide(Entry& session, std::string_view agentId);
    FolderLook sideLook(const std::string& transcript, const IndexCache::Records* records);

    TranscriptReading copyReadingOf(Entry& entry, std::uint64_t mark);
    void keepReader(Entry& entry, std::unique_ptr<TranscriptReader> reader);
    void saveReader(Entry& entry);

    const Entry* representative(std::string_view id) const;
    const Entry* rowOf(const Entry& entry) const;
    void touch(const Entry& entry);
    void touchChildren(const Entry& entry);
    void addSubAgents(const Entry& row, const Entry& entry, std::vector<StoredSubAgent>& agents,
                      std::size_t depth) const;
    std::vector<std::vector<Entry*>> copies() const;
    StoreReport makeReport() const;

    const FileSystem& m_files;
    CheckpointShelf& m_shelf;
    std::string m_harness;
    std::string m_format;
    std::string m_configuredGlob;
    StorePattern m_pattern;
    std::uint64_t m_reader; ///< TranscriptRecord::reader of what is read here
    std::uint64_t m_look = 0;
    std::unordered_map<std::string_view, std::unique_ptr<Entry>, TextHash> m_entries; ///< by path
    ByText<std::vector<Entry*>> m_byId;                                               ///< sessions only
    ByText<std::vector<Entry*>> m_byParent;               ///< those whose records name one
    ByText<std::string> m_forkOf;                         ///< of copies: id -> id
    std::map<std::string, Folder, std::less<>> m_folders; ///< above the transcripts, the root included
    std::vector<Entry*> m_fresh;                          ///< came from the cache in this look
    std::vector<Entry*> m_pending;                        ///< to read
    TouchedIds m_touched;
    std::list<Entry*> m_withReader; ///< the latest first
    std::set<Entry*> m_warm;
    std::set<std::size_t> m_changedShards;
    bool m_copiesAreStale = true;
    bool m_reportIsStale = true;
    StoreReport m_report;
};

} // namespace ax
