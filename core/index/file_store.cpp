// SPDX-License-Identifier: MIT
#include "core/index/file_store.h"

#include "core/base/hash.h"
#include "core/base/paths.h"

#include <algorithm>
#include <format>
#include <utility>

namespace ax {

namespace {

constexpr auto WarmFor = std::chrono::hours(24);
constexpr std::size_t MostProblems = 20;
constexpr std::size_t MostReaders = 32; ///< at rest in memory
constexpr std::size_t DeepestFamily = 32;

constexpr std::string_view TranscriptSuffix = ".jsonl";

void addProblem(StoreReport& report, std::string sentence) {
    if (report.problems.size() < MostProblems)
        report.problems.push_back(std::move(sentence));
    else if (report.problems.size() == MostProblems)
        report.problems.emplace_back("More problems are not listed.");
}

} // namespace

FileStore::FileStore(const FileSystem& files, const Harness& harness, std::string_view home,
                     CheckpointShelf& shelf)
    : m_files(files), m_shelf(shelf), m_harness(harness.name), m_format(harness.format),
      m_configuredGlob(harness.glob), m_pattern(harness, home),
      m_reader(hashBytes(harness.format, hashBytes(harness.idPattern))) {
}

FileStore::~FileStore() = default;

void FileStore::touch(const Entry& entry) {
    if (entry.owner)
        return touch(*entry.owner);
    m_touched.push_back(entry.record.id);
    if (const Entry* row = rowOf(entry); row->record.id != entry.record.id)
        m_touched.push_back(row->record.id);
}

FileStore::Entry* FileStore::entryAt(std::string_view path) {
    const auto found = m_entries.find(path);
    return found == m_entries.end() ? nullptr : found->second.get();
}

FileStore::Entry& FileStore::add(std::unique_ptr<Entry> entry) {
    Entry& added = *entry;
    m_entries.emplace(added.path, std::move(entry));
    if (added.role == TranscriptRole::SubAgent)
        return added;
    m_byId[added.record.id].push_back(&added);
    if (!added.record.parentId.empty())
        m_byParent[added.record.parentId].push_back(&added);
    m_reportIsStale = true;
    m_copiesAreStale |= added.record.firstAnswer != 0;
    return added;
}

/// The row of this session is there now, or another one: its sub-agents are no rows of their own then.
void FileStore::touchChildren(const Entry& entry) {
    const auto children = m_byParent.find(entry.record.id);
    if (children == m_byParent.end())
        return;
    for (const Entry* child : children->second)
        m_touched.push_back(child->record.id);
}

void FileStore::remove(Entry& entry) {
    touch(entry);
    touchChildren(entry);
    m_shelf.forget(entry.path);
    m_changedShards.insert(IndexCache::shardOf(entry.path));
    m_reportIsStale = true;
    m_copiesAreStale |= entry.record.firstAnswer != 0;
    m_withReader.remove(&entry);
    m_warm.erase(&entry);
    if (entry.isPending)
        std::erase(m_pending, &entry);
    for (const auto& side : std::exchange(entry.sides, {}))
        remove(*side);
    if (entry.owner)
        std::erase(entry.owner->sides, &entry);
    const auto leave = [&entry](auto& lists, const std::string& key) {
        if (const auto list = lists.find(key); list != lists.end() && std::erase(list->second, &entry) > 0) {
            if (list->second.empty())
                lists.erase(list);
        }
    };
    if (entry.role == TranscriptRole::Session) {
        leave(m_byId, entry.record.id);
        leave(m_byParent, entry.record.parentId);
    }
    m_entries.erase(m_entries.find(entry.path));
}

std::vector<FileStore::Pending> FileStore::takePending() {
    std::vector<Pending> taken;
    taken.reserve(m_pending.size());
    for (Entry* entry : std::exchange(m_pending, {})) {
        entry->isPending = false;
        taken.push_back({.store = this, .entry = entry, .bytes = entry->current.size});
    }
    return taken;
}

TranscriptReading FileStore::readingOf(Entry& entry, TranscriptReading::After after) {
    TranscriptReading reading;
    reading.store = this;
    reading.entry = &entry;
    reading.path = entry.path;
    reading.format = m_format;
    reading.role = entry.role;
    reading.bytes = entry.current.size;
    reading.inheritedMark = entry.record.inherited;
    reading.companion = entry.companion;
    reading.after = after;
    if (entry.companion != 0)
        reading.companionPath =
            entry.path.substr(0, entry.path.size() - TranscriptSuffix.size()).append(".meta.json");
    if (!entry.wasRead) {
        reading.inheritedMark = 0;
        return reading;
    }
    m_withReader.remove(&entry);
    std::unique_ptr<TranscriptReader> reader = std::move(entry.reader);
    const FileStatus& seen = entry.record.seen;
    if (entry.current.identity == seen.identity && entry.current.size >= seen.size) {
        reading.bytes = entry.current.size - seen.size;
        reading.reader = std::move(reader);
        if (!reading.reader)
            reading.checkpoint = m_shelf.find(entry.path);
    }
    if (!reading.reader && !reading.checkpoint) { // whatever it inherited has to be told anew
        reading.bytes = entry.current.size;
        reading.inheritedMark = 0;
    }
    return reading;
}

void FileStore::take(TranscriptReading reading) {
    Entry& entry = *reading.entry;
    if (reading.change == FileChange::None) // was not run
        return;
    if (reading.change == FileChange::Gone)
        return remove(entry);
    const bool hadProblem = !entry.problem.empty();
    entry.problem = std::move(reading.problem);
    if (hadProblem || !entry.problem.empty() || isDouble(entry))
        m_reportIsStale = true; // it tells of problems, and of copies by their latest activity
    if (!entry.problem.empty()) {
        if (entry.wasRead)
            touch(entry);
        return;
    }
    const TranscriptRecord before = std::exchange(entry.record, {});
    entry.record.id = before.id;
    entry.record.reader = m_reader;
    entry.record.seen = reading.seen;
    entry.record.companion = reading.companion;
    entry.record.inherited = reading.inheritedMark;
    entry.record.setFacts(reading.facts);
    entry.current = reading.seen;
    m_changedShards.insert(IndexCache::shardOf(entry.path));
    if (!std::exchange(entry.wasRead, true))
        m_reportIsStale = true;
    if (entry.role == TranscriptRole::Session)
        joinAnew(entry, before);
    touch(entry);
    if (!reading.newCheckpoint.empty())
        m_shelf.put(entry.path, std::move(reading.newCheckpoint));
    if (reading.reader)
        keepReader(entry, std::move(reading.reader));
}

/// Whether another file claims its id.
bool FileStore::isDouble(const Entry& entry) const {
    const auto sameId = m_byId.find(entry.record.id);
    return entry.role == TranscriptRole::Session && sameId != m_byId.end() && sameId->second.size() > 1;
}

/// What a session's records say of others may be news.
void FileStore::joinAnew(Entry& entry, const TranscriptRecord& before) {
    m_copiesAreStale |=
        entry.record.firstAnswer != before.firstAnswer || entry.record.inherited != before.inherited ||
        entry.record.created != before.created || (entry.record.firstAnswer != 0 && isDouble(entry));
    touchChildren(entry);
    if (entry.record.parentId == before.parentId)
        return;
    if (const auto list = m_byParent.find(before.parentId); list != m_byParent.end()) {
        std::erase(list->second, &entry);
        m_touched.push_back(before.parentId);
    }
    if (!entry.record.parentId.empty())
        m_byParent[entry.record.parentId].push_back(&entry);
}

void FileStore::keepReader(Entry& entry, std::unique_ptr<TranscriptReader> reader) {
    entry.reader = std::move(reader);
    entry.isUnsaved = true;
    m_withReader.remove(&entry);
    m_withReader.push_front(&entry);
    if (m_withReader.size() > MostReaders) {
        Entry& last = *m_withReader.back();
        m_withReader.pop_back();
        saveReader(last);
        last.reader.reset();
    }
}

void FileStore::saveReader(Entry& entry) {
    if (!entry.reader || !std::exchange(entry.isUnsaved, false))
        return;
    if (std::string checkpoint = checkpointOf(*entry.reader, entry.record.seen.size); !checkpoint.empty())
        m_shelf.put(entry.path, std::move(checkpoint));
}

void FileStore::addTo(std::map<std::size_t, ByteWriter>& shards) {
    for (Entry* entry : m_withReader)
        saveReader(*entry);
    for (const auto& [path, entry] : m_entries) {
        const auto shard = shards.find(IndexCache::shardOf(path));
        if (shard == shards.end() || !entry->wasRead)
            continue;
        ByteWriter record;
        entry->record.save(record);
        shard->second.text(path);
        shard->second.text(record.bytes());
    }
}

/// The file that stands for an id: of several the one with the latest activity.
const FileStore::Entry* FileStore::representative(std::string_view id) const {
    const auto sameId = m_byId.find(id);
    if (sameId == m_byId.end())
        return nullptr;
    const Entry* best = nullptr;
    for (const Entry* entry : sameId->second) {
        if (entry->wasRead && (!best || entry->record.last > best->record.last ||
                               (entry->record.last == best->record.last && entry->path < best->path)))
            best = entry;
    }
    return best;
}

/// The session whose row this one is part of: itself, unless it is a sub-agent of one that is there. A
/// circle of parents is nobody's.
const FileStore::Entry* FileStore::rowOf(const Entry& entry) const {
    const Entry* row = &entry;
    for (std::size_t depth = 0; depth < DeepestFamily; ++depth) {
        const Entry* parent = row->record.parentId.empty() ? nullptr : representative(row->record.parentId);
        if (!parent || parent == row)
            return row;
        row = parent;
    }
    return &entry;
}

bool FileStore::contains(const std::string& sessionId) const {
    return representative(sessionId) != nullptr;
}

std::optional<StoredSession> FileStore::find(const std::string& sessionId) const {
    const Entry* entry = representative(sessionId);
    if (!entry || rowOf(*entry) != entry)
        return std::nullopt;
    StoredSession session;
    session.file = entry->path;
    session.status = entry->current;
    const auto copied = m_forkOf.find(sessionId);
    session.forkOf = entry->record.forkedFrom.empty() && copied != m_forkOf.end() ? copied->second
                                                                                  : entry->record.forkedFrom;
    session.facts = entry->record.unpack();
    addSubAgents(*entry, *entry, session.subAgents, 0);
    std::ranges::sort(session.subAgents, [](const StoredSubAgent& one, const StoredSubAgent& other) {
        return std::tie(one.facts.created, one.id) < std::tie(other.facts.created, other.id);
    });
    return session;
}

/// Those that `entry` started and, below them, theirs.
void FileStore::addSubAgents(const Entry& row, const Entry& entry, std::vector<StoredSubAgent>& agents,
                             std::size_t depth) const {
    for (const Entry* side : entry.sides) {
        if (side->wasRead)
            agents.push_back({.id = side->record.id,
                              .file = side->path,
                              .status = side->current,
                              .facts = side->record.unpack()});
    }
    const auto children = m_byParent.find(entry.record.id);
    if (children == m_byParent.end() || depth == DeepestFamily)
        return;
    for (const Entry* child : children->second) {
        if (child == &row || representative(child->record.id) != child || rowOf(*child) != &row)
            continue;
        agents.push_back({.id = child->record.id,
                          .file = child->path,
                          .status = child->current,
                          .facts = child->record.unpack()});
        addSubAgents(row, *child, agents, depth + 1);
    }
}

/// Sessions whose histories begin with the same answer, the earliest first: the one that answer belongs to.
std::vector<std::vector<FileStore::Entry*>> FileStore::copies() const {
    std::vector<Entry*> sorted;
    for (const auto& [path, entry] : m_entries) {
        if (entry->role == TranscriptRole::Session && entry->wasRead && entry->record.firstAnswer != 0)
            sorted.push_back(entry.get());
    }
    const auto firstAnswer = [](const Entry* entry) { return entry->record.firstAnswer; };
    std::ranges::sort(sorted, {}, firstAnswer);
    std::vector<std::vector<Entry*>> groups;
    for (auto begin = sorted.begin(); begin != sorted.end();) {
        const auto end = std::ranges::find_if(begin, sorted.end(), [&](const Entry* entry) {
            return firstAnswer(entry) != firstAnswer(*begin);
        });
        if (end - begin > 1) {
            std::vector<Entry*> group;
            std::copy_if(begin, end, std::back_inserter(group),
                         [this](const Entry* entry) { return representative(entry->record.id) == entry; });
            std::ranges::sort(group, [](const Entry* one, const Entry* other) {
                const auto rank = [](const Entry* entry) {
                    return std::tuple(!entry->record.forkedFrom.empty(), entry->record.created,
                                      std::string_view(entry->path));
                };
                return rank(one) < rank(other);
            });
            groups.push_back(std::move(group));
        }
        begin = end;
    }
    return groups;
}

void FileStore::addCopyReadings(std::vector<ReadingChain>& readings) {
    if (!std::exchange(m_copiesAreStale, false))
        return;
    ByText<std::string> forkOf;
    std::set<const Entry*> inherits;
    for (const std::vector<Entry*>& group : copies()) {
        std::uint64_t mark = 0; // of those before
        std::vector<std::uint64_t> marks;
        std::size_t needed = 0; // the chain's length up to the last that has to be read anew
        for (Entry* entry : group) {
            if (entry != group.front()) {
                forkOf.emplace(entry->record.id, group.front()->record.id);
                inherits.insert(entry);
            }
            if (entry->record.inherited != mark)
                needed = marks.size() + 1;
            marks.push_back(mark);
            mark = hashBytes(entry->path, mark);
        }
        if (needed == 0)
            continue;
        ReadingChain& chain = readings.emplace_back();
        for (std::size_t place = 0; place < needed; ++place)
            chain.push_back(copyReadingOf(*group[place], marks[place]));
    }
    for (const auto& [path, entry] : m_entries) { // no copies any more: the other one went
        if (entry->record.inherited != 0 && !inherits.contains(entry.get()))
            readings.emplace_back().push_back(copyReadingOf(*entry, 0));
    }
    for (const auto& [id, origin] : forkOf) {
        if (const auto known = m_forkOf.find(id); known == m_forkOf.end() || known->second != origin)
            m_touched.push_back(id);
    }
    for (const auto& [id, origin] : std::exchange(m_forkOf, std::move(forkOf))) {
        if (!m_forkOf.contains(id))
            m_touched.push_back(id);
    }
}

/// From the start, unless it inherits already what it should.
TranscriptReading FileStore::copyReadingOf(Entry& entry, std::uint64_t mark) {
    const bool isAsItShouldBe = entry.record.inherited == mark;
    if (!isAsItShouldBe) {
        m_withReader.remove(&entry);
        entry.reader.reset();
    }
    TranscriptReading reading;
    reading.store = this;
    reading.entry = &entry;
    reading.path = entry.path;
    reading.format = m_format;
    reading.bytes = entry.current.size;
    reading.companion = entry.companion;
    reading.isCopy = true;
    reading.inheritedMark = mark;
    if (isAsItShouldBe)
        reading.checkpoint = m_shelf.find(entry.path);
    return reading;
}

void FileStore::warmUp(Timestamp now) {
    const std::int64_t warmSince = (now - WarmFor).time_since_epoch().count();
    for (const auto& [path, entry] : m_entries) {
        if (entry->hasSideFolder && entry->current.modifiedNanoseconds > warmSince)
            m_warm.insert(entry.get());
    }
}

const StoreReport& FileStore::report() {
    if (std::exchange(m_reportIsStale, false))
        m_report = makeReport();
    return m_report;
}

StoreReport FileStore::makeReport() const {
    StoreReport report;
    report.harness = m_harness;
    report.pattern = m_configuredGlob;
    const auto rootFolder = m_folders.find(root());
    report.exists = rootFolder != m_folders.end() && rootFolder->second.problem.empty();
    if (!m_pattern.problem().empty())
        addProblem(report, m_pattern.problem());
    for (const auto& [path, folder] : m_folders) {
        if (!folder.problem.empty())
            addProblem(report, folder.problem);
    }
    std::map<std::string_view, const std::string*> problems;
    for (const auto& [path, entry] : m_entries) {
        if (!entry->problem.empty())
            problems.emplace(path, &entry->problem);
    }
    for (const auto& [path, problem] : problems)
        addProblem(report, *problem);
    std::map<std::string, std::string> doubles;
    for (const auto& [id, entries] : m_byId) {
        const Entry* shown =
            entries.size() == 1 && entries.front()->wasRead ? entries.front() : representative(id);
        report.sessions += shown && rowOf(*shown) == shown ? 1 : 0;
        for (const Entry* entry : entries) {
            if (shown && entry != shown)
                doubles.emplace(entry->path,
                                std::format("Session {} is stored twice: {} is shown, {} is older.", id,
                                            shown->path, entry->path));
        }
    }
    for (auto& [path, sentence] : doubles)
        addProblem(report, std::move(sentence));
    return report;
}

} // namespace ax
