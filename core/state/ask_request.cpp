// SPDX-License-Identifier: MIT
#include "core/state/ask_request.h"

#include "core/base/json_writer.h"
#include "core/state/alias.h"
#include "core/state/session_meta.h"

#include <rapidjson/document.h>

#include <algorithm>
#include <tuple>
#include <utility>
#include <vector>

namespace ax {

namespace {

/// Two texts, each byte of which may have become an escape of six.
constexpr std::uint64_t LargestAsk = 16 << 20;
constexpr std::string_view Ending = ".json";

std::string pathOf(const Paths& paths, std::string_view id) {
    return joinPath(askFolder(paths), std::string(id).append(Ending));
}

Error notAnId(std::string_view id) {
    return {ErrorCode::Invalid, "\"" + std::string(id) + "\" is not the id of a session"};
}

/// Go's decoder takes `Question` for `question`.
bool isNamed(const rapidjson::Value& key, std::string_view name) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::ranges::equal(std::string_view(key.GetString(), key.GetStringLength()), name, {}, lower);
}

bool take(const rapidjson::Value& value, std::string& into) {
    if (value.IsString())
        into.assign(value.GetString(), value.GetStringLength());
    return value.IsString();
}

bool take(const rapidjson::Value& value, bool& into) {
    if (value.IsBool())
        into = value.GetBool();
    return value.IsBool();
}

bool take(const rapidjson::Value& value, std::optional<Timestamp>& into) {
    std::string text;
    if (!take(value, text))
        return false;
    if (text == formatTimestamp(std::nullopt)) {
        into.reset();
        return true;
    }
    into = parseTimestamp(text);
    return into.has_value();
}

/// False when the member is one of ours and not what it should be.
bool takeMember(const rapidjson::Value& key, const rapidjson::Value& value, AskRequest& into) {
    if (value.IsNull()) // leaves what is there
        return true;
    if (isNamed(key, "question"))
        return take(value, into.question);
    if (isNamed(key, "answer"))
        return take(value, into.answer);
    if (isNamed(key, "answered"))
        return take(value, into.isAnswered);
    if (isNamed(key, "asked"))
        return take(value, into.asked);
    return true;
}

/// The files' ids: what is named like a question.
std::vector<std::string> fileIds(const FileSystem& files, const Paths& paths) {
    std::vector<std::string> ids;
    const auto entries = files.list(askFolder(paths));
    if (!entries)
        return ids;
    for (const DirectoryEntry& entry : *entries) {
        if (!entry.name.ends_with(Ending))
            continue;
        std::string id = entry.name.substr(0, entry.name.size() - Ending.size());
        if (isSidecarName(id))
            ids.push_back(std::move(id));
    }
    return ids;
}

std::string trueId(const FileSystem& files, const Paths& paths, const std::string& fileId) {
    const std::string target = aliasTarget(files, paths, fileId);
    return target.empty() ? fileId : target;
}

} // namespace

std::optional<AskRequest> parseAskRequest(std::string_view json) {
    rapidjson::Document document;
    // Iterative: nesting of hostile depth would use up the stack. Validated: broken UTF-8 is damage too.
    document.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(json.data(),
                                                                                           json.size());
    if (document.HasParseError() || !document.IsObject())
        return std::nullopt;
    AskRequest request;
    for (const auto& [key, value] : document.GetObject()) {
        if (!takeMember(key, value, request))
            return std::nullopt;
    }
    return request;
}

std::string askRequestText(const AskRequest& request) {
    JsonWriter json(JsonLayout::Line);
    json.open();
    json.member("question", request.question);
    json.memberUnlessEmpty("answer", request.answer);
    json.truth("answered", request.isAnswered);
    json.member("asked", formatTimestamp(request.asked));
    json.close();
    return json.take();
}

std::string askFolder(const Paths& paths) {
    return joinPath(paths.stateDirectory, "ask");
}

AskRequest asStored(const AskRequest& request) {
    return parseAskRequest(askRequestText(request)).value_or(request);
}

