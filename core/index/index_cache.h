// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_stream.h"
#include "core/base/file_system.h"
#include "core/base/shared_bytes.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ax {

/// What an index knew when a program last ended: for each transcript one *record* (what a row is made of) and
/// one *checkpoint* (where its reader rested), in one SQLite file below the cache directory. Records lie
/// packed in a fixed number of shards, each with a checksum, so that ten thousand load in milliseconds and
/// one change writes little; checkpoints are fetched one by one, and only of files that grew.
///
/// Disposable: a file that is damaged, of another version, or written under another fingerprint is as if it
/// were missing, and is replaced; where nothing can be read or written the program does without. Several
/// processes share it: transactions are short, whoever waits too long or comes last loses work and nothing
/// else, since the index trusts a record only as long as its file looks the same. One thread at a time.
class IndexCache {
public:
    static constexpr std::size_t ShardCount = 128;
    static std::size_t shardOf(std::string_view path);

    /// `file`: empty for none. `fingerprint` stands for everything beyond the transcripts that records depend
    /// on (the reader's version, the time zone).
    IndexCache(const FileSystem& files, std::string file, std::uint64_t fingerprint);
    ~IndexCache();
    IndexCache(const IndexCache&) = delete;
    IndexCache& operator=(const IndexCache&) = delete;

    /// All records by path.
    class Records {
    public:
        std::optional<SharedBytes> find(std::string_view path) const;
        std::size_t size() const { return m_size; }
        template <class Visitor>
        void forEachPath(Visitor visit) const {
            for (const Slot& slot : m_slots) {
                if (slot.shard != NoShard)
                    visit(slot.path);
            }
        }

    private:
        friend class IndexCache;
        static constexpr std::uint32_t NoShard = ~std::uint32_t{};
        struct Slot {
            std::uint64_t hash = 0;
            std::string_view path;
            std::string_view record;
            std::uint32_t shard = NoShard;
        };
        void add(std::string shard, std::uint64_t fingerprint);
        void insert(const Slot& slot);
        std::size_t slotOf(std::uint64_t hash, std::string_view path) const;

        std::vector<std::shared_ptr<const std::string>> m_shards;
        std::vector<Slot> m_slots; ///< a table with open addresses, of a power of two, at most half full
        std::size_t m_size = 0;
    };
    Records load();

    std::optional<std::string> checkpoint(std::string_view path);

    struct Changes {
        /// The whole new content of some shards: path and record, one after the other.
        std::map<std::size_t, ByteWriter> shards;
        std::vector<std::pair<std::string, std::string>> checkpoints; ///< path and bytes
        std::vector<std::string> forgotten;                           ///< paths whose checkpoints go
        bool isEmpty() const { return shards.empty() && checkpoints.empty() && forgotten.empty(); }
    };
    /// All or nothing. False when it could not be written.
    bool save(const Changes& changes);

    /// Lets go of the file until it is needed again: somebody may remove it meanwhile.
    void close();

private:
    class Database;
    enum class Purpose : std::uint8_t { Read, Write };

    Database* open(Purpose purpose);
    void discard();
    int write(Database& database, const Changes& changes);

    const FileSystem& m_files;
    std::string m_file;
    std::uint64_t m_fingerprint;
    std::unique_ptr<Database> m_database;
};

} // namespace ax
