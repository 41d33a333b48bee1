// SPDX-License-Identifier: MIT
#include "core/costs/cost_report.h"

#include "core/index/known_models.h"

#include <algorithm>
#include <format>
#include <functional>
#include <map>
#include <unordered_map>

namespace ax {

namespace {

std::string dayText(std::chrono::local_days day) {
    return day == std::chrono::local_days() ? std::string() : std::format("{:%F}", day);
}

bool isAsked(const UsagePart& part, const CostQuery& query) {
    if (part.day == std::chrono::local_days())
        return !query.from && !query.to;
    return (!query.from || part.day >= *query.from) && (!query.to || part.day <= *query.to);
}

CostSum sumOf(const UsagePart& part, KnownModels& models) {
    CostSum sum{.tokens = part.tokens};
    if (part.dollars)
        sum.recorded = *part.dollars;
    else if (const auto dollars = models.cost(part))
        sum.estimated = *dollars;
    else
        sum.unpricedTokens = part.tokens.total();
    return sum;
}

/// Lines under their headings while a report is made. A session counts once a line, so it must be done
/// before the next one begins.
class Lines {
public:
    void add(const std::string& heading, const CostSum& sum, const Session& session) {
        Entry& entry = m_entries[heading];
        entry.line.sum += sum;
        if (entry.lastSession != &session) {
            entry.lastSession = &session;
            ++entry.line.sessions;
        }
    }

    std::vector<CostLine> take() {
        std::vector<CostLine> lines;
        lines.reserve(m_entries.size());
        for (auto& [heading, entry] : m_entries) {
            entry.line.heading = heading;
            lines.push_back(std::move(entry.line));
        }
        return lines;
    }

private:
    struct Entry {
        CostLine line;
        const Session* lastSession = nullptr;
    };
    std::map<std::string, Entry> m_entries;
};

std::string headingOf(const UsagePart& part, const Session& session, CostGrouping grouping) {
    switch (grouping) {
    case CostGrouping::Project:
        return session.directory;
    case CostGrouping::Model:
        return part.model;
    case CostGrouping::Harness:
        return session.harness;
    case CostGrouping::Run:
        return session.run;
    case CostGrouping::Day:
        break;
    }
    return dayText(part.day);
}

class ReportMaker {
public:
    ReportMaker(const ModelCatalog& models, const CostQuery& query) : m_models(models), m_query(query) {}

    void add(const Session& session) {
        add(session.usage, session);
        for (const SubAgent& agent : session.subAgents)
            add(agent.usage, session);
    }

    CostReport take() {
        CostReport report{
            .grouping = m_query.grouping, .lines = m_lines.take(), .total = {}, .days = m_days.take()};
        if (auto total = m_total.take(); !total.empty())
            report.total = std::move(total.front());
        if (m_query.grouping == CostGrouping::Day)
            std::ranges::reverse(report.lines);
        else
            std::ranges::stable_sort(report.lines, std::greater(),
                                     [](const CostLine& line) { return line.sum.dollars(); });
        return report;
    }

private:
    void add(const Usage& usage, const Session& session) {
        for (const UsagePart& part : usage) {
            if (!isAsked(part, m_query))
                continue;
            const CostSum sum = sumOf(part, m_models);
            m_lines.add(headingOf(part, session, m_query.grouping), sum, session);
            m_days.add(dayText(part.day), sum, session);
            m_total.add({}, sum, session);
        }
    }

    KnownModels m_models;
    const CostQuery& m_query;
    Lines m_lines, m_days, m_total;
};

} // namespace

CostSum& CostSum::operator+=(const CostSum& other) {
    recorded += other.recorded;
    estimated += other.estimated;
    tokens += other.tokens;
    unpricedTokens += other.unpricedTokens;
    return *this;
}

CostReport makeCostReport(const Snapshot& snapshot, const ModelCatalog& models, const CostQuery& query) {
    ReportMaker maker(models, query);
    for (const SessionPointer& session : snapshot.sessions)
        maker.add(*session);
    return maker.take();
}

} // namespace ax
