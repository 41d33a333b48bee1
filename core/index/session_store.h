// SPDX-License-Identifier: MIT
#pragma once

#include "core/index/session.h"
#include "core/transcripts/transcript_facts.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace ax {

/// A sub-agent as its store has it.
struct StoredSubAgent {
    std::string id;
    std::string file;
    std::optional<FileStatus> status; ///< of the file; nothing for a database
    TranscriptFacts facts;
};

/// What a store says of one session: all that its row takes from transcripts.
struct StoredSession {
    std::string file;
    std::optional<FileStatus> status; ///< of the file; nothing for a database
    bool isKeptCopy = false;          ///< from IndexContext::keptStores
    std::string forkOf;
    TranscriptFacts facts;
    std::vector<StoredSubAgent> subAgents; ///< in order of their start
};

/// Ids of sessions; the same one may occur often.
using TouchedIds = std::vector<std::string>;

/// One harness's place for sessions, whatever it consists of: FileStore, OpencodeStore. One thread at a time.
class SessionStore {
public:
    virtual ~SessionStore() = default;

    /// Nothing when there is no such session, or when it is another one's sub-agent.
    virtual std::optional<StoredSession> find(const std::string& sessionId) const = 0;
    virtual bool contains(const std::string& sessionId) const = 0;
    /// Cheap unless something came, went, or could not be read.
    virtual const StoreReport& report() = 0;
    /// Folders whose entries matter, of those that exist.
    virtual std::vector<std::string> folders() const = 0;
    /// The folder that must appear for there to be sessions.
    virtual const std::string& root() const = 0;

    /// Ids of sessions whose rows may be different since the last call.
    virtual TouchedIds takeTouched() = 0;

    /// The shards of the cache (index_cache.h) that should be written anew.
    virtual const std::set<std::size_t>& changedShards() const = 0;
    /// Adds everything that belongs into these shards.
    virtual void addTo(std::map<std::size_t, ByteWriter>& shards) = 0;
    /// They were written.
    virtual void stored() = 0;
    /// Whether a record of the cache is of something here.
    virtual bool has(std::string_view path) const = 0;
    virtual std::size_t records() const = 0;
};

} // namespace ax
