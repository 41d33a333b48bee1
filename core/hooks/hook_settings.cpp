// SPDX-License-Identifier: MIT
#include "core/hooks/hook_settings.h"

#include "core/hooks/hook_plugin.h"

#include <rapidjson/document.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>

namespace ax {

namespace {

using Value = rapidjson::Value;

constexpr std::uint64_t LargestSettings = 4 << 20;

constexpr std::array Agents = {
    HookAgent{.name = "claude", .file = ".claude/settings.json", .afterwards = {}},
    HookAgent{.name = "codex",
              .file = ".codex/hooks.json",
              .afterwards = "codex asks once whether it may run them: allow it"},
    HookAgent{.name = "opencode",
              .file = ".config/opencode/plugin/ax-hooks.js",
              .form = HookAgent::Form::Plugin,
              .afterwards =
                  "opencode loads them when it starts next; with the first plugin it fetches a package "
                  "from npm, and each start takes a minute longer while that cannot be reached"},
    HookAgent{.name = "pi",
              .file = ".pi/agent/extensions/ax-hooks.ts",
              .form = HookAgent::Form::Plugin,
              .afterwards = "pi loads them when it starts next, or with /reload"},
};

/// Events, and the word that `hookstate` gets. An answered question shows in the tool that runs next.
constexpr std::array<std::pair<const char*, std::string_view>, 6> Events = {{
    {"UserPromptSubmit", "working"},
    {"PostToolUse", "working"},
    {"PermissionRequest", "blocked"},
    {"Notification", "blocked"},
    {"Stop", "stop"},
    {"SubagentStop", "idle"},
}};
constexpr std::string_view OurMark = "ax hookstate ";

bool isOurs(const Value& group) {
    if (!group.IsObject() || !group.HasMember("hooks") || !group["hooks"].IsArray())
        return false;
    return std::ranges::any_of(group["hooks"].GetArray(), [](const Value& hook) {
        if (!hook.IsObject() || !hook.HasMember("command") || !hook["command"].IsString())
            return false;
        return std::string_view(hook["command"].GetString(), hook["command"].GetStringLength())
            .contains(OurMark);
    });
}

std::string shellWord(std::string_view program) {
    std::string escaped;
    for (const char c : program) {
        if (c == ' ' || c == '\'' || c == '"' || c == '\\' || c == '$')
            escaped += '\\';
        escaped += c;
    }
    return escaped;
}

/// The file as an object that can be changed.
class Settings {
public:
    Result<void> read(std::string_view text) {
        if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
            m_document.SetObject();
            return {};
        }
        m_document.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(text.data(),
                                                                                                 text.size());
        if (m_document.HasParseError() || !m_document.IsObject())
            return std::unexpected(Error{ErrorCode::Invalid, "it is not a JSON object"});
        if (!hasKnownShape())
            return std::unexpected(
                Error{ErrorCode::Invalid, "its hooks are of a shape that is not known here"});
        return {};
    }

    void removeOurs() {
        if (!m_document.HasMember("hooks"))
            return;
        Value& hooks = m_document["hooks"];
        for (auto event = hooks.MemberBegin(); event != hooks.MemberEnd();) {
            const auto before = event->value.Size();
            for (auto group = event->value.Begin(); group != event->value.End();)
                group = isOurs(*group) ? event->value.Erase(group) : group + 1;
            const bool wasOnlyOurs = before > 0 && event->value.Empty();
            event = wasOnlyOurs ? hooks.EraseMember(event) : event + 1;
        }
        if (hooks.ObjectEmpty())
            m_document.EraseMember("hooks");
    }

    void addOurs(std::string_view program) {
        auto& memory = m_document.GetAllocator();
        if (!m_document.HasMember("hooks"))
            m_document.AddMember("hooks", Value(rapidjson::kObjectType), memory);
        Value& hooks = m_document["hooks"];
        for (const auto& [event, word] : Events) {
            if (!hooks.HasMember(event))
                hooks.AddMember(Value(event, memory), Value(rapidjson::kArrayType), memory);
            const std::string command = shellWord(program) + " hookstate " + std::string(word);
            Value hook(rapidjson::kObjectType);
            hook.AddMember("type", "command", memory);
            hook.AddMember("command", Value(command.c_str(), memory), memory);
            Value list(rapidjson::kArrayType);
            list.PushBack(std::move(hook), memory);
            Value group(rapidjson::kObjectType);
            group.AddMember("hooks", std::move(list), memory);
            hooks[event].PushBack(std::move(group), memory);
        }
    }

