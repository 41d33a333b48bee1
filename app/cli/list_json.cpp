// SPDX-License-Identifier: MIT
#include "app/cli/list_json.h"

#include "app/cli/build_info.h"
#include "core/base/json_text.h"

#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include <array>
#include <unistd.h>

namespace ax::cli {

namespace {

constexpr int SchemaVersion = 7;

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

/// A pretty writer whose strings and numbers look as Go writes them.
class Report {
public:
    Report() : m_writer(m_buffer) { m_writer.SetIndent(' ', 2); }

    void open() { m_writer.StartObject(); }
    void open(const char* key) {
        m_writer.Key(key);
        m_writer.StartObject();
    }
    void close() { m_writer.EndObject(); }
    void openArray(const char* key) {
        m_writer.Key(key);
        m_writer.StartArray();
    }
    void closeArray() { m_writer.EndArray(); }

    void element(std::string_view text) {
        m_writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
    }
    void member(const char* key, std::string_view text) {
        m_writer.Key(key);
        element(text);
    }
    void memberUnlessEmpty(const char* key, std::string_view text) {
        if (!text.empty())
            member(key, text);
    }
    void number(const char* key, std::uint64_t value) {
        m_writer.Key(key);
        m_writer.Uint64(value);
    }
    void decimal(const char* key, double value) {
        m_writer.Key(key);
        const std::string text = goNumber(value);
        m_writer.RawValue(text.data(), text.size(), rapidjson::kNumberType);
    }
    void truth(const char* key, bool value) {
        m_writer.Key(key);
        m_writer.Bool(value);
    }

    std::string text() const { return withGoEscapes({m_buffer.GetString(), m_buffer.GetSize()}) + '\n'; }

private:
    rapidjson::StringBuffer m_buffer;
    rapidjson::PrettyWriter<rapidjson::StringBuffer> m_writer;
};

void writeEstimate(Report& report, const Cost& cost) {
    if (cost.basis == CostBasis::Estimated)
        report.decimal("estimated_cost", cost.dollars);
}

double recordedDollars(const Cost& cost) {
    return cost.basis == CostBasis::Recorded ? cost.dollars : 0;
}

void writeSubAgent(Report& report, const SubAgent& agent) {
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
void writeOurMembers(Report& report, const Session& session) {
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

void writeSession(Report& report, const Session& session) {
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
    report.member("state", wire.state);
    report.member("activity", wire.activity);
    report.memberUnlessEmpty("lifecycle", wire.lifecycle);
    report.truth("dir_exists", session.directoryExists);
    report.memberUnlessEmpty("waiting", wire.waiting);
    if (session.status.status == Status::Idle && session.status.since)
        report.member("idle_since", formatTimestamp(session.status.since));
    writeOurMembers(report, session);
    report.close();
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

std::string formatListJson(std::span<const SessionPointer> sessions, const HostDescription& host,
                           Timestamp now) {
    Report report;
    report.open();
    report.number("schema_version", SchemaVersion);
    report.member("hostname", host.name);
    report.member("generated_at", formatTimestamp(now));
    report.openArray("sessions");
    for (const SessionPointer& session : sessions)
        writeSession(report, *session);
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
    return report.text();
}

} // namespace ax::cli
