// SPDX-License-Identifier: MIT
#include "core/models/model_id.h"

#include <algorithm>
#include <charconv>

namespace ax {

namespace {

constexpr std::string_view Latest = "-latest";
constexpr std::size_t LongestPlausibleId = 512; // an ARN is below 200; a transcript may hold anything

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

bool isLowerLetter(char c) {
    return c >= 'a' && c <= 'z';
}

bool allDigits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, isDigit);
}

/// A leading `us.`, `us-gov.`, `anthropic.`: a word without digits, which a model's own name never is before
/// its first dot (`gpt-5.1`, `kimi-k2.6`).
std::size_t dottedPrefixSize(std::string_view id) {
    const std::size_t dot = id.find('.');
    if (dot == std::string_view::npos || dot == 0)
        return 0;
    const bool isWord =
        std::ranges::all_of(id.substr(0, dot), [](char c) { return isLowerLetter(c) || c == '-'; });
    return isWord ? dot + 1 : 0;
}

/// Cuts Bedrock's `-v1`, `-v1:0`, `-v1:0:200k`.
std::string_view withoutServiceVersion(std::string_view id) {
    const std::size_t at = id.rfind("-v");
    if (at == std::string_view::npos)
        return id;
    const std::string_view version = id.substr(at + 2);
    return allDigits(version.substr(0, version.find(':'))) ? id.substr(0, at) : id;
}

void addBedrockForms(std::vector<std::string>& forms, std::string_view id) {
    bool stripped = false;
    while (const std::size_t prefix = dottedPrefixSize(id)) {
        id.remove_prefix(prefix);
        forms.emplace_back(id);
        stripped = true;
    }
    // `deepseek-v3` is a name; only with a colon or behind a vendor is `-v3` a version of the service.
    const std::string_view bare = withoutServiceVersion(id);
    if (bare.size() < id.size() && (stripped || id.substr(bare.size()).contains(':')))
        forms.emplace_back(bare);
}

void addVertexForms(std::vector<std::string>& forms, std::string_view id) {
    const std::size_t at = id.rfind('@');
    if (at == std::string_view::npos || at == 0)
        return;
    const std::string_view version = id.substr(at + 1);
    if (isModelDate(version))
        forms.push_back(std::string(id.substr(0, at)) + '-' + std::string(version));
    else
        forms.emplace_back(id.substr(0, at));
}

} // namespace

bool isModelDate(std::string_view text) {
    if (!text.starts_with("20"))
        return false;
    if (text.size() == 10)
        return text[4] == '-' && text[7] == '-' && allDigits(text.substr(0, 4)) &&
               allDigits(text.substr(5, 2)) && allDigits(text.substr(8));
    return text.size() == 8 && allDigits(text);
}

SizedModelId splitContextSuffix(std::string_view id) {
    const std::size_t open = id.rfind('[');
    if (open == std::string_view::npos || !id.ends_with(']'))
        return {id, 0};
    std::string_view size = id.substr(open + 1, id.size() - open - 2);
    std::uint32_t count = 0;
    const auto [end, error] = std::from_chars(size.data(), size.data() + size.size(), count);
    if (error != std::errc{} || end + 1 != size.data() + size.size() || count > 1000)
        return {id, 0};
    const std::uint32_t unit = *end == 'm' ? 1'000'000 : *end == 'k' ? 1000 : 0;
    return unit == 0 ? SizedModelId{id, 0} : SizedModelId{id.substr(0, open), count * unit};
}

std::vector<std::string> formsWithoutProvider(std::string_view id) {
    if (id.size() > LongestPlausibleId)
        return {};
    std::vector<std::string> forms;
    while (true) {
        forms.emplace_back(id);
        addVertexForms(forms, id);
        addBedrockForms(forms, id);
        const std::size_t slash = id.find('/');
        if (slash == std::string_view::npos)
            return forms;
        id.remove_prefix(slash + 1);
    }
}

std::optional<std::string_view> withoutDate(std::string_view id) {
    if (id.ends_with(Latest))
        return id.substr(0, id.size() - Latest.size());
    for (const std::size_t length : {std::size_t{8}, std::size_t{10}}) {
        if (id.size() > length + 1 && id[id.size() - length - 1] == '-' &&
            isModelDate(id.substr(id.size() - length)))
            return id.substr(0, id.size() - length - 1);
    }
    return std::nullopt;
}

} // namespace ax
