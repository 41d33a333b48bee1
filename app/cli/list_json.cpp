// SPDX-License-Identifier: MIT
#include "app/cli/list_json.h"

#include "app/cli/build_info.h"
#include "core/base/json_writer.h"
#include "core/index/parallel.h"

#include <algorithm>
#include <array>
#include <unistd.h>

namespace ax::cli {

namespace {

constexpr int SchemaVersion = 7;
constexpr std::size_t DepthOfSessions = 2;
constexpr std::size_t SessionsInAPiece = 512;
constexpr std::size_t UsualSize = 900; ///< of a session: bytes

/// The words that other programs know for a status. Empty ones are not written.
struct WireState {
    const char* state = "";
    const char* activity = "";
    const char* lifecycle = "";
    const char* waiting = "";
};

WireState wireState(Status status) {
    switch (status) {
    case Status::NeedsYou:
        return {"live", "idle", "live", "input"};
    case Status::NeedsAuth:
        return {"live", "idle", "live", "auth"};
    case Status::Review:
        return {"live", "idle", "live", "done"};
    case Status::Working:
        return {"live", "working", "live", ""};
    case Status::Idle:
        return {"live", "idle", "live", ""};
    case Status::Crash:
        return {"crash", "", "crashed", ""};
    case Status::Past:
        break;
    }
    return {"", "", "dormant", ""};
}

void writeEstimate(JsonWriter& report, const Cost& cost) {
    if (cost.basis == CostBasis::Estimated)
        report.decimal("estimated_cost", cost.dollars);
}

double recordedDollars(const Cost& cost) {
    return cost.basis == CostBasis::Recorded ? cost.dollars : 0;
}

void writeSubAgent(JsonWriter& report, const SubAgent& agent) {
    report.open();
    report.member("id", agent.id);
    report.memberUnlessEmpty("kind", agent.kind);
    report.memberUnlessEmpty("description", agent.description);
    report.memberUnlessEmpty("model", agent.model);
    report.open("tokens");
    report.number("in", agent.tokens.input);
    report.number("out", agent.tokens.output);
    report.number("cache_read", agent.tokens.cacheRead);
    report.number("cache_write", agent.tokens.cacheWrite);
    report.close();
    if (agent.cost.basis == CostBasis::Recorded)
        report.decimal("cost", agent.cost.dollars);
    writeEstimate(report, agent.cost);
    report.close();
}

/// The members that upstream does not have.
void writeOurMembers(JsonWriter& report, const Session& session) {
    report.member("status", statusWord(session.status.status));
    report.memberUnlessEmpty("detail", session.status.detail);
    report.memberUnlessEmpty("evidence", session.status.evidence);
    writeEstimate(report, session.cost);
    report.number("prompts", session.prompts);
    if (session.subAgents.empty())
        return;
    report.openArray("sub_agents");
    for (const SubAgent& agent : session.subAgents)
        writeSubAgent(report, agent);
    report.closeArray();
}

void writeLabels(JsonWriter& report, const std::vector<std::string>& labels) {
    if (labels.empty())
        return;
    report.openArray("labels");
    for (const std::string& label : labels)
        report.element(label);
    report.closeArray();
}

void writeTruth(JsonWriter& report, const char* key, bool value) {
    if (value)
        report.truth(key, value);
}

void writeTime(JsonWriter& report, const char* key, const std::optional<Timestamp>& time) {
    if (time)
        report.member(key, formatTimestamp(time));
}

void writeSession(JsonWriter& report, const Session& session, const SessionMeta& meta) {
    const WireState wire = wireState(session.status.status);
    report.open();
    report.member("harness", session.harness);
    report.member("id", session.id);
    report.member("dir", session.directory);
    report.member("model", session.model);
    report.member("title", session.title);
    report.member("last", formatTimestamp(session.last));
    report.number("in_tok", session.tokens.input);
    report.number("out_tok", session.tokens.output);
    report.number("cache_read_tok", session.tokens.cacheRead);
    report.number("cache_write_tok", session.tokens.cacheWrite);
    report.number("ctx_tok", session.contextTokens);
    report.number("ctx_window", session.contextWindow);
    report.decimal("cost", recordedDollars(session.cost));
    report.truth("has_cost", session.cost.basis == CostBasis::Recorded);
    report.memberUnlessEmpty("name", meta.name);
    report.memberUnlessEmpty("task", meta.task);
    report.memberUnlessEmpty("group", meta.run);
    report.memberUnlessEmpty("parent", meta.parent);
    report.memberUnlessEmpty("origin", meta.origin);
    report.memberUnlessEmpty("mode", meta.mode);
    writeLabels(report, meta.labels);
    report.member("state", wire.state);
    report.member("activity", wire.activity);
    report.memberUnlessEmpty("lifecycle", wire.lifecycle);
    writeTruth(report, "archived", meta.archived);
    writeTime(report, "archived_at", meta.archivedAt);
    report.truth("dir_exists", session.directoryExists);
    report.memberUnlessEmpty("waiting", wire.waiting);
    writeTruth(report, "restartable", meta.hasSpec);
    report.memberUnlessEmpty("fail_reason", meta.failReason);
    writeTruth(report, "keep_live", meta.keepLive);
    writeTime(report, "keep_until", meta.keepUntil);
    if (session.status.status == Status::Idle && session.status.since)
        report.member("idle_since", formatTimestamp(session.status.since));
    writeOurMembers(report, session);
    report.close();
}

std::string formatSessions(std::span<const SessionPointer> sessions,
                           const std::map<std::string, SessionMeta>& metas, JsonWriter::Place place) {
    const SessionMeta nothing;
    JsonWriter report(JsonLayout::Indented, DepthOfSessions, place);
    report.reserve(sessions.size() * UsualSize);
    for (const SessionPointer& session : sessions) {
        const auto meta = metas.find(session->id);
        writeSession(report, *session, meta == metas.end() ? nothing : meta->second);
    }
    return report.take();
}

std::string hostName() {
    std::array<char, 256> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

} // namespace

HostDescription describeHost(const Config& config) {
    HostDescription host;
    host.name = hostName();
    host.version = ThisBuild.version;
    if (ThisBuild.commit != "unknown")
        host.version.append("+").append(ThisBuild.commit);
#ifdef __APPLE__
    host.operatingSystem = "darwin";
#else
    host.operatingSystem = "linux";
#endif
    for (const Harness& harness : config.harnesses)
        host.harnesses.push_back(harness.name);
    return host;
}

std::vector<std::string> formatListJson(std::span<const SessionPointer> sessions,
                                        const std::map<std::string, SessionMeta>& metas,
                                        const HostDescription& host, Timestamp now) {
    std::vector<std::string> pieces((sessions.size() + SessionsInAPiece - 1) / SessionsInAPiece + 2);
    JsonWriter start;
    start.open();
    start.number("schema_version", SchemaVersion);
    start.member("hostname", host.name);
    start.member("generated_at", formatTimestamp(now));
    start.openArray("sessions");
    pieces.front() = start.take();
    parallelFor(pieces.size() - 2, [&](std::size_t index) {
        const std::size_t first = index * SessionsInAPiece;
        const auto count = std::min(SessionsInAPiece, sessions.size() - first);
        pieces[index + 1] =
            formatSessions(sessions.subspan(first, count), metas,
                           index == 0 ? JsonWriter::Place::First : JsonWriter::Place::Further);
    });
    JsonWriter report(JsonLayout::Indented, DepthOfSessions,
                      sessions.empty() ? JsonWriter::Place::First : JsonWriter::Place::Further);
    report.closeArray();
    report.open("capability");
    report.memberUnlessEmpty("ax_version", host.version);
    if (!host.harnesses.empty()) {
        report.openArray("harnesses");
        for (const std::string& harness : host.harnesses)
            report.element(harness);
        report.closeArray();
    }
    report.memberUnlessEmpty("os", host.operatingSystem);
    report.close();
    report.close();
    pieces.back() = report.take() + '\n';
    return pieces;
}

} // namespace ax::cli
