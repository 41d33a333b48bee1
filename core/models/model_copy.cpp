// SPDX-License-Identifier: MIT
#include "core/models/model_copy.h"

#include "core/base/time.h"
#include "core/models/json_object.h"

#include <algorithm>
#include <format>
#include <vector>

namespace ax {

namespace {

using simdjson::ondemand::object;
using simdjson::ondemand::value;

constexpr std::uint64_t LargestCopy = 16 << 20;

/// The digits of a positive number as they stand in the file; `-` for anything else: a price of 0 is one that
/// is not known.
std::string numberField(value from) {
    double number = 0;
    std::string_view token = from.raw_json_token();
    token = token.substr(0, token.find_first_of(" \t\r\n"));
    return from.get_double().get(number) == simdjson::SUCCESS && number > 0 ? std::string(token) : "-";
}

struct CopyPrice {
    std::string input = "-", output = "-", cacheRead = "-", cacheWrite = "-";

    bool take(std::string_view key, value from) {
        std::string* into = key == "input"         ? &input
                            : key == "output"      ? &output
                            : key == "cache_read"  ? &cacheRead
                            : key == "cache_write" ? &cacheWrite
                                                   : nullptr;
        if (into)
            *into = numberField(from);
        return into != nullptr;
    }
    std::string text(std::string_view separator) const {
        return std::format("{}{}{}{}{}{}{}", input, separator, output, separator, cacheRead, separator,
                           cacheWrite);
    }
};

std::string tierField(value from) {
    simdjson::ondemand::array tiers;
    if (from.get_array().get(tiers) != simdjson::SUCCESS)
        return {};
    std::string field;
    for (auto element : tiers) {
        object tier;
        if (element.get_object().get(tier) != simdjson::SUCCESS)
            break;
        std::string above = "-";
        CopyPrice price;
        forEachIn(tier, [&](std::string_view key, value content) {
            if (key == "above")
                above = numberField(content);
            else
                price.take(key, content);
        });
        field += std::format("{}{}:{}", field.empty() ? "" : " ", above, price.text("/"));
    }
    return field;
}

std::string lineOf(std::string_view id, object model) {
    std::string context = "0";
    std::string tiers;
    CopyPrice price;
    forEachIn(model, [&](std::string_view key, value content) {
        if (key == "context")
            context = numberField(content);
        else if (key == "tiers")
            tiers = tierField(content);
        else
            price.take(key, content);
    });
    return std::format("{}\t{}\t{}\t\t{}\n", id, context, price.text("\t"), tiers);
}

bool fitsIntoTable(std::string_view id) {
    return !id.empty() && !id.starts_with('#') &&
           std::ranges::none_of(id, [](unsigned char c) { return c <= ' ' || c == 0x7f; });
}

std::string_view idOf(std::string_view line) {
    return line.substr(0, line.find('\t'));
}

} // namespace

std::string modelCopyPath(const Paths& paths) {
    return joinPath(paths.stateDirectory, "models.json");
}

std::string modelTableOfCopy(std::string_view json, std::string_view source) {
    simdjson::ondemand::parser parser;
    const simdjson::padded_string padded(json);
    simdjson::ondemand::document document;
    object models;
    if (parser.iterate(padded).get(document) != simdjson::SUCCESS ||
        document.get_object().get(models) != simdjson::SUCCESS)
        return {};
    std::vector<std::string> lines;
    forEachIn(models, [&lines](std::string_view key, value content) {
        const std::string id(key); // the parser uses the memory again
        object model;
        if (fitsIntoTable(id) && content.get_object().get(model) == simdjson::SUCCESS)
            lines.push_back(lineOf(id, model));
    });
    if (!document.is_alive() || !document.at_end()) // damaged: all or nothing
        return {};
    std::ranges::stable_sort(lines, {}, [](const std::string& line) { return idOf(line); });
    const auto doubles = std::ranges::unique(lines, {}, [](const std::string& line) { return idOf(line); });
    lines.erase(doubles.begin(), doubles.end());
    if (lines.empty())
        return {};
    std::string table = std::format("# source: {}\n", source);
    for (const std::string& line : lines)
        table += line;
    return table;
}

std::string readModelCopy(const FileSystem& files, const Paths& paths) {
    const std::string path = modelCopyPath(paths);
    const auto status = files.status(path);
    const auto text = status ? readWholeFile(files, path, LargestCopy) : std::unexpected(status.error());
    if (!text)
        return {};
    const Timestamp modified{std::chrono::nanoseconds(status->modifiedNanoseconds)};
    return modelTableOfCopy(*text,
                            std::format("models.dev, copied {}", formatTimestamp(modified).substr(0, 10)));
}

} // namespace ax
