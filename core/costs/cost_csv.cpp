// SPDX-License-Identifier: MIT
#include "core/costs/cost_csv.h"

#include "core/transcripts/utf8.h"

#include <format>
#include <string_view>

namespace ax {

namespace {

const char* columnName(CostGrouping grouping) {
    switch (grouping) {
    case CostGrouping::Project:
        return "project";
    case CostGrouping::Model:
        return "model";
    case CostGrouping::Harness:
        return "harness";
    case CostGrouping::Run:
        return "run";
    case CostGrouping::Day:
        break;
    }
    return "day";
}

std::string csvField(std::string_view field) {
    std::string text = repairUtf8(field);
    constexpr std::string_view Formulas = "=+-@\t\r";
    if (!text.empty() && Formulas.contains(text.front()))
        text.insert(text.begin(), '\'');
    if (text.find_first_of("\",\r\n") == std::string::npos)
        return text;
    std::string escaped = "\"";
    for (const char byte : text)
        escaped.append(byte == '"' ? 2 : 1, byte);
    return escaped + '"';
}

std::string csvLine(const CostLine& line) {
    const CostSum& sum = line.sum;
    const std::string dollars = sum.hasDollars() ? std::format("{:.6f}", sum.dollars()) : std::string();
    return std::format("{},{},{:.6f},{:.6f},{},{},{},{},{},{}\r\n", csvField(line.heading), dollars,
                       sum.recorded, sum.estimated, sum.tokens.input, sum.tokens.output, sum.tokens.cacheRead,
                       sum.tokens.cacheWrite, sum.unpricedTokens, line.sessions);
}

} // namespace

std::string costReportCsv(const CostReport& report) {
    std::string csv = std::format("{},cost_usd,recorded_usd,estimated_usd,input_tokens,output_tokens,"
                                  "cache_read_tokens,cache_write_tokens,unpriced_tokens,sessions\r\n",
                                  columnName(report.grouping));
    for (const CostLine& line : report.lines)
        csv += csvLine(line);
    return csv;
}

} // namespace ax
