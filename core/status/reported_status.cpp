// SPDX-License-Identifier: MIT
#include "core/status/reported_status.h"

#include "core/base/json_writer.h"
#include "core/state/session_meta.h"

#include <rapidjson/document.h>

#include <array>
#include <tuple>
#include <utility>

namespace ax {

namespace {

constexpr std::uint64_t LargestReport = 256 * 1024;

constexpr std::array StateWords = {
    std::pair{ProgramState::Idle, "idle"},
    std::pair{ProgramState::Working, "working"},
    std::pair{ProgramState::BlockedOnPermission, "permission"},
    std::pair{ProgramState::BlockedOnQuestion, "question"},
    std::pair{ProgramState::Done, "done"},
    std::pair{ProgramState::Failed, "failed"},
};

std::int64_t milliseconds(Timestamp time) {
    return std::chrono::floor<std::chrono::milliseconds>(time).time_since_epoch().count();
}

/// Reads members of one JSON object; what is missing or of another type is empty.
class Members {
public:
    explicit Members(const rapidjson::Value* object) : m_object(object) {}

    const rapidjson::Value* find(const char* key) const {
        if (m_object == nullptr || !m_object->IsObject())
            return nullptr;
        const auto member = m_object->FindMember(key);
        return member == m_object->MemberEnd() ? nullptr : &member->value;
    }
    std::string text(const char* key) const {
        const auto* const value = find(key);
        return value != nullptr && value->IsString()
                   ? std::string(value->GetString(), value->GetStringLength())
                   : std::string();
    }
    std::optional<Timestamp> time(const char* key) const {
        constexpr std::int64_t LatestMillisecond = 9'000'000'000'000;
        const auto* const value = find(key);
        if (value == nullptr || !value->IsInt64() || value->GetInt64() < 0 ||
            value->GetInt64() > LatestMillisecond)
            return std::nullopt;
        return Timestamp(std::chrono::milliseconds(value->GetInt64()));
    }

private:
    const rapidjson::Value* m_object;
};

std::optional<ReportedStatus::Report> readProgram(const Members& members) {
    const std::string word = members.text("state");
    const auto at = members.time("at");
    for (const auto& [state, name] : StateWords) {
        if (word != name || !at)
            continue;
        ReportedStatus::Report report{.status = {.state = state,
                                                 .program = members.text("app"),
                                                 .message = members.text("message"),
                                                 .title = members.text("title"),
                                                 .progress = std::nullopt},
                                      .at = *at};
        if (const auto* const progress = members.find("progress"); progress != nullptr && progress->IsInt())
            report.status.progress = progress->GetInt();
        return report;
    }
    return std::nullopt;
}

std::optional<ReportedStatus::Text> readText(const Members& members) {
    const auto at = members.time("at");
    return at ? std::optional(ReportedStatus::Text{.text = members.text("text"), .at = *at}) : std::nullopt;
}

void writeProgram(JsonWriter& json, const ReportedStatus::Report& report) {
    json.open("program");
    for (const auto& [state, word] : StateWords) {
        if (state == report.status.state)
            json.member("state", word);
    }
    json.memberUnlessEmpty("app", report.status.program);
    json.memberUnlessEmpty("message", report.status.message);
    json.memberUnlessEmpty("title", report.status.title);
    if (report.status.progress)
        json.signedNumber("progress", *report.status.progress);
    json.signedNumber("at", milliseconds(report.at));
    json.close();
}

void writeText(JsonWriter& json, std::string_view key, const std::optional<ReportedStatus::Text>& text) {
    if (!text)
        return;
    json.open(key);
    json.member("text", text->text);
    json.signedNumber("at", milliseconds(text->at));
    json.close();
}

std::string pathOf(const Paths& paths, std::string_view sessionId) {
    return joinPath(reportedStatusFolder(paths), std::string(sessionId) + ".json");
}

} // namespace

std::optional<ReportedStatus> parseReportedStatus(std::string_view json) {
    rapidjson::Document document;
    document.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(json.data(),
                                                                                           json.size());
    if (document.HasParseError() || !document.IsObject())
        return std::nullopt;
    const Members members(&document);
    ReportedStatus status;
    status.program = readProgram(Members(members.find("program")));
    status.title = readText(Members(members.find("title")));
    status.notification = readText(Members(members.find("notification")));
    status.bell = members.time("bell");
    return status;
}

std::string reportedStatusText(const ReportedStatus& status) {
    JsonWriter json(JsonLayout::Line);
    json.open();
    if (status.program)
        writeProgram(json, *status.program);
    writeText(json, "title", status.title);
    writeText(json, "notification", status.notification);
    if (status.bell)
        json.signedNumber("bell", milliseconds(*status.bell));
    json.close();
    return json.take();
}

std::string reportedStatusFolder(const Paths& paths) {
    return joinPath(paths.stateDirectory, "status");
}

std::optional<ReportedStatus> readReportedStatus(const FileSystem& files, const Paths& paths,
                                                 std::string_view sessionId) {
    if (!isSidecarName(sessionId))
        return std::nullopt;
    const auto text = readWholeFile(files, pathOf(paths, sessionId), LargestReport);
    return text ? parseReportedStatus(*text) : std::nullopt;
}

Result<void> writeReportedStatus(const FileSystem& files, const Paths& paths, std::string_view sessionId,
                                 const ReportedStatus& status) {
    if (!isSidecarName(sessionId))
        return std::unexpected(Error{ErrorCode::Invalid, "not a session id: " + std::string(sessionId)});
    if (auto made = files.makeDirectories(reportedStatusFolder(paths)); !made)
        return made;
    return files.writeCache(pathOf(paths, sessionId), reportedStatusText(status));
}

void removeReportedStatus(const FileSystem& files, const Paths& paths, std::string_view sessionId) {
    if (isSidecarName(sessionId))
        std::ignore = files.remove(pathOf(paths, sessionId));
}

} // namespace ax
