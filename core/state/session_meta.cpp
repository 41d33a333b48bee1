// SPDX-License-Identifier: MIT
#include "core/state/session_meta.h"

#include <rapidjson/document.h>

#include <array>
#include <utility>

namespace ax {

namespace {

constexpr std::uint64_t LargestMeta = 4 << 20;
constexpr std::string_view Ending = ".json";

using TextMember = std::pair<const char*, std::string SessionMeta::*>;
constexpr std::array TextMembers = {
    TextMember{"name", &SessionMeta::name},
    TextMember{"task", &SessionMeta::task},
    TextMember{"group", &SessionMeta::run},
    TextMember{"parent", &SessionMeta::parent},
    TextMember{"origin", &SessionMeta::origin},
    TextMember{"mode", &SessionMeta::mode},
    TextMember{"effort", &SessionMeta::effort},
    TextMember{"harness", &SessionMeta::harness},
    TextMember{"dir", &SessionMeta::directory},
    TextMember{"outcome", &SessionMeta::outcome},
    TextMember{"recipe_path", &SessionMeta::recipePath},
    TextMember{"log_path", &SessionMeta::logPath},
    TextMember{"fail_reason", &SessionMeta::failReason},
    TextMember{"result", &SessionMeta::result},
};

using TruthMember = std::pair<const char*, bool SessionMeta::*>;
constexpr std::array TruthMembers = {
    TruthMember{"close_on_done", &SessionMeta::closeOnDone},
    TruthMember{"keep_live", &SessionMeta::keepLive},
    TruthMember{"archived", &SessionMeta::archived},
};

using TimeMember = std::pair<const char*, std::optional<Timestamp> SessionMeta::*>;
constexpr std::array TimeMembers = {
    TimeMember{"keep_until", &SessionMeta::keepUntil},
    TimeMember{"archived_at", &SessionMeta::archivedAt},
    TimeMember{"updated", &SessionMeta::updated},
};

std::string_view textOf(const rapidjson::Value& value) {
    return {value.GetString(), value.GetStringLength()};
}

std::vector<std::string> textsOf(const rapidjson::Document& document, const char* key) {
    std::vector<std::string> texts;
    const auto member = document.FindMember(key);
    if (member == document.MemberEnd() || !member->value.IsArray())
        return texts;
    for (const rapidjson::Value& element : member->value.GetArray()) {
        if (element.IsString())
            texts.emplace_back(textOf(element));
    }
    return texts;
}

} // namespace

std::string metaFolder(const Paths& paths) {
    return joinPath(paths.stateDirectory, "meta");
}

std::optional<SessionMeta> parseSessionMeta(std::string_view json) {
    rapidjson::Document document;
    // Iterative: nesting of hostile depth would use up the stack. Validated: broken UTF-8 is damage too.
    document.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(json.data(),
                                                                                           json.size());
    if (document.HasParseError() || !document.IsObject())
        return std::nullopt;
    SessionMeta meta;
    const auto find = [&document](const char* key) {
        const auto member = document.FindMember(key);
        return member == document.MemberEnd() ? nullptr : &member->value;
    };
    for (const auto& [key, into] : TextMembers) {
        if (const auto* value = find(key); value && value->IsString())
            meta.*into = textOf(*value);
    }
    for (const auto& [key, into] : TruthMembers) {
        if (const auto* value = find(key); value && value->IsBool())
            meta.*into = value->GetBool();
    }
    for (const auto& [key, into] : TimeMembers) {
        if (const auto* value = find(key); value && value->IsString())
            meta.*into = parseTimestamp(textOf(*value));
    }
    if (const auto* value = find("exit"); value && value->IsInt())
        meta.exitCode = value->GetInt();
    if (const auto* value = find("spec"); value && value->IsObject())
        meta.hasSpec = true;
    meta.labels = textsOf(document, "labels");
    meta.recipeInterpreter = textsOf(document, "recipe_interpreter");
    meta.original = json;
    return meta;
}

bool isSidecarName(std::string_view id) {
    return !id.empty() && id.size() <= 200 && !id.starts_with('.') && !id.contains('/') && !id.contains('\0');
}

std::optional<SessionMeta> readSessionMeta(const FileSystem& files, const Paths& paths,
                                           std::string_view sessionId) {
    if (!isSidecarName(sessionId))
        return std::nullopt;
    const auto text =
        readWholeFile(files, joinPath(metaFolder(paths), std::string(sessionId).append(Ending)), LargestMeta);
    return text ? parseSessionMeta(*text) : std::nullopt;
}

std::map<std::string, SessionMeta> readSessionMetas(const FileSystem& files, const Paths& paths) {
    std::map<std::string, SessionMeta> metas;
    const auto entries = files.list(metaFolder(paths));
    if (!entries)
        return metas;
    for (const DirectoryEntry& entry : *entries) {
        if (!entry.name.ends_with(Ending))
            continue;
        const std::string id = entry.name.substr(0, entry.name.size() - Ending.size());
        if (auto meta = readSessionMeta(files, paths, id))
            metas.emplace(id, std::move(*meta));
    }
    return metas;
}

} // namespace ax
