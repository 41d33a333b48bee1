// SPDX-License-Identifier: MIT
#include "core/state/run_record.h"

#include <rapidjson/document.h>

#include <array>
#include <utility>

namespace ax {

namespace {

constexpr std::uint64_t LargestRecord = 16 << 20;
constexpr int FirstYear = 1; // what an unknown time is printed as

using TextMember = std::pair<const char*, std::string RunRecord::*>;
constexpr std::array TextMembers = {
    TextMember{"group", &RunRecord::run},
    TextMember{"root", &RunRecord::root},
    TextMember{"task", &RunRecord::task},
    TextMember{"outcome", &RunRecord::outcome},
};

using TokenMember = std::pair<const char*, std::uint64_t TokenCounts::*>;
constexpr std::array TokenMembers = {
    TokenMember{"in", &TokenCounts::input},
    TokenMember{"out", &TokenCounts::output},
    TokenMember{"cache_read", &TokenCounts::cacheRead},
    TokenMember{"cache_write", &TokenCounts::cacheWrite},
};

const rapidjson::Value* find(const rapidjson::Value& object, const char* key) {
    const auto member = object.FindMember(key);
    return member == object.MemberEnd() ? nullptr : &member->value;
}

std::uint64_t countOf(const rapidjson::Value& object, const char* key) {
    const auto* value = find(object, key);
    return value && value->IsUint64() ? value->GetUint64() : 0;
}

std::optional<Timestamp> timeOf(const rapidjson::Value& object, const char* key) {
    const auto* value = find(object, key);
    const auto time = value && value->IsString()
                          ? parseTimestamp({value->GetString(), value->GetStringLength()})
                          : std::nullopt;
    if (!time)
        return std::nullopt;
    const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(*time));
    return day.year() > std::chrono::year(FirstYear) ? time : std::nullopt;
}

} // namespace

std::optional<RunRecord> parseRunRecord(std::string_view json) {
    rapidjson::Document document;
    // Iterative: nesting of hostile depth would use up the stack.
    document.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseFullPrecisionFlag |
                   rapidjson::kParseValidateEncodingFlag>(json.data(), json.size());
    if (document.HasParseError() || !document.IsObject())
        return std::nullopt;
    RunRecord record;
    for (const auto& [key, into] : TextMembers) {
        if (const auto* value = find(document, key); value && value->IsString())
            record.*into = std::string_view(value->GetString(), value->GetStringLength());
    }
    if (const auto* value = find(document, "cost"); value && value->IsNumber())
        record.cost = value->GetDouble();
    if (const auto* value = find(document, "tokens"); value && value->IsObject()) {
        for (const auto& [key, into] : TokenMembers)
            record.tokens.*into = countOf(*value, key);
    }
    record.workers = countOf(document, "workers");
    record.maximumDepth = countOf(document, "max_depth");
    record.started = timeOf(document, "started");
    record.concluded = timeOf(document, "concluded");
    return record;
}

std::vector<RunRecord> readRunRecords(const FileSystem& files, const Paths& paths) {
    const std::string folder = joinPath(paths.stateDirectory, "runs");
    std::vector<RunRecord> records;
    const auto entries = files.list(folder);
    if (!entries)
        return records;
    for (const DirectoryEntry& entry : *entries) {
        if (entry.name.starts_with('.') || !entry.name.ends_with(".json"))
            continue;
        const auto text = readWholeFile(files, joinPath(folder, entry.name), LargestRecord);
        if (auto record = text ? parseRunRecord(*text) : std::nullopt)
            records.push_back(std::move(*record));
    }
    return records;
}

} // namespace ax