Result<AskRequest> readAskRequest(const FileSystem& files, const Paths& paths, std::string_view sessionId) {
    if (!isSidecarName(sessionId))
        return std::unexpected(notAnId(sessionId));
    const std::string path = pathOf(paths, sessionId);
    const auto text = readWholeFile(files, path, LargestAsk);
    if (!text)
        return std::unexpected(text.error());
    auto request = parseAskRequest(*text);
    if (!request)
        return std::unexpected(Error{
            ErrorCode::Invalid, path + " is damaged: it holds no question; delete it, then let it be asked "
                                       "again"});
    return std::move(*request);
}

Result<void> writeAskRequest(const FileSystem& files, const Paths& paths, std::string_view sessionId,
                             const AskRequest& request) {
    if (!isSidecarName(sessionId))
        return std::unexpected(notAnId(sessionId));
    if (std::max(request.question.size(), request.answer.size()) > LongestAskText)
        return std::unexpected(
            Error{ErrorCode::Invalid, "the text is longer than 1 MiB; put it into a file and name that"});
    if (auto made = files.makeDirectories(askFolder(paths)); !made)
        return made;
    // No sync: those who wait for the answer do not outlive a power cut either.
    return files.writeCache(pathOf(paths, sessionId), askRequestText(request));
}

Result<AskRequest> answerAskRequest(const FileSystem& files, const Paths& paths, std::string_view sessionId,
                                    std::string_view answer) {
    auto request = readAskRequest(files, paths, sessionId);
    const std::string session = "session " + std::string(sessionId);
    if (!request && request.error().code == ErrorCode::NotFound)
        return std::unexpected(
            Error{ErrorCode::NotFound, session + " asks nothing: there is no question to answer"});
    if (!request)
        return request;
    if (request->isAnswered)
        return std::unexpected(
            Error{ErrorCode::Busy, "the question of " + session + " has an answer, which was not taken yet"});
    request->answer = answer;
    request->isAnswered = true;
    if (auto written = writeAskRequest(files, paths, sessionId, *request); !written)
        return std::unexpected(written.error());
    return asStored(*request);
}

bool isSameQuestion(const AskRequest& left, const AskRequest& right) {
    return left.question == right.question && left.asked == right.asked;
}

std::optional<AskRequest> takeAskRequest(const FileSystem& files, const Paths& paths,
                                         std::string_view sessionId, const AskRequest& own) {
    const auto before = readAskRequest(files, paths, sessionId);
    if (!before || !isSameQuestion(*before, own))
        return std::nullopt;
    // First out of the way, then read: an answer that is written between the two is found, or lies there for
    // its writer to see that nobody took it.
    const std::string path = pathOf(paths, sessionId);
    const std::string aside = joinPath(askFolder(paths), std::string(".ax-") + std::string(sessionId));
    std::ignore = files.remove(aside);
    if (!files.moveWithoutReplacing(path, aside))
        return std::nullopt;
    const auto text = readWholeFile(files, aside, LargestAsk);
    auto last = text ? parseAskRequest(*text) : std::nullopt;
    if (last && !isSameQuestion(*last, own) && files.moveWithoutReplacing(aside, path))
        return std::nullopt;
    std::ignore = files.remove(aside);
    return last;
}

std::map<std::string, FiledAsk> readAskRequests(const FileSystem& files, const Paths& paths) {
    std::map<std::string, FiledAsk> asks;
    for (std::string& fileId : fileIds(files, paths)) {
        auto request = readAskRequest(files, paths, fileId);
        if (!request)
            continue;
        FiledAsk ask{.fileId = std::move(fileId), .request = std::move(*request)};
        const std::string id = trueId(files, paths, ask.fileId);
        const auto known = asks.find(id);
        if (known == asks.end())
            asks.emplace(id, std::move(ask));
        else if (known->second.request.asked < ask.request.asked) // under both of its ids: the later one
            known->second = std::move(ask);
    }
    return asks;
}

void removeAskRequest(const FileSystem& files, const Paths& paths, std::string_view sessionId) {
    if (!isSidecarName(sessionId))
        return;
    for (const std::string& fileId : fileIds(files, paths)) {
        if (fileId == sessionId || trueId(files, paths, fileId) == sessionId)
            std::ignore = files.remove(pathOf(paths, fileId));
    }
}

} // namespace ax
