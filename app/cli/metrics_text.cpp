// SPDX-License-Identifier: MIT
#include "app/cli/metrics_text.h"

#include "app/cli/display_width.h"
#include "app/cli/plain_text.h"
#include "app/cli/session_cells.h"
#include "core/base/json_writer.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <format>

namespace ax::cli {

namespace {

using Seconds = std::chrono::duration<double>;

std::chrono::nanoseconds between(const std::optional<Timestamp>& from, const std::optional<Timestamp>& to) {
    return from && to && *to > *from ? *to - *from : std::chrono::nanoseconds(0);
}

std::string outcomeOf(const Metrics& metrics, const Session& session) {
    const auto meta = metrics.metas.find(session.id);
    return meta == metrics.metas.end() ? std::string() : meta->second.outcome;
}

void writeSession(JsonWriter& report, const Session& session, std::string_view outcome) {
    const bool isKnown = session.cost.basis != CostBasis::Unknown;
    report.open();
    report.member("id", session.id);
    report.member("harness", session.harness);
    report.member("model", session.model);
    report.decimal("cost", isKnown ? session.cost.dollars : 0);
    report.truth("has_cost", isKnown);
    report.number("in_tokens", session.tokens.input);
    report.number("out_tokens", session.tokens.output);
    report.number("cache_read_tokens", session.tokens.cacheRead);
    report.number("cache_write_tokens", session.tokens.cacheWrite);
    report.signedNumber("duration_ns", between(session.created, session.last).count());
    report.memberUnlessEmpty("outcome", outcome);
    report.close();
}

void writeRun(JsonWriter& report, const RunRecord& run) {
    report.open();
    report.member("group", run.run);
    report.member("outcome", run.outcome);
    report.decimal("cost", run.cost);
    report.open("tokens");
    report.number("in", run.tokens.input);
    report.number("out", run.tokens.output);
    report.number("cache_read", run.tokens.cacheRead);
    report.number("cache_write", run.tokens.cacheWrite);
    report.close();
    report.number("workers", run.workers);
    report.number("max_depth", run.maximumDepth);
    report.signedNumber("duration_ns", between(run.started, run.concluded).count());
    report.member("task", run.task);
    report.close();
}

struct OutcomeSums {
    std::size_t runs = 0;
    double cost = 0;
    TokenCounts tokens;
    Seconds duration{0};
};

std::map<std::string, OutcomeSums> sumByOutcome(std::span<const RunRecord> runs) {
    std::map<std::string, OutcomeSums> sums;
    for (const RunRecord& run : runs) {
        OutcomeSums& sum = sums[run.outcome];
        ++sum.runs;
        sum.cost += run.cost;
        sum.tokens += run.tokens;
        sum.duration += between(run.started, run.concluded);
    }
    return sums;
}

/// The four kinds in upstream's order.
std::array<std::pair<const char*, std::uint64_t>, 4> kindsOf(const TokenCounts& tokens) {
    return {{{"in", tokens.input},
             {"out", tokens.output},
             {"cache_read", tokens.cacheRead},
             {"cache_write", tokens.cacheWrite}}};
}

std::string labelText(std::string_view text) {
    std::string label;
    for (const char c : plainText(text)) {
        if (c == '\\' || c == '"')
            label += '\\';
        label += c;
    }
    return label;
}

class Exposition {
public:
    void family(std::string_view name, std::string_view help) {
        m_text += std::format("# HELP {} {}\n# TYPE {} gauge\n", name, help, name);
    }
    void sample(std::string_view name, std::string_view labels, double value) {
        m_text +=
            std::format("{}{} {:g}\n", name, labels.empty() ? "" : std::format("{{{}}}", labels), value);
    }
    std::string take() { return std::move(m_text); }

private:
    std::string m_text;
};

void exposeSessions(Exposition& out, std::span<const SessionPointer> sessions) {
    double cost = 0;
    TokenCounts tokens;
    for (const SessionPointer& session : sessions) {
        cost += session->cost.basis == CostBasis::Unknown ? 0 : session->cost.dollars;
        tokens += session->tokens;
    }
    out.family("ax_sessions_indexed", "Sessions in the index.");
    out.sample("ax_sessions_indexed", "", static_cast<double>(sessions.size()));
    out.family("ax_session_cost_dollars", "What all sessions cost, where that is known.");
    out.sample("ax_session_cost_dollars", "", cost);
    out.family("ax_session_tokens", "Tokens of all sessions, by kind.");
    for (const auto& [kind, count] : kindsOf(tokens))
        out.sample("ax_session_tokens", std::format("kind=\"{}\"", kind), static_cast<double>(count));
}

void exposeRuns(Exposition& out, std::span<const RunRecord> runs) {
    const auto sums = sumByOutcome(runs);
    const auto label = [](const std::string& outcome) {
        return std::format("outcome=\"{}\"", labelText(outcome));
    };
    out.family("ax_runs_concluded", "Runs that ended, by outcome.");
    for (const auto& [outcome, sum] : sums)
        out.sample("ax_runs_concluded", label(outcome), static_cast<double>(sum.runs));
    out.family("ax_run_cost_dollars", "What runs cost, by outcome.");
    for (const auto& [outcome, sum] : sums)
        out.sample("ax_run_cost_dollars", label(outcome), sum.cost);
    out.family("ax_run_tokens", "Tokens of runs, by outcome and kind.");
    for (const auto& [outcome, sum] : sums) {
        for (const auto& [kind, count] : kindsOf(sum.tokens))
            out.sample("ax_run_tokens", std::format("{},kind=\"{}\"", label(outcome), kind),
                       static_cast<double>(count));
    }
    out.family("ax_run_duration_seconds", "How long runs took, by outcome.");
    for (const auto& [outcome, sum] : sums) {
        out.sample("ax_run_duration_seconds_sum", label(outcome), sum.duration.count());
        out.sample("ax_run_duration_seconds_count", label(outcome), static_cast<double>(sum.runs));
    }
}

/// `3s`, `12m`, `5h`, `2d`; `-` when not known.
std::string durationCell(std::chrono::nanoseconds duration) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(duration).count();
    if (duration.count() == 0)
        return "-";
    if (seconds < 60)
        return std::format("{}s", seconds);
    if (seconds < 3600)
        return std::format("{}m", seconds / 60);
    return seconds < 86400 ? std::format("{}h", seconds / 3600) : std::format("{}d", seconds / 86400);
}

using Cells = std::vector<std::string>;

std::string tableOf(const std::vector<Cells>& rows) {
    std::vector<std::size_t> widths(rows.front().size());
    for (const Cells& row : rows) {
        for (std::size_t column = 0; column < row.size(); ++column)
            widths[column] = std::max(widths[column], displayWidth(row[column]));
    }
    std::string table;
    for (const Cells& row : rows) {
        for (std::size_t column = 0; column + 1 < row.size(); ++column)
            table += paddedTo(row[column], widths[column]) + "  ";
        table += row.back() + '\n';
    }
    return table;
}

Cells sessionCells(const Session& session, const std::string& outcome) {
    return {plainText(session.id),
            plainText(session.harness),
            session.model.empty() ? "-" : plainText(session.model),
            costCell(session.cost),
            std::to_string(session.tokens.total()),
            durationCell(between(session.created, session.last)),
            outcome.empty() ? "-" : plainText(outcome)};
}

Cells runCells(const RunRecord& run) {
    constexpr std::size_t LongestTask = 60;
    return {plainText(run.run),
            plainText(run.outcome),
            std::format("${:.2f}", run.cost),
            std::to_string(run.tokens.total()),
            std::to_string(run.workers),
            std::to_string(run.maximumDepth),
            durationCell(between(run.started, run.concluded)),
            clippedTo(plainText(run.task), LongestTask)};
}

} // namespace

