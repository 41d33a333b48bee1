// SPDX-License-Identifier: MIT
/// Writes the seeds that are no text below the folder it is given: SQLite files and a compressed copy. Small
/// ones, for each of their bytes is worth a change.
#include "core/archive/compressed_file.h"
#include "core/index/index_cache.h"
#include "core/index/packed_session.h"
#include "core/index/places.h"
#include "core/index/transcript_record.h"
#include "core/search/text_catalog.h"

#include <cstdlib>
#include <filesystem>
#include <print>
#include <sqlite3.h>

namespace {

constexpr const char* Opencode = R"(
PRAGMA page_size=512;
CREATE TABLE session(id text PRIMARY KEY, parent_id text, directory text, title text, version text, agent text,
    cost real, tokens_input integer, tokens_output integer, tokens_reasoning integer, tokens_cache_read integer,
    tokens_cache_write integer, model text, time_created integer, time_updated integer);
CREATE TABLE message(id text PRIMARY KEY, session_id text, time_created integer, time_updated integer, data text);
CREATE TABLE part(id text PRIMARY KEY, message_id text, session_id text, time_created integer,
    time_updated integer, data text);
INSERT INTO session VALUES('s1', NULL, '/w', 'Title', '1', NULL, 0.5, 9, 9, 9, 9, 9, '{"id":"m"}', 100, 100),
    ('s2', 's1', '/w', 'Sub-agent', '1', 'explore', 0, 0, 0, 0, 0, 0, NULL, 110, 130);
INSERT INTO message VALUES('m1', 's1', 100, 100, '{"role":"user"}'),
    ('m2', 's1', 120, 120, '{"role":"assistant","modelID":"m","cost":0.25,"time":{"created":120,"completed":130},
        "tokens":{"input":1,"output":2,"reasoning":3,"cache":{"read":4,"write":5}}}'),
    ('m3', 's2', 110, 110, '{"role":"user"}');
INSERT INTO part VALUES('p1', 'm1', 's1', 100, 100, '{"type":"text","text":"Run it"}'),
    ('p2', 'm2', 's1', 120, 120, '{"type":"tool","tool":"bash","callID":"c","state":{"status":"completed",
        "input":{"command":"ls"},"output":"a b"}}'),
    ('p3', 'm3', 's2', 110, 110, '{"type":"text","text":"Look"}');
)";

void require(bool isGood, const std::string& what) {
    if (isGood)
        return;
    std::println(stderr, "make_seeds: {} cannot be written", what);
    std::exit(1);
}

void run(const std::string& file, const char* statements) {
    sqlite3* database = nullptr;
    require(sqlite3_open(file.c_str(), &database) == SQLITE_OK, file);
    require(sqlite3_exec(database, statements, nullptr, nullptr, nullptr) == SQLITE_OK, file);
    sqlite3_close(database);
}

std::string record() {
    ax::TranscriptRecord record;
    record.id = "session";
    ax::TranscriptFacts facts;
    facts.title = "Title";
    facts.prompts = 1;
    record.setFacts(facts);
    ax::ByteWriter writer;
    record.save(writer);
    return writer.take();
}

void writeCache(const ax::FileSystem& files, const std::string& file) {
    ax::IndexCache cache(files, file, 1);
    ax::IndexCache::Changes changes;
    ax::ByteWriter& shard = changes.shards[ax::IndexCache::shardOf("/a")];
    shard.text("/a");
    shard.text(record());
    changes.checkpoints.emplace_back("/a", "checkpoint");
    require(cache.save(changes), file);
}

std::string shard() {
    ax::ByteWriter shard;
    shard.text("/a");
    shard.text(record());
    return shard.take();
}

std::string row() {
    ax::Session session;
    session.id = "session";
    session.title = "Title";
    session.subAgents.emplace_back().id = "agent";
    ax::ByteWriter writer;
    saveSession(session, writer);
    return writer.take();
}

std::string place() {
    ax::ByteWriter writer;
    savePlaces({.path = "/a", .mark = 2, .files = {{.name = "b", .mark = 3}}}, writer);
    return writer.take();
}

std::string catalog() {
    ax::TextCatalog catalog;
    catalog.segments = {1};
    ax::IndexedDocument& document = catalog.documents[ax::documentKey("claude", "/a", {})];
    document.spans = {{.from = 0, .to = 10}, {.from = 10, .to = 20, .column = 1}};
    const std::string bytes = catalog.bytes();
    return bytes.substr(0, bytes.size() - sizeof(std::uint64_t)); // the fuzzer adds the checksum
}

std::string copy() {
    ax::FrameCompressor compressor;
    ax::SeekTable table;
    std::string bytes;
    for (const std::string_view text : {"{\"type\":\"user\"}\n", "{\"type\":\"assistant\"}\n"}) {
        const auto frame = compressor.compress(text);
        require(frame.has_value(), "a copy");
        table.add(static_cast<std::uint32_t>(frame->size()), static_cast<std::uint32_t>(text.size()));
        bytes += *frame;
    }
    return bytes + table.bytes();
}

} // namespace

int main(int count, char** arguments) {
    require(count == 2, "without one folder, seeds");
    const std::string folder = arguments[1];
    const ax::RealFileSystem files;
    std::filesystem::remove_all(folder);
    for (const char* name : {"database", "cache", "catalog", "copy", "image", "segment"})
        require(files.makeDirectories(folder + '/' + name).has_value(), folder);
    run(folder + "/database/opencode.db", Opencode);
    writeCache(files, folder + "/cache/index.db");
    // In small pages.
    run(folder + "/cache/index.db", "PRAGMA journal_mode=DELETE; PRAGMA page_size=512; VACUUM");
    require(files.writeCache(folder + "/cache/record", record()).has_value(), folder);
    require(files.writeCache(folder + "/cache/shard", shard()).has_value(), folder);
    require(files.writeCache(folder + "/image/row", row()).has_value(), folder);
    require(files.writeCache(folder + "/image/place", place()).has_value(), folder);
    require(files.writeCache(folder + "/catalog/catalog", catalog()).has_value(), folder);
    require(files.writeCache(folder + "/copy/copy", copy()).has_value(), folder);
    require(files.writeCache(folder + "/segment/unchanged", std::string(4, '\0')).has_value(), folder);
    return 0;
}
