// SPDX-License-Identifier: MIT
#include "app/cli/search_json.h"

#include "core/base/json_writer.h"

namespace ax::cli {

namespace {

std::string_view nameOf(Speaker speaker) {
    switch (speaker) {
    case Speaker::User:
        return "user";
    case Speaker::Assistant:
        return "assistant";
    case Speaker::Tool:
        return "tool";
    }
    return "";
}

void write(JsonWriter& json, const Snippet& snippet) {
    json.open();
    json.member("file", snippet.file);
    json.number("position", snippet.position);
    json.member("speaker", nameOf(snippet.speaker));
    json.openArray("ranges");
    for (const TextRange& range : snippet.matches) {
        json.open();
        json.number("begin", range.begin);
        json.number("end", range.end);
        json.close();
    }
    json.closeArray();
    json.close();
}

void write(JsonWriter& json, const SearchResult& result) {
    json.open();
    json.member("id", result.session->id);
    json.number("hits", result.hits);
    json.openArray("snippets");
    for (const Snippet& snippet : result.snippets)
        json.element(snippet.text);
    json.closeArray();
    json.member("harness", result.session->harness);
    json.openArray("matches");
    for (const Snippet& snippet : result.snippets)
        write(json, snippet);
    json.closeArray();
    json.close();
}

} // namespace

std::string formatSearchJson(std::span<const SearchResult> results) {
    JsonWriter json;
    json.open();
    json.openArray("ids");
    for (const SearchResult& result : results)
        json.element(result.session->id);
    json.closeArray();
    json.openArray("results");
    for (const SearchResult& result : results)
        write(json, result);
    json.closeArray();
    json.close();
    return json.take() + '\n';
}

} // namespace ax::cli
