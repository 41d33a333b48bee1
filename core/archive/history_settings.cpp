// SPDX-License-Identifier: MIT
#include "core/archive/history_settings.h"

#include <rapidjson/document.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

namespace ax {

namespace {

constexpr std::uint64_t LargestFile = 64U << 10;

std::string settingsFile(const Paths& paths) {
    return joinPath(paths.stateDirectory, "history.json");
}

} // namespace

HistorySettings loadHistorySettings(const FileSystem& files, const Paths& paths) {
    HistorySettings settings;
    const auto text = readWholeFile(files, settingsFile(paths), LargestFile);
    if (!text)
        return settings;
    rapidjson::Document document;
    document.Parse<rapidjson::kParseIterativeFlag>(text->data(), text->size());
    if (document.HasParseError() || !document.IsObject())
        return settings;
    for (const auto& [name, value] : document.GetObject()) {
        const std::string_view key(name.GetString(), name.GetStringLength());
        if (key == "enabled" && value.IsTrue())
            settings.insurance = HistorySettings::Insurance::On;
        else if (key == "limit" && value.IsUint64())
            settings.limit = value.GetUint64();
        else if (key == "asked_at" && value.IsString())
            settings.askedAt = parseTimestamp({value.GetString(), value.GetStringLength()});
    }
    return settings;
}

Result<void> saveHistorySettings(const FileSystem& files, const Paths& paths,
                                 const HistorySettings& settings) {
    rapidjson::StringBuffer buffer;
    rapidjson::PrettyWriter writer(buffer);
    writer.SetIndent(' ', 2);
    writer.StartObject();
    writer.Key("enabled");
    writer.Bool(settings.isOn());
    writer.Key("limit");
    writer.Uint64(settings.limit);
    if (settings.askedAt) {
        writer.Key("asked_at");
        writer.String(formatTimestamp(settings.askedAt).c_str());
    }
    writer.EndObject();
    if (auto made = files.makeDirectories(paths.stateDirectory); !made)
        return made;
    return files.writeAtomically(settingsFile(paths),
                                 std::string(buffer.GetString(), buffer.GetSize()) + '\n');
}

} // namespace ax
