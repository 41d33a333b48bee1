// SPDX-License-Identifier: MIT
#include "core/index/packed_session.h"

#include "core/index/transcript_record.h"

#include <algorithm>

namespace ax {

namespace {

void saveCost(const Cost& cost, ByteWriter& to) {
    to.number(cost.basis);
    to.number(cost.dollars);
}

Cost restoreCost(ByteReader& from) {
    Cost cost;
    cost.basis = std::min(from.number<CostBasis>(), CostBasis::Estimated);
    cost.dollars = from.number<double>();
    return cost;
}

void saveFile(const std::optional<FileStatus>& status, ByteWriter& to) {
    to.number(static_cast<std::uint8_t>(status.has_value()));
    saveStatus(status.value_or(FileStatus()), to);
}

std::optional<FileStatus> restoreFile(ByteReader& from) {
    const bool isThere = from.number<std::uint8_t>() != 0;
    const FileStatus status = restoreStatus(from);
    return isThere ? std::optional(status) : std::nullopt;
}

void saveSubAgent(const SubAgent& agent, ByteWriter& to) {
    to.text(agent.id);
    to.text(agent.file);
    saveFile(agent.fileStatus, to);
    to.text(agent.kind);
    to.text(agent.description);
    to.text(agent.model);
    saveTokens(agent.tokens, to);
    saveUsage(agent.usage, to);
    saveCost(agent.cost, to);
}

bool restoreSubAgent(SubAgent& agent, ByteReader& from) {
    agent.id = from.text();
    agent.file = from.text();
    agent.fileStatus = restoreFile(from);
    agent.kind = from.text();
    agent.description = from.text();
    agent.model = from.text();
    restoreTokens(agent.tokens, from);
    const bool isSound = restoreUsage(agent.usage, from);
    agent.cost = restoreCost(from);
    return isSound && !from.failed();
}

} // namespace

void saveSession(const Session& session, ByteWriter& to) {
    to.text(session.harness);
    to.text(session.id);
    to.text(session.format);
    to.text(session.file);
    to.number(static_cast<std::uint8_t>(session.isKeptCopy));
    saveFile(session.fileStatus, to);
    to.text(session.forkOf);
    to.text(session.recordedDirectory);
    to.text(session.title);
    to.text(session.model);
    saveTime(session.created, to);
    saveTime(session.last, to);
    saveTokens(session.tokens, to);
    saveUsage(session.usage, to);
    to.number(session.contextTokens);
    to.number(session.contextWindow);
    saveCost(session.cost, to);
    to.number(session.prompts);
    to.number(session.unknownRecords);
    to.number(session.damagedRecords);
    to.number(static_cast<std::uint32_t>(session.subAgents.size()));
    for (const SubAgent& agent : session.subAgents)
        saveSubAgent(agent, to);
}

bool restoreSession(Session& session, ByteReader& from) {
    session.harness = from.text();
    session.id = from.text();
    session.format = from.text();
    session.file = from.text();
    session.isKeptCopy = from.number<std::uint8_t>() != 0;
    session.fileStatus = restoreFile(from);
    session.forkOf = from.text();
    session.recordedDirectory = from.text();
    session.title = from.text();
    session.model = from.text();
    session.created = restoreTime(from);
    session.last = restoreTime(from);
    restoreTokens(session.tokens, from);
    if (!restoreUsage(session.usage, from))
        return false;
    session.contextTokens = from.number<std::uint64_t>();
    session.contextWindow = from.number<std::uint64_t>();
    session.cost = restoreCost(from);
    session.prompts = from.number<std::uint32_t>();
    session.unknownRecords = from.number<std::uint64_t>();
    session.damagedRecords = from.number<std::uint64_t>();
    const auto agents = from.number<std::uint32_t>();
    for (std::uint32_t i = 0; i < agents; ++i) {
        if (from.failed() || !restoreSubAgent(session.subAgents.emplace_back(), from))
            return false;
    }
    return !from.failed();
}

void saveReport(const StoreReport& report, ByteWriter& to) {
    to.text(report.harness);
    to.text(report.pattern);
    to.number(static_cast<std::uint8_t>(report.exists));
    to.number(static_cast<std::uint64_t>(report.sessions));
}

StoreReport restoreReport(ByteReader& from) {
    StoreReport report;
    report.harness = from.text();
    report.pattern = from.text();
    report.exists = from.number<std::uint8_t>() != 0;
    report.sessions = static_cast<std::size_t>(from.number<std::uint64_t>());
    return report;
}

} // namespace ax
