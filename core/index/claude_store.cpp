// SPDX-License-Identifier: MIT
#include "core/index/claude_store.h"

#include "core/base/paths.h"
#include "core/index/parallel.h"

#include <algorithm>
#include <format>
#include <utility>

namespace ax {

namespace {

constexpr auto WarmFor = std::chrono::hours(24);
constexpr std::size_t MostProblems = 20;

bool isBelow(const std::string& path, const std::string& folder) {
    return path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/';
}

void addProblem(StoreReport& report, std::string sentence) {
    if (report.problems.size() < MostProblems)
        report.problems.push_back(std::move(sentence));
    else if (report.problems.size() == MostProblems)
        report.problems.emplace_back("More problems are not listed.");
}

} // namespace

ClaudeStore::ClaudeStore(const FileSystem& files, const Harness& harness, std::string_view home)
    : m_files(files), m_harness(harness.name), m_configuredGlob(harness.glob), m_pattern(harness, home) {
}

std::string ClaudeStore::stateFolder() const {
    return joinPath(parentFolder(root()), "sessions");
}

void ClaudeStore::rescan(Timestamp now, Ids& touched) {
    m_folderProblems.clear();
    readAll(discover(root(), 0, touched), now, touched);
}

/// Lists the folder and what lies below it, down to the transcripts; forgets what is not there any more.
std::vector<ClaudeStore::Entry*> ClaudeStore::discover(const std::string& folder, std::size_t level,
                                                       Ids& touched) {
    std::vector<Entry*> found;
    std::set<std::string> present;
    m_folderProblems.erase(folder);
    m_reportIsStale = true;
    const auto entries = m_files.list(folder);
    if (!entries) {
        if (entries.error().code == ErrorCode::NotFound) {
            forgetBelow(folder, present, touched);
            m_folders.erase(folder);
        } else {
            m_folderProblems[folder] = entries.error().message; // what was read stays shown
        }
        return found;
    }
    m_folders.insert(folder);
    const bool holdsFiles = level + 1 == m_pattern.glob().depth();
    for (const DirectoryEntry& entry : *entries) {
        if (!m_pattern.glob().levelMatches(level, entry.name))
            continue;
        std::string path = joinPath(folder, entry.name);
        if (holdsFiles && entry.kind == FileKind::Regular) {
            if (Entry* transcript = add(path))
                found.push_back(transcript);
            present.insert(std::move(path));
        } else if (!holdsFiles && entry.kind == FileKind::Directory) {
            std::ranges::copy(discover(path, level + 1, touched), std::back_inserter(found));
            present.insert(std::move(path));
        }
    }
    forgetBelow(folder, present, touched);
    return found;
}

/// Drops entries and folders below `folder` that do not lie in or below one of `except`.
void ClaudeStore::forgetBelow(const std::string& folder, const std::set<std::string>& except, Ids& touched) {
    const auto isKept = [&](const std::string& path) {
        const auto after = except.upper_bound(path);
        return after != except.begin() && (*std::prev(after) == path || isBelow(path, *std::prev(after)));
    };
    for (auto entry = m_entries.upper_bound(folder); entry != m_entries.end();) {
        const auto next = std::next(entry);
        if (isBelow(entry->first, folder) && !isKept(entry->first))
            remove(entry, touched);
        entry = next;
    }
    const auto isGone = [&](const std::string& path) { return isBelow(path, folder) && !isKept(path); };
    std::erase_if(m_folders, isGone);
    std::erase_if(m_folderProblems, [&](const auto& problem) { return isGone(problem.first); });
}

/// The entry for a transcript; none for a file that is named otherwise.
ClaudeStore::Entry* ClaudeStore::add(const std::string& path) {
    if (const auto known = m_entries.find(path); known != m_entries.end())
        return known->second.get();
    constexpr std::string_view Suffix = ".jsonl";
    const auto id = path.ends_with(Suffix) ? m_pattern.idOf(path) : std::nullopt;
    if (!id)
        return nullptr;
    auto& entry = m_entries[path];
    entry = std::make_unique<Entry>(ClaudeSessionFile(path, *id));
    m_byId[*id].push_back(entry.get());
    m_reportIsStale = true;
    return entry.get();
}

void ClaudeStore::remove(Entries::iterator entry, Ids& touched) {
    const std::string& id = entry->second->file.id();
    touched.insert(id);
    m_reportIsStale = true;
    for (const std::string& folder : entry->second->file.sideFolders())
        m_sideFolders.erase(folder);
    const auto sameId = m_byId.find(id);
    std::erase(sameId->second, entry->second.get());
    if (sameId->second.empty())
        m_byId.erase(sameId);
    m_entries.erase(entry);
}

void ClaudeStore::readAll(const std::vector<Entry*>& entries, Timestamp now, Ids& touched) {
    std::vector<FileChange> changes(entries.size(), FileChange::None);
    const std::int64_t warmSince = (now - WarmFor).time_since_epoch().count();
    parallelFor(entries.size(), [&](std::size_t index, TranscriptScratch& scratch) {
        Entry& entry = *entries[index];
        changes[index] = entry.file.refresh(m_files, scratch);
        if (changes[index] == FileChange::Gone)
            return;
        if (entry.file.refreshSubAgents(m_files, scratch) != FileChange::None)
            changes[index] = FileChange::Changed;
    });
    for (std::size_t index = 0; index < entries.size(); ++index) {
        Entry& entry = *entries[index];
        if (changes[index] == FileChange::Gone) {
            remove(m_entries.find(entry.file.transcript().path()), touched);
            continue;
        }
        if (changes[index] == FileChange::Changed)
            touched.insert(entry.file.id());
        if (entry.isWarm || entry.file.transcript().modified() > warmSince)
            warm(entry);
    }
}

/// From now on the side folders are watched.
void ClaudeStore::warm(Entry& entry) {
    entry.isWarm = true;
    for (std::string& folder : entry.file.sideFolders())
        m_sideFolders.insert(std::move(folder));
}

void ClaudeStore::update(const std::string& path, Timestamp now, TranscriptScratch& scratch, Ids& touched) {
    const GlobPattern& glob = m_pattern.glob();
    const bool concernsAll = isAtOrAbove(path, root());
    const auto below = componentsBelow(root(), path);
    if (!concernsAll && below.empty())
        return;
    std::size_t level = 0;
    while (level < std::min(below.size(), glob.depth()) && glob.levelMatches(level, below[level]))
        ++level;
    if (level == glob.depth() && below.size() == level) {
        refreshFile(path, scratch, touched);
    } else if (concernsAll || (level == below.size() && level < glob.depth())) {
        // A folder came or went.
        const std::string folder = concernsAll ? root() : path;
        readAll(discover(folder, level, touched), now, touched);
    } else if (below.size() >= glob.depth()) {
        std::string transcript = root();
        for (std::size_t index = 0; index < glob.depth(); ++index)
            transcript = joinPath(transcript, below[index]);
        if (const auto entry = m_entries.find(transcript + ".jsonl"); entry != m_entries.end())
            refreshSide(*entry->second,
                        {below.begin() + static_cast<std::ptrdiff_t>(glob.depth()), below.end()}, scratch,
                        touched);
    }
}

void ClaudeStore::refreshFile(const std::string& path, TranscriptScratch& scratch, Ids& touched) {
    Entry* entry = add(path);
    if (!entry)
        return;
    const bool hadProblem = !entry->file.transcript().problem().empty();
    FileChange change = entry->file.refresh(m_files, scratch);
    if (change == FileChange::Gone)
        return remove(m_entries.find(path), touched);
    if (!entry->isWarm) { // what its sub-agents did meanwhile was not watched
        if (entry->file.refreshSubAgents(m_files, scratch) != FileChange::None)
            change = FileChange::Changed;
        warm(*entry);
    }
    // The report tells of problems, and of copies by their latest activity.
    if (hadProblem || !entry->file.transcript().problem().empty() || m_byId[entry->file.id()].size() > 1)
        m_reportIsStale = true;
    if (change == FileChange::Changed)
        touched.insert(entry->file.id());
}

/// `below` is what follows the side folder's name in the changed path.
void ClaudeStore::refreshSide(Entry& entry, const std::vector<std::string_view>& below,
                              TranscriptScratch& scratch, Ids& touched) {
    FileChange change = FileChange::None;
    if (below.size() < 2) {
        change = entry.file.refreshSubAgents(m_files, scratch);
        warm(entry);
    } else if (below.size() == 2 && below[0] == "subagents") {
        change = entry.file.refreshSubAgent(m_files, below[1], scratch);
    }
    if (change != FileChange::None)
        touched.insert(entry.file.id());
}

const ClaudeSessionFile* ClaudeStore::find(const std::string& sessionId) const {
    const auto sameId = m_byId.find(sessionId);
    if (sameId == m_byId.end())
        return nullptr;
    const ClaudeSessionFile* best = nullptr;
    std::optional<Timestamp> bestTime;
    for (const Entry* entry : sameId->second) {
        if (!entry->file.transcript().wasRead())
            continue;
        if (sameId->second.size() == 1)
            return &entry->file;
        const auto time = entry->file.transcript().facts().last;
        if (!best || time > bestTime) {
            best = &entry->file;
            bestTime = time;
        }
    }
    return best;
}

const StoreReport& ClaudeStore::report() {
    if (std::exchange(m_reportIsStale, false))
        m_report = makeReport();
    return m_report;
}

StoreReport ClaudeStore::makeReport() const {
    StoreReport report;
    report.harness = m_harness;
    report.pattern = m_configuredGlob;
    report.exists = m_folders.contains(root());
    if (!m_pattern.problem().empty())
        addProblem(report, m_pattern.problem());
    for (const auto& [folder, problem] : m_folderProblems)
        addProblem(report, problem);
    for (const auto& [path, entry] : m_entries) {
        if (!entry->file.transcript().problem().empty())
            addProblem(report, entry->file.transcript().problem());
    }
    for (const auto& [id, entries] : m_byId) {
        const ClaudeSessionFile* shown = find(id);
        report.sessions += shown ? 1 : 0;
        for (const Entry* entry : entries) {
            if (shown && &entry->file != shown)
                addProblem(report, std::format("Session {} is stored twice: {} is shown, {} is older.", id,
                                               shown->transcript().path(), entry->file.transcript().path()));
        }
    }
    return report;
}

std::vector<std::string> ClaudeStore::folders() const {
    std::vector<std::string> folders(m_folders.begin(), m_folders.end());
    folders.insert(folders.end(), m_sideFolders.begin(), m_sideFolders.end());
    return folders;
}

} // namespace ax
