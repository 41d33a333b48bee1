// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/base/file_system.h"
#include "core/base/paths.h"
#include "core/config/config.h"
#include "core/index/session.h"
#include "core/models/model_catalog.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ax {

/// What an index is made of. The references outlive it.
struct IndexContext {
    const FileSystem& files;
    const Clock& clock;
    const ModelCatalog& models;
    Paths paths;
    Config config;
    /// Where copies of transcripts are kept that an agent may have deleted, as of archivedStores()
    /// (core/archive), by the name of the harness that they stand for. A session that is in both places is
    /// the harness's own.
    std::vector<Harness> keptStores = {};
};

/// All stores of all harnesses as rows. scan() looks at everything, on all cores; update() looks only at what
/// is named: an appended transcript costs what was appended, since each file's reader rests at its
/// checkpoint. Both return a new snapshot that shares unchanged rows with the one before, or that one itself
/// when nothing changed. What was read once is in a cache below paths.cacheDirectory (index_cache.h; an empty
/// folder: none), so that the first scan of another process reads only what changed since. One thread at a
/// time; LiveIndex (live_index.h) gives it a thread and the kernel's change notices.
class SessionIndex {
public:
    explicit SessionIndex(IndexContext context);
    ~SessionIndex();

    /// While the scan takes long: a snapshot each 150 ms of what there is so far, with its progress.
    using PartialListener = std::function<void(SnapshotPointer)>;

    SnapshotPointer scan(const PartialListener& onPartial = {});
    /// The same for a process that asks once and never updates: as long as every place looks as it did when
    /// the last one looked, its rows are taken over as they are (snapshot_image.h).
    SnapshotPointer look();
    /// Before the first scan: what the last process found, whether it is still so or not, for a window to
    /// begin with; who lives is as of now. Null when nothing is known. The scan keeps the objects of what
    /// stayed.
    SnapshotPointer recall();
    /// After a scan: keeps it for the next process to look() or recall(), unless that was done a moment ago.
    void keepSnapshot();
    /// From any thread, before the index goes: a scan under way ends without the rest.
    void abandonScan();
    SnapshotPointer update(std::span<const std::string> changedPaths);
    SnapshotPointer current() const;

    /// Lays what update() learned into the cache; scan() does so by itself. Where it cannot be written the
    /// program does without.
    void saveCache();
    /// Whether that would write anything.
    bool hasUnsavedWork() const;

    /// The folders whose entries must be watched for update() to see everything: they exist, or did a moment
    /// ago. For a place that is missing, the nearest folder that contains it.
    std::vector<std::string> foldersToWatch() const;

    /// Processes whose end no folder tells of: pass `path` to update() then.
    struct LiveProcess {
        long processId = 0;
        std::string path;
    };
    std::vector<LiveProcess> processesToWatch() const;

    /// When rows change by time alone: update() with nothing then. Nothing: they will not.
    std::optional<Timestamp> timeOfNextChange() const;

    /// What decides the status of a session, for those who ask why. As of the last look; empty when there is
    /// no such session.
    Witnesses witnessesOf(const std::string& sessionKey) const;

    /// Sentences on what cannot be watched, for the report of the first store. Takes effect in the next
    /// update().
    void setWatchProblems(std::vector<std::string> sentences);

    /// A witness from a terminal of ours (nothing: the terminal closed). Takes effect in the next update().
    void setProgramReport(const std::string& sessionKey, std::optional<Witnesses::Report> report);
    void setRunsInOurTerminal(const std::string& sessionKey, const std::string& directory, bool runs);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace ax
