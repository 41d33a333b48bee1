// SPDX-License-Identifier: MIT
#include "app/demo-agent/session_store.h"

#include "core/base/identifier.h"
#include "core/base/paths.h"
#include "core/transcripts/excerpt.h"
#include "core/transcripts/transcript_reader.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <utility>

namespace ax::demo {

namespace {

/// What a conversation begins with: the system prompt and the tools.
constexpr std::uint64_t OpeningTokens = 14'000;
/// How much of a resumed conversation is looked at.
constexpr std::uint64_t EarlierBytes = 64 << 10;

/// How much a block adds to the conversation, in letters.
struct Letters {
    std::size_t operator()(const WrittenText& block) const { return block.text.size(); }
    std::size_t operator()(const WrittenThinking& block) const { return block.text.size(); }
    std::size_t operator()(const WrittenToolUse& block) const {
        std::size_t count = 0;
        for (const auto& [name, value] : block.input)
            count += name.size() + value.size();
        return count;
    }
};

std::int64_t milliseconds(Timestamp time) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
}

bool isStored(const FileSystem& files, const std::string& path) {
    const auto status = files.status(path);
    return status && status->kind == FileKind::Regular;
}

std::string transcriptPath(const Home& home, const std::string& sessionId) {
    return joinPath(claudeProjectFolder(home.folder, home.directory), sessionId + ".jsonl");
}

std::uint64_t contextTokens(const FileSystem& files, const std::string& transcript) {
    const auto file = files.open(transcript);
    TranscriptReader reader("claude", TranscriptRole::Session);
    TranscriptScratch scratch;
    if (!file || !reader.readAppended(**file, scratch))
        return OpeningTokens;
    return std::max(reader.facts().contextTokens, OpeningTokens);
}

std::string lastRecord(const FileSystem& files, const std::string& transcript) {
    const auto excerpt = readExcerpt(files, "claude", transcript, EarlierBytes);
    return excerpt && !excerpt->turns.empty() ? excerpt->turns.back().recordId : std::string();
}

} // namespace

Result<std::unique_ptr<SessionStore>> SessionStore::open(const FileSystem& files, const Clock& clock,
                                                         Home home, const Options& options,
                                                         DemoRandom random) {
    Start start;
    start.sessionId = options.sessionId.empty() ? newSessionId() : options.sessionId;
    start.transcript = transcriptPath(home, start.sessionId);
    start.contextTokens = OpeningTokens;
    const bool isKnown = isStored(files, start.transcript);
    if (options.start == Options::Start::Resume) {
        if (!isKnown)
            return std::unexpected(
                Error{ErrorCode::NotFound, "No conversation found with session ID: " + start.sessionId});
        start.contextTokens = contextTokens(files, start.transcript);
        start.lastRecord = lastRecord(files, start.transcript);
    } else if (isKnown) {
        return std::unexpected(
            Error{ErrorCode::Busy, "Session ID " + start.sessionId + " is already in use."});
    }
    std::unique_ptr<SessionStore> store(
        new SessionStore(files, clock, std::move(home), options.model, std::move(start), std::move(random)));
    store->setState(State::Idle);
    return store;
}

SessionStore::SessionStore(const FileSystem& files, const Clock& clock, Home home, std::string model,
                           Start start, DemoRandom random)
    : m_files(files), m_clock(clock), m_home(std::move(home)), m_model(std::move(model)),
      m_sessionId(start.sessionId), m_transcript(std::move(start.transcript)),
      m_stateFile(joinPath(m_home.folder, ".claude/sessions/" + std::to_string(m_home.processId) + ".json")),
      m_started(clock.now()), m_contextTokens(start.contextTokens), m_random(std::move(random)),
      m_writer({.id = m_sessionId, .directory = m_home.directory, .branch = "main", .agentId = {}},
               m_random) {
    m_writer.continueAfter(std::move(start.lastRecord));
    for (const std::string& file : {m_transcript, m_stateFile})
        note(m_files.makeDirectories(std::string(parentFolder(file))));
}

SessionStore::~SessionStore() {
    note(m_files.remove(m_stateFile)); // not there any more is as good
}

std::vector<Turn> SessionStore::earlierTurns() const {
    auto excerpt = readExcerpt(m_files, "claude", m_transcript, EarlierBytes);
    return excerpt ? std::move(excerpt->turns) : std::vector<Turn>();
}

void SessionStore::recordPrompt(std::string_view text) {
    m_message.reset();
    m_contextTokens += text.size() / 4;
    append(m_writer.prompt(text, m_clock.now()));
}

void SessionStore::recordAnswer(WrittenBlock block) {
    if (!m_message)
        m_message = {m_writer.messageId(), m_model, nextUsage(std::visit(Letters{}, block))};
    append(m_writer.answer(*m_message, block, m_clock.now()));
    if (std::holds_alternative<WrittenToolUse>(block))
        m_message.reset();
}

void SessionStore::recordToolResult(std::string_view toolUseId, std::string_view output,
                                    WrittenOutcome outcome) {
    m_contextTokens += output.size() / 4;
    append(m_writer.toolResult(toolUseId, output, outcome, m_clock.now()));
}

void SessionStore::recordInterruption() {
    m_message.reset();
    append(m_writer.interruption(m_clock.now()));
}

/// Nearly all of the conversation so far comes out of the prompt cache.
TokenCounts SessionStore::nextUsage(std::size_t letters) {
    TokenCounts usage;
    usage.cacheRead = m_contextTokens;
    usage.cacheWrite = 180 + m_random.below(400);
    usage.input = 3 + m_random.below(8);
    usage.output = letters / 4 + 12;
    m_contextTokens += usage.cacheWrite + usage.input + usage.output;
    return usage;
}

void SessionStore::setState(State state) {
    if (std::exchange(m_state, state) == state)
        return;
    note(m_files.writeAtomically(m_stateFile, stateText(state)));
}

std::string SessionStore::stateText(State state) const {
    const std::int64_t now = milliseconds(m_clock.now());
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer> json(buffer);
    const auto text = [&json](const char* key, const std::string& value) {
        json.Key(key);
        json.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
    };
    const auto number = [&json](const char* key, std::int64_t value) {
        json.Key(key);
        json.Int64(value);
    };
    json.StartObject();
    number("pid", m_home.processId);
    text("sessionId", m_sessionId);
    text("cwd", m_home.directory);
    number("startedAt", milliseconds(m_started));
    text("version", "2.1.329");
    text("kind", "interactive");
    text("entrypoint", "cli");
    text("name", std::string(fileName(m_home.directory)) + '-' + m_sessionId.substr(0, 2));
    text("nameSource", "derived");
    text("status", state == State::Idle ? "idle" : state == State::Busy ? "busy" : "waiting");
    number("updatedAt", now);
    number("statusUpdatedAt", now);
    if (state == State::Waiting)
        text("waitingFor", "permission prompt");
    json.EndObject();
    return {buffer.GetString(), buffer.GetSize()};
}

void SessionStore::append(const std::string& line) {
    note(m_files.append(m_transcript, line));
}

void SessionStore::note(const Result<void>& result) {
    if (!result && !m_isFailing)
        m_problem = result.error();
    m_isFailing = !result;
}

std::optional<Error> SessionStore::takeProblem() {
    return std::exchange(m_problem, std::nullopt);
}

} // namespace ax::demo