std::string formatMetricsJson(const Metrics& metrics) {
    JsonWriter report(JsonLayout::Line);
    report.open();
    if (metrics.sessions.empty()) {
        report.null("sessions");
    } else {
        report.openArray("sessions");
        for (const SessionPointer& session : metrics.sessions)
            writeSession(report, *session, outcomeOf(metrics, *session));
        report.closeArray();
    }
    if (metrics.runs.empty()) {
        report.null("runs");
    } else {
        report.openArray("runs");
        for (const RunRecord& run : metrics.runs)
            writeRun(report, run);
        report.closeArray();
    }
    report.close();
    return report.take() + '\n';
}

std::string formatMetricsProm(const Metrics& metrics) {
    Exposition out;
    exposeSessions(out, metrics.sessions);
    exposeRuns(out, metrics.runs);
    return out.take();
}

std::string formatMetricsTable(const Metrics& metrics) {
    std::vector<Cells> sessions = {{"ID", "HARNESS", "MODEL", "COST", "TOKENS", "DURATION", "OUTCOME"}};
    for (const SessionPointer& session : metrics.sessions)
        sessions.push_back(sessionCells(*session, outcomeOf(metrics, *session)));
    std::vector<Cells> runs = {{"RUN", "OUTCOME", "COST", "TOKENS", "WORKERS", "DEPTH", "DURATION", "TASK"}};
    for (const RunRecord& run : metrics.runs)
        runs.push_back(runCells(run));
    std::string outcomes;
    for (const auto& [outcome, sum] : sumByOutcome(metrics.runs))
        outcomes += std::format(" {}={}", plainText(outcome), sum.runs);
    return std::format("SESSIONS  {}\n{}RUNS  {}\n{}OUTCOMES {}\n", metrics.sessions.size(),
                       tableOf(sessions), metrics.runs.size(), tableOf(runs), outcomes);
}

} // namespace ax::cli
