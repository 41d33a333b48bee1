// SPDX-License-Identifier: MIT
#include "core/index/opencode_store.h"

#include "core/base/paths.h"
#include "core/index/glob_pattern.h"

#include <algorithm>
#include <tuple>

namespace ax {

namespace {

constexpr std::size_t DeepestFamily = 32;
constexpr std::uint32_t RecordMark = 0x6f63'0001; ///< of what restore() understands

using StampedFile = std::optional<OpencodeDatabase::Stamp::File>;

void save(const StampedFile& file, ByteWriter& to) {
    const auto value = file.value_or(OpencodeDatabase::Stamp::File());
    to.number(file.has_value());
    to.number(value.identity.device);
    to.number(value.identity.inode);
    to.number(value.size);
    to.number(value.modifiedNanoseconds);
}

StampedFile restoreFile(ByteReader& from) {
    const bool exists = from.number<std::uint8_t>() != 0;
    OpencodeDatabase::Stamp::File file;
    file.identity.device = from.number<std::uint64_t>();
    file.identity.inode = from.number<std::uint64_t>();
    file.size = from.number<std::uint64_t>();
    file.modifiedNanoseconds = from.number<std::int64_t>();
    return exists ? StampedFile(file) : std::nullopt;
}

} // namespace

OpencodeStore::OpencodeStore(const FileSystem& files, const Harness& harness, std::string_view home)
    : m_files(files), m_database(expandHome(harness.database, home)),
      m_folder(parentFolder(m_database.file())) {
    m_report.harness = harness.name;
    m_report.pattern = harness.database;
}

std::optional<OpencodeStore::Reading> OpencodeStore::begin(const IndexCache::Records& records) {
    if (const auto record = isKnown() ? std::nullopt : records.find(m_database.file()))
        restore(record->bytes());
    return lookAgain();
}

std::optional<OpencodeStore::Reading> OpencodeStore::begin(const std::string& changedPath) {
    if (isAtOrAbove(changedPath, m_database.file()) || changedPath.starts_with(m_database.file() + "-wal"))
        return lookAgain();
    return std::nullopt;
}

std::optional<OpencodeStore::Reading> OpencodeStore::lookAgain() {
    Reading reading{.database = m_database, .stamp = m_database.stamp(m_files), .known = {}, .outcome = {}};
    if (reading.stamp == m_stamp && m_problems.empty())
        return std::nullopt;
    if (reading.stamp.database && m_stamp.database &&
        reading.stamp.database->identity == m_stamp.database->identity)
        reading.known = m_versions;
    return reading;
}

void OpencodeStore::take(Reading reading) {
    Result<OpencodeDatabase::Sessions>& outcome = *reading.outcome;
    if (!outcome && outcome.error().code == ErrorCode::Busy)
        return; // the end of what its owner does there changes the file again
    if (!outcome && outcome.error().code == ErrorCode::NotFound) {
        outcome = OpencodeDatabase::Sessions();
        reading.stamp = {};
    }
    if (!outcome) { // what is known holds
        m_problems = {outcome.error().message};
        return;
    }
    m_problems = std::move(outcome->problems);
    const bool isNews = reading.stamp != m_stamp;
    m_stamp = reading.stamp;
    m_versions = std::move(outcome->versions);
    std::vector<std::string> gone;
    for (const auto& [id, facts] : m_sessions) {
        if (!m_versions.contains(id))
            gone.push_back(id);
    }
    for (const std::string& id : gone) {
        touch(id);
        m_sessions.erase(id);
    }
    for (TranscriptFacts& facts : outcome->changed) {
        touch(facts.sessionId); // as it was: it may have been another's
        m_sessions.insert_or_assign(facts.sessionId, facts);
    }
    joinChildren();
    for (const TranscriptFacts& facts : outcome->changed)
        touch(facts.sessionId);
    if (isNews)
        m_changedShards.insert(IndexCache::shardOf(m_database.file()));
}

void OpencodeStore::joinChildren() {
    m_countIsStale = true;
    m_children.clear();
    for (const auto& [id, facts] : m_sessions) {
        if (!facts.parentId.empty())
            m_children.emplace(facts.parentId, id);
    }
}

/// Its row, the row it is part of, and those of its sub-agents, which are rows of their own without it.
void OpencodeStore::touch(const std::string& sessionId) {
    m_touched.push_back(sessionId);
    if (const auto session = m_sessions.find(sessionId); session != m_sessions.end())
        m_touched.push_back(rowOf(session)->first);
    const auto [begin, end] = m_children.equal_range(sessionId);
    for (auto child = begin; child != end; ++child)
        m_touched.push_back(child->second);
}

/// Itself, unless it is a sub-agent of one that is there. A circle of parents is nobody's.
OpencodeStore::Sessions::const_iterator OpencodeStore::rowOf(Sessions::const_iterator session) const {
    auto row = session;
    for (std::size_t depth = 0; depth < DeepestFamily; ++depth) {
        const auto parent =
            row->second.parentId.empty() ? m_sessions.end() : m_sessions.find(row->second.parentId);
        if (parent == m_sessions.end() || parent == row)
            return row;
        row = parent;
    }
    return session;
}

std::optional<StoredSession> OpencodeStore::find(const std::string& sessionId) const {
    const auto session = m_sessions.find(sessionId);
    if (session == m_sessions.end() || rowOf(session) != session)
        return std::nullopt;
    StoredSession stored;
    stored.file = m_database.file();
    stored.facts = session->second;
    stored.forkOf = session->second.forkedFrom;
    addSubAgents(sessionId, sessionId, stored.subAgents, 0);
    std::ranges::sort(stored.subAgents, [](const StoredSubAgent& one, const StoredSubAgent& other) {
        return std::tie(one.facts.created, one.id) < std::tie(other.facts.created, other.id);
    });
    return stored;
}

void OpencodeStore::addSubAgents(const std::string& row, const std::string& parent,
                                 std::vector<StoredSubAgent>& agents, std::size_t depth) const {
    if (depth == DeepestFamily)
        return;
    const auto [begin, end] = m_children.equal_range(parent);
    for (auto child = begin; child != end; ++child) {
        const auto session = m_sessions.find(child->second);
        if (session == m_sessions.end() || child->second == row || rowOf(session)->first != row)
            continue;
        agents.push_back(
            {.id = child->second, .file = m_database.file(), .status = {}, .facts = session->second});
        addSubAgents(row, child->second, agents, depth + 1);
    }
}

const StoreReport& OpencodeStore::report() {
    m_report.exists = isKnown() || !m_problems.empty();
    m_report.problems = m_problems;
    if (!std::exchange(m_countIsStale, false))
        return m_report;
    m_report.sessions = 0;
    for (auto session = m_sessions.begin(); session != m_sessions.end(); ++session)
        m_report.sessions += rowOf(session) == session ? 1 : 0;
    return m_report;
}

std::vector<std::string> OpencodeStore::folders() const {
    if (!isKnown() && m_problems.empty())
        return {};
    return {m_folder};
}

void OpencodeStore::addTo(std::map<std::size_t, ByteWriter>& shards) {
    const auto shard = shards.find(IndexCache::shardOf(m_database.file()));
    if (shard == shards.end() || !isKnown())
        return;
    ByteWriter record;
    record.number(RecordMark);
    save(m_stamp.database, record);
    save(m_stamp.log, record);
    record.number(static_cast<std::uint64_t>(m_versions.size()));
    for (const auto& [id, version] : m_versions) {
        record.text(id);
        record.number(version);
    }
    for (const auto& [id, facts] : m_sessions)
        saveFacts(facts, record);
    shard->second.text(m_database.file());
    shard->second.text(record.bytes());
}

/// What is damaged is as if it were missing.
void OpencodeStore::restore(std::string_view record) {
    ByteReader from(record);
    if (from.number<std::uint32_t>() != RecordMark)
        return;
    OpencodeDatabase::Stamp stamp;
    stamp.database = restoreFile(from);
    stamp.log = restoreFile(from);
    OpencodeVersions versions;
    const auto count = from.number<std::uint64_t>();
    for (std::uint64_t index = 0; index < count && !from.failed(); ++index) {
        std::string id(from.text());
        versions.insert_or_assign(std::move(id), from.number<std::int64_t>());
    }
    Sessions sessions;
    while (!from.failed() && !from.atEnd()) {
        TranscriptFacts facts;
        if (!restoreFacts(facts, from))
            return;
        std::string id = facts.sessionId;
        sessions.insert_or_assign(std::move(id), std::move(facts));
    }
    if (from.failed())
        return;
    m_stamp = stamp;
    m_versions = std::move(versions);
    m_sessions = std::move(sessions);
    joinChildren();
    for (const auto& [id, facts] : m_sessions)
        m_touched.push_back(id);
}

} // namespace ax
