// SPDX-License-Identifier: MIT
#include "core/index/sub_agent_meta.h"

#include "core/status/plain_line.h"
#include "core/transcripts/json_line.h"
#include "core/transcripts/json_members.h"

namespace ax {

namespace {

constexpr std::uint64_t LargestFile = 1 << 20;
constexpr std::size_t LongestText = 200; ///< code points

void takeLine(std::string& into, simdjson::ondemand::value content) {
    if (const auto text = plainText(content))
        into = plainLine(*text, LongestText);
}

} // namespace

SubAgentMeta readSubAgentMeta(const FileSystem& files, const std::string& path) {
    auto json = readWholeFile(files, path, LargestFile);
    if (!json)
        return {};
    json->reserve(json->size() + simdjson::SIMDJSON_PADDING);
    SubAgentMeta meta;
    JsonLine line;
    const bool sound = line.visit(*json, [&meta](simdjson::ondemand::object members) {
        meta = SubAgentMeta();
        return forEachMember(members, [&meta](std::string_view key, simdjson::ondemand::value content) {
            if (key == "agentType")
                takeLine(meta.kind, content);
            else if (key == "description")
                takeLine(meta.description, content);
            else if (key == "model")
                takeLine(meta.model, content);
        });
    });
    return sound ? meta : SubAgentMeta();
}

} // namespace ax
