// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/config.h"
#include "core/index/index_cache.h"
#include "core/index/session_store.h"
#include "core/transcripts/opencode_database.h"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ax {

/// The sessions of one harness that keeps them in opencode's database. Looked at only when its files look
/// different, and then only what was written since; what is known lies in the cache beside the transcripts.
class OpencodeStore final : public SessionStore {
public:
    OpencodeStore(const FileSystem& files, const Harness& harness, std::string_view home);

    /// A look at the database, a value of its own: any thread runs it.
    struct Reading {
        OpencodeDatabase database;
        OpencodeDatabase::Stamp stamp;
        OpencodeVersions known;
        std::optional<Result<OpencodeDatabase::Sessions>> outcome;

        void run() { outcome = database.sessionsChangedSince(known); }
    };
    /// Nothing when there is nothing new.
    std::optional<Reading> begin(const IndexCache::Records& records);
    std::optional<Reading> begin(const std::string& changedPath);
    void take(Reading reading);

    std::optional<StoredSession> find(const std::string& sessionId) const override;
    bool contains(const std::string& sessionId) const override { return m_sessions.contains(sessionId); }
    const StoreReport& report() override;
    std::vector<std::string> folders() const override;
    const std::string& root() const override { return m_folder; }
    TouchedIds takeTouched() override { return std::exchange(m_touched, {}); }

    const std::set<std::size_t>& changedShards() const override { return m_changedShards; }
    void addTo(std::map<std::size_t, ByteWriter>& shards) override;
    void stored() override { m_changedShards.clear(); }
    bool has(std::string_view path) const override { return path == m_database.file() && isKnown(); }
    std::size_t records() const override { return isKnown() ? 1 : 0; }

private:
    using Sessions = std::map<std::string, TranscriptFacts, std::less<>>; ///< by id

    bool isKnown() const { return m_stamp.database.has_value(); }
    std::optional<Reading> lookAgain();
    void restore(std::string_view record);
    void joinChildren();
    void touch(const std::string& sessionId);
    Sessions::const_iterator rowOf(Sessions::const_iterator session) const;
    void addSubAgents(const std::string& row, const std::string& parent, std::vector<StoredSubAgent>& agents,
                      std::size_t depth) const;

    const FileSystem& m_files;
    OpencodeDatabase m_database;
    std::string m_folder;            ///< that holds the database
    OpencodeDatabase::Stamp m_stamp; ///< when it was read last
    OpencodeVersions m_versions;
    Sessions m_sessions;
    std::multimap<std::string, std::string, std::less<>> m_children; ///< parent's id -> id
    std::vector<std::string> m_problems;
    TouchedIds m_touched;
    std::set<std::size_t> m_changedShards;
    StoreReport m_report;
    bool m_countIsStale = true;
};

} // namespace ax