    std::string text() const {
        rapidjson::StringBuffer buffer;
        rapidjson::PrettyWriter writer(buffer);
        writer.SetIndent(' ', 2);
        m_document.Accept(writer);
        return std::string(buffer.GetString(), buffer.GetSize()) + '\n';
    }

private:
    bool hasKnownShape() const {
        if (!m_document.HasMember("hooks"))
            return true;
        const Value& hooks = m_document["hooks"];
        return hooks.IsObject() && std::ranges::all_of(hooks.GetObject(), [](const auto& event) {
                   return event.value.IsArray();
               });
    }

    rapidjson::Document m_document;
};

/// Where a chain of symbolic links ends: the file that is replaced, not the link.
std::string targetOf(const std::string& path) {
    std::error_code error;
    const auto target = std::filesystem::weakly_canonical(path, error);
    return error ? path : target.string();
}

Result<void> writeHooks(const FileSystem& files, const std::string& path, std::string_view text) {
    if (auto made = files.makeDirectories(std::string(parentFolder(path))); !made)
        return made;
    return files.writeAtomically(path, text);
}

/// `before` is empty where there is no file.
Result<bool> changeSettings(const FileSystem& files, const std::string& path, const std::string& before,
                            HookChange change, std::string_view program) {
    if (change == HookChange::Remove && !before.contains(OurMark))
        return false;
    const auto after = change == HookChange::Install ? withHooks(before, program) : withoutHooks(before);
    if (!after)
        return std::unexpected(
            Error{after.error().code,
                  path + " was left as it is: " + after.error().message + "; repair it, then try again"});
    if (*after == before)
        return false;
    return writeHooks(files, path, *after).transform([] { return true; });
}

Result<bool> installPlugin(const FileSystem& files, const std::string& path, const std::string& before,
                           const std::string& text) {
    if (!isOurPlugin(before) && !before.empty())
        return std::unexpected(
            Error{ErrorCode::Invalid,
                  path + " was left as it is: it is not from ax; give it another name, then try again"});
    if (text == before)
        return false;
    return writeHooks(files, path, text).transform([] { return true; });
}

} // namespace

std::optional<HookAgent> hookAgent(std::string_view name) {
    const auto* const found = std::ranges::find(Agents, name, &HookAgent::name);
    return found == Agents.end() ? std::nullopt : std::optional(*found);
}

Result<std::string> withHooks(std::string_view settings, std::string_view program) {
    Settings changed;
    if (auto read = changed.read(settings); !read)
        return std::unexpected(read.error());
    changed.removeOurs();
    changed.addOurs(program);
    return changed.text();
}

Result<std::string> withoutHooks(std::string_view settings) {
    Settings changed;
    if (auto read = changed.read(settings); !read)
        return std::unexpected(read.error());
    changed.removeOurs();
    return changed.text();
}

Result<bool> changeHooks(const FileSystem& files, const Paths& paths, const HookAgent& agent,
                         HookChange change, std::string_view program) {
    const std::string path = targetOf(joinPath(paths.home, agent.file));
    const auto before = readWholeFile(files, path, LargestSettings);
    if (!before && before.error().code != ErrorCode::NotFound)
        return std::unexpected(before.error());
    if (agent.form == HookAgent::Form::Settings)
        return changeSettings(files, path, before.value_or(""), change, program);
    if (change == HookChange::Remove) { // what the agent loads: of a link not the target
        if (!before || !isOurPlugin(*before))
            return false;
        return files.remove(joinPath(paths.home, agent.file)).transform([] { return true; });
    }
    return installPlugin(files, path, before.value_or(""),
                         agent.name == "pi" ? piExtension(program) : opencodePlugin(program));
}

} // namespace ax
